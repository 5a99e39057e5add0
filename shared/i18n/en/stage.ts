/** What does the hall's screen say? In English. */
export const stage = {
  title: 'Hall screen',
  join: 'Join',
  here: (count: number) => `${count} are here`,
  turnout: (cast: number, seats: number) => `Voted: ${cast} of ${seats}`,
  backAt: (time: string) => `Back at ${time}`,
  quorum: 'There is a quorum',
  noQuorum: 'There is no quorum',
  noLineSince: (time: string) => `no line since ${time}`,
  checkCode: 'check code',
  ended: 'This link of the hall screen was replaced. Take the new one from the moderator’s desk.',
  startsAt: (time: string) => `Starts at ${time}`,
  present: (present: number, entitled: number) => `${present} of ${entitled} are here`,
  needed: (needed: number) => `needed: ${needed}`,
  backSoon: 'We go on soon',
  noLine: 'No line. Trying again.',
  draftClosed: (clauses: number) => `The text is closed for edits, clauses: ${clauses}`,
};
