/** What does a voter say about a vote: that more time is needed, that something was wrong? In English. */
export const contest = {
  timeAsked: 'You asked for more time. The moderator sees how many ask.',
  open: 'Contest this vote…',
  title: 'Contest this vote',
  means: 'Say what was wrong. Everyone sees it; the chair decides, and the ballots are counted again.',
  reason: 'What was wrong',
  reasonMissing: 'Say in a few words what was wrong.',
  send: 'Contest the vote',
  contested: (reason: string) => `Contested: ${reason}`,
  waits: 'The chair has not decided yet.',
  upheld: (reason: string) => `The result stands: ${reason}`,
  repeated: (reason: string) => `The vote is to be held again: ${reason}`,
  countedSame: 'The ballots were counted again, and the same came out.',
  countedOther: 'The ballots were counted again, and something else came out.',
};
