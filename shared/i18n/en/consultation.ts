/** What is said of a sitting that was opened without its quorum? In English; fetched where one is. */
export const consultation = {
  open: 'Open as a consultation',
  means:
    'There is no quorum: people can speak and write, and nothing is voted on. Votes are possible once the quorum is there.',
  line: 'A consultation: there is no quorum, and nothing is decided.',
  opened: (time: string) =>
    `The sitting was opened at ${time} without a quorum, as a consultation: nothing is decided as long as there is none.`,
};
