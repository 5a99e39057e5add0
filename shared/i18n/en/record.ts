/** Where do the minutes and papers of a sitting lie? In English. Their pages bring their own words: `minutes-words.ts`. */
export const record = { toRecord: 'Minutes and papers' };
