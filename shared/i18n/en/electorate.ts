/** What is said of seats that take no part, of groups of seats, and of votes given to others? In English; fetched where it is needed. */
export const electorate = {
  recuse: 'I take no part in this matter…',
  recuseTitle: 'Taking no part',
  recuseVoteMeans:
    'You are not counted among those who vote here. Your name stands in the roll and in the minutes as taking no part. In this vote it cannot be taken back.',
  recuseItemMeans:
    'In the votes under this item you are not counted among those who vote. Your name stands in the roll and in the minutes as taking no part. Until a vote opens you can take it back.',
  recuseDo: 'I take no part',
  recusedFrom: (item: string) => `You take no part in the votes under: ${item}`,
  takePart: 'I take part after all',
  noPartInVote: 'Takes no part in this vote',
  noPartInItem: (item: string) => `Takes no part: ${item}`,
  partInItem: (item: string) => `Takes part again: ${item}`,
  noPart: 'Take no part',
  noPartCount: (seats: number) => `Take no part: ${seats}.`,
  noPartNames: (names: string) => `Took no part: ${names}.`,
  group: 'Group',
  noGroup: 'in no group',
  newGroup: 'Name of a new group',
  addGroup: 'Put into a new group',
  inEachGroup: 'And in each group by itself',
};
