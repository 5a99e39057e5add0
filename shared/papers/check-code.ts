/** By what does a reader compare a paper with the record? Eight digits of the hash of the bytes voted on. */

/** `7F3A 91C2`, from a paperHash (SHA-256, hex). */
export function checkCode(paperHash: string): string {
  const digits = paperHash.slice(0, 8).toUpperCase();
  return `${digits.slice(0, 4)} ${digits.slice(4)}`;
}
