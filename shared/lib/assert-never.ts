/** Is every case of a union handled? The compiler answers; at run time it is our own fault, so it throws. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
