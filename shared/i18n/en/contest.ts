/** What does a voter say about a vote: that more time is needed, that something was wrong? In English. */
export const contest = {
  timeAsked: 'You asked for more time. The moderator sees how many ask.',
  open: 'Contest this vote…',
  title: 'Contest this vote',
  means: 'Say what was wrong. Everyone sees it; whoever presides decides, and the ballots are counted again.',
  reason: 'What was wrong',
  reasonMissing: 'Say in a few words what was wrong.',
  send: 'Contest the vote',
  contested: (reason: string) => `Contested: ${reason}`,
  waits: 'Whoever presides has not decided yet.',
  upheld: (reason: string) => `The result stands: ${reason}`,
  repeated: (reason: string) => `The vote is to be held again: ${reason}`,
  countedSame: 'The ballots were counted again, and the same came out.',
  countedOther: 'The ballots were counted again, and something else came out.',
  minority: {
    open: 'Dissenting opinion…',
    title: 'Dissenting opinion',
    means:
      'It changes nothing of the decision. Under your name it stands in the minutes and in the annex of the resolution. Once, until the sitting is closed.',
    field: 'Why you do not agree',
    missing: 'Say in a few words why you do not agree.',
    send: 'Record it',
    of: (name: string) => `Dissenting opinion: ${name}`,
    superseded: (reason: string) => `The clause was opened again, the decision holds no more. Reason: ${reason}`,
    changed: 'The words of the clause were changed after this vote.',
  },
};
