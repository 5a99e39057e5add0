/** What is said where cards are raised and counted in the hall, and where such a count is told? In English; fetched with one. */
export const hall = {
  open: 'Count cards in the hall…',
  mend: 'Mend the count in the hall…',
  title: 'Votes by raised card',
  means:
    'For people in the hall who have no device. Whoever is marked votes by card: their devices take no vote any more. The count can be mended until the vote closes; every entry stays in the record.',
  who: (marked: number) => `Who votes by card: ${marked}`,
  nobody: 'Nobody with a deciding vote is marked as present in the hall. Mark them in the list of people first.',
  numbers: 'Cards counted',
  silent: (people: number) => `Raised no card: ${people}`,
  tooMany: (cards: number, people: number) =>
    `Cards: ${cards}, people marked: ${people}. Count again, or mark who is missing.`,
  tellers: 'Who counted',
  confirmed: 'The numbers were read back aloud, and they are right',
  do: 'Enter the count',
  missing: 'Mark who votes by card and who counted, type in all three numbers, and confirm that they were read back.',
  hasVoted: (name: string) =>
    `${name} has voted already. The mark is taken away and that card is not counted. Check the numbers and enter them again.`,
  entered: 'The count is entered.',
  stands: (people: number) => `By card in the hall: ${people}. The numbers are told with the result.`,
  source: (devices: number, cards: number) => `By devices: ${devices} + in the hall: ${cards}`,
  cards: (yes: number, no: number, abstain: number) =>
    `Cards in the hall: for ${yes}, against ${no}, abstained ${abstain}.`,
  countedBy: (names: string) => `Counted by: ${names}.`,
  entry: (time: string, sentence: string) => `${time}. ${sentence}`,
  sources: 'Where the votes come from',
  inHall: 'By card in the hall',
  earlier: 'Entries before it, mended since:',
};
