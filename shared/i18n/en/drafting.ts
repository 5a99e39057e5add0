/** What is said around a text that is being drafted: its languages, who writes, remarks, print. In English. */
export const drafting = {
  sideBySide: 'Side by side',
  tools: 'About the text',
  behind: (language: string, time: string, name: string) =>
    `${language}: behind since ${time}, after an edit by ${name}`,
  behindUnnamed: (language: string, time: string) => `${language}: behind since ${time}`,
  checked: (language: string, name: string) => `${language}: checked by ${name}`,
  check: (language: string) => `${language}: says the same, checked`,
  mayNotCheck: 'Chair, moderator, secretary and drafting group check translations',
  whoWrites: 'Who writes',
  writers: {
    everyone: 'Everyone with a deciding seat',
    drafting: 'The drafting group only',
    named: 'Those chosen here',
  },
  writersNow: {
    everyone: 'everyone with a seat writes',
    drafting: 'the drafting group writes',
    named: (count: number) => `those chosen write: ${count}`,
  },
  writersNote: 'Chair, moderator and secretary can always write. The others read and propose.',
  writersSave: 'Set',
  chooseWriters: 'Who writes',
  remarks: (count: number) => (count === 1 ? '1 hint' : `${count} hints`),
  remarksNote: 'Hints forbid nothing.',
  hints: {
    noVerb: 'No deed is named: recommends, asks, decides …',
    noAddressee: 'Nobody is asked. Who shall do it?',
    twoAddressees: 'Two are asked at once. Each better has a clause of its own.',
    twoDeeds: 'Two deeds in one clause: they cannot be voted on apart.',
    haste: (word: string) => `“${word}” without a day. Until when?`,
    missing: (language: string) => `No text yet: ${language}.`,
    repeated: (clause: string) => `The same sentence stands in: ${clause}.`,
    tooLong: (length: number) => `${length} characters: hard to listen to. Two clauses?`,
    numberTyped: 'The number is typed by hand. Numbers come by themselves.',
  },
  print: 'Print',
  printNote: 'From the first print until adoption the numbers stand still.',
  printedAt: (time: string) => `as of ${time}`,
  /** A closed clause is open again. */
  openedAgain: (time: string, reason: string) => `Opened again at ${time}. Why: ${reason}`,
  liveText: 'The live text',
};
