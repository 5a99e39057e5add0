/** Is this paper the adopted text? In English. */
export const record = {
  check: 'Check a paper',
  code: 'Check code',
  notYet: 'Checking papers comes with the record of the sitting.',
};
