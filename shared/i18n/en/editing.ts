/** What is said to somebody who writes in a clause? In English. */
export const editing = {
  dueBy: (date: string) => `by ${date}`,
  textLanguage: 'Language of the text',
  otherLanguageEmpty: { kk: 'no Kazakh text yet', ru: 'no Russian text yet', en: 'no English text yet' },
  showIn: { kk: 'Show in Kazakh', ru: 'Show in Russian', en: 'Show in English' },
  deedsOf: (clause: string) => `${clause}: what can be done`,
  /** A clause of the preamble has no number. */
  preambleClause: 'preamble clause',
  addresseeAndDate: 'To whom and by when',
  isFirst: 'It stands first',
  isLast: 'It stands last',
  closing: 'Closing for edits',
  loading: 'The page for writing is opening',
  removedMeanwhile: 'Somebody has taken this clause out. Your words are still in it.',
  freeze: 'Close for edits',
  putToVote: 'Put to the vote',
  onlyChair: 'Only the chair or the moderator',
  notLoaded: 'The page for writing could not be loaded: no line. You can go on reading.',
  copyThis: 'Copy it from here',
  noDate: 'No date',
  /** The letters that stand for bold and italic on a button. */
  boldSign: 'B',
  italicSign: 'I',
};
