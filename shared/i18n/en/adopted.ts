/** What is said to somebody whose words are in the adopted resolution? In English. */
export const adopted = {
  /** Before where they stand. */
  yours: (where: string) => `Your words are in the resolution: ${where}`,
  preamble: 'the preamble',
  clause: (number: string) => `clause\u00a0${number}`,
  clauses: (numbers: string) => `clauses\u00a0${numbers}`,
  /** Before the last of several. */
  and: 'and',
  read: 'Read it there',
  onlyYou: 'You alone are told this.',
  open: 'Open the resolution',
  send: 'Copy a link to send home',
  anybody: 'Anybody can open this link.',
  notIssued: 'When the secretary has issued the resolution, a link that you can send home will be here.',
};
