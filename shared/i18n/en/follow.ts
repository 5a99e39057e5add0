/** What does one see who follows from elsewhere? In English. */
export const follow = {
  hall: 'In the hall now',
  underDiscussion: 'Under discussion',
  back: 'Back to the hall',
  missed: (count: number) => `What you are missing: ${count}`,
  said: (count: number) => `Proposals and comments: ${count}`,
  placeGiven: 'You have a place in this session now.',
  toSitting: 'Go to the session',
};
