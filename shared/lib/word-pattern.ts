/** What is one word, where texts are compared or written anew word by word? */

/** A word, a run of spaces, or one sign. Letters with their marks are one word in every language. */
export const wordPattern = /[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu;

/** Beyond so many changed words one text has little to do with the other. */
export const changedWordsMost = 1_000;
