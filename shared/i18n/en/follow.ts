/** What does one see who follows from elsewhere? In English. */
export const follow = {
  hall: 'In the hall now',
  soFar: 'So far',
  underDiscussion: 'Under discussion',
  back: 'Back to the hall',
  missed: (count: number) => `What you are missing: ${count}`,
  whileAway: 'While you were away',
  slowLine: 'Slow line. Text only?',
  yes: 'Yes',
  no: 'No',
  textOnly: 'Text only',
  asOf: (time: string) => `as of ${time}`,
  ask: 'Ask',
  askToSpeak: 'Ask to speak',
  placeGiven: 'You have a place in this session now.',
  toSitting: 'Go to the session',
};
