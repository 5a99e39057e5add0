/** What is said of a vote on several wordings of a clause? In English. */
export const wordings = {
  clause: 'Which clause',
  choose: 'Wordings that are put to the vote',
  chooseMeans:
    'Last on the ballot stands: leave it as it is. Proposals of one person in several languages are one wording.',
  by: 'How it is answered',
  ways: {
    approval: 'Each marks all wordings that are acceptable',
    schulze: 'Each puts the wordings in an order',
  },
  becomes:
    'The wording that is chosen becomes the words of the clause. Whether the clause is adopted is voted on after that.',
  missing: 'Mark one wording at least.',
  notClosed: (clauses: string) =>
    `Other words are proposed for an open clause too: ${clauses}. Close it for edits first.`,
  put: 'Put the wordings to the vote…',
  title: 'Wordings',
  asItIs: 'As it is now',
  answered: 'Other words were chosen in a vote.',
  all: 'All wordings in full',
  saying: 'We choose the wording of the clause. Read all of them, then answer.',
  subject: 'The wording of: ',
  decided: (clause: string) => `To put ${clause} in these words:`,
  stays: 'The clause stays as it is.',
};
