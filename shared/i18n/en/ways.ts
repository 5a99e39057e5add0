/** What is said where silence consents, and where counts are seen before the close? In English. */
export const ways = {
  silence: {
    asked: 'No objection?',
    /** Before the vote, and in the report as its rule. */
    rule: 'Silence is consent: it is carried if nobody objects until the time is over. The first objection ends it, and it is put to the vote.',
    object: 'I object',
    reason: 'Why, if you wish to say',
    reasonSeen: 'The desk reads it, and it stands in the record.',
    advisory: 'Your seat advises: it does not object.',
    desk: 'Nobody has objected so far. At the first objection this ends.',
    carried: 'Carried without objection',
    objected: 'There is an objection: nothing is decided yet',
    by: (names: string) => `Objected: ${names}`,
    because: (reason: string) => `Reason: ${reason}`,
    objection: 'objected',
    silent: 'did not object',
    card: (subject: string) => `An objection: ${subject}`,
    vote: (duration: string) => `Put it to the vote, ${duration}`,
  },
  soFar: 'So far',
  advisory: 'Advisory, not counted',
  second: (duration: string) => `Vote once more among those who are even, ${duration}`,
  forward: {
    title: (count: number) => `To be voted on at once: ${count}`,
    means:
      'Whoever has a vote, an advisory one too, may take a clause out, until the vote opens. It is then voted on by itself.',
    takeOut: (clause: string) => `Take out: ${clause}`,
    takenOut: (clause: string, name: string) => `Taken out: ${clause} · ${name}`,
    takenOutShort: (clause: string) => `Taken out: ${clause}`,
    nothingLeft: 'Nothing is left in the list. Withdraw it.',
    open: 'Open the vote on the list',
    say: (count: number) =>
      `I propose to vote on these clauses at once, in all: ${count}. Does anybody wish to take one out, to be voted on by itself?`,
    withdraw: 'Withdraw the list',
    put: 'Put forward first: clauses may be taken out',
    single: (clause: string) => `Put to the vote: ${clause}`,
    singles: 'Taken out, to be voted on singly',
  },
};
