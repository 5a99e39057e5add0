/** What is announced to the hall, five seconds before it happens? In English. */
export const announcement = {
  freeze: (clause: string) => `Closing for edits: ${clause}`,
  vote: (clause: string) => `Vote opens: ${clause}`,
  anyVote: 'A vote opens',
  rollCall: 'Roll call begins',
  close: 'The vote closes',
  draft: 'The whole draft closes for edits',
  clock: 'Time until it happens',
};
