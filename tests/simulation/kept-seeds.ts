/** Which seeds once found a fault? They are run always. */
export const keptSeeds: readonly { readonly seed: number; readonly found: string }[] = [];
