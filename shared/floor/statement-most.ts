/** How long may a statement be that is written instead of spoken? UTF-16 units: what a speech of five minutes has. */
export const statementMost = 4_000;
