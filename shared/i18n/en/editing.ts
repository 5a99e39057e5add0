/** What is said to somebody who writes in a clause? In English. */
import { countEn } from '../plurals.ts';

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
  notLoaded: 'The page for writing could not be loaded: no line. You can go on reading.',
  copyThis: 'Copy it from here',
  /** The letters that stand for bold and italic on a button. */
  boldSign: 'B',
  italicSign: 'I',
  // A selection over several clauses.
  closedKept: (count: number) => `Closed for edits and left as it is: ${countEn(count, 'clause', 'clauses')}`,
  clausesCopied: (count: number) => `Copied: ${countEn(count, 'clause', 'clauses')}`,
  pasteTooLong: (kilobytes: number) =>
    `This is too long to paste at once: ${kilobytes} kB of 200. Nothing was put in and nothing is lost: paste it in parts.`,
  selectSeveral: 'Select several',
  severalChosen: (count: number) => `Selected: ${countEn(count, 'clause', 'clauses')}`,
  severalHint: 'Press another clause to select up to it',
  cut: 'Cut',
  removeSeveral: 'Take out',
  // Links and references.
  link: 'Link',
  linkAddress: 'Address',
  linkRule: 'An address begins with https:// or mailto:',
  linkRemove: 'Take the link away',
  reference: 'Refer to a clause',
  referenceTo: 'Which clause?',
  indent: 'Make it a sub-clause',
  outdent: 'Make it a clause of its own',
  // Finding.
  find: 'Find in the text',
  findNext: 'Next place',
  findBefore: 'Place before',
  foundAt: (place: number, count: number) => `${place} of ${count}`,
  foundNone: 'Not in the text',
};
