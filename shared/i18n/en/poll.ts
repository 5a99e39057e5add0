/** What does a ballot say, from before it opens to its result? In English. */
export const poll = {
  /** «Named vote · clause 3». */
  named: 'Named vote',
  vote: 'Vote',
  title: (form: string, clause: string) => `${form} · ${clause}`,
  /** The tab's title while a vote waits for me. */
  tabTitle: (clock: string) => `${clock} · Vote`,
  timeLeft: 'Time left to vote',
  wordsVotedOn: 'The words voted on',
  moreLines: (count: number) => `${count} more lines`,
  whoSees: {
    named: 'Named: everyone sees your choice',
  },
  abstentions: {
    against: 'Those who abstain count as not supporting.',
    ignored: 'Abstentions are not counted.',
  },
  answers: { yes: 'For', no: 'Against', abstain: 'Abstain' },
  yourChoice: (answer: string) => `Your choice: ${answer}`,
  moreTime: 'I need more time',
  later: 'Later',
  keep: 'Leave it as it is',
  uncertain:
    'Voting is closed. Your vote was sent and no answer came; whether it counts will stand here when the line is back.',
  changeLost: 'The change came too late. This vote counts.',
  over: 'Time is over. The votes are being counted.',
  loadingRoll: 'Loading the list…',
  change: 'Change',
  goVote: 'Vote',
  // The state, in place of the answers.
  sending: 'Sending…',
  notSent: 'Not sent, trying again',
  notSentLeft: (seconds: number) => `No line. ${seconds} s left to get through`,
  accepted: (time: string) => `Accepted · ${time}`,
  acceptedElsewhere: (time: string) => `Accepted from your other device · ${time}`,
  notCounted: (time: string) => `Not counted: voting closed · ${time}`,
  late: 'You came after this vote opened. You vote from the next one.',
  noSeat: 'You have no vote in this sitting. You see the result with all.',
  advisory: 'Your vote is advisory: it is shown apart and not counted.',
  opened: (clause: string, seconds: number) => `A vote is open: ${clause}. ${seconds} seconds.`,
  twentySeconds: '20 seconds left to vote.',
  turnout: (cast: number, seats: number) => `${cast} of ${seats} have voted`,
  turnoutLabel: 'Voted',
  backToBallot: 'Back to the ballot',
  // The result.
  result: 'Result',
  carried: 'Carried',
  rejected: 'Not carried',
  noQuorum: 'No decision: no quorum',
  counts: { yes: 'For', no: 'Against', abstain: 'Abstained', notVoted: 'Did not vote' },
  neededOf: {
    present: (needed: number, base: number) => `needed ${needed} of ${base} present`,
    entitled: (needed: number, base: number) => `needed ${needed} of ${base} entitled`,
    cast: (needed: number, base: number) => `needed ${needed} of ${base} cast`,
    'yes-no': (needed: number, base: number) => `needed ${needed} of ${base} for and against`,
  },
  unanimousNeeded: 'needed: nobody against, nobody abstaining',
  advisoryCounts: (yes: number, no: number, abstain: number) =>
    `Advisory, not counted: ${yes} for, ${no} against, ${abstain} abstained`,
  /** For ears: the whole in a sentence. */
  spoken: (outcome: string, yes: number, no: number, abstain: number, notVoted: number) =>
    `${outcome}. For ${yes}, against ${no}, abstained ${abstain}, did not vote ${notVoted}.`,
  howEachVoted: 'How each voted',
};
