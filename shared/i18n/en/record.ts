/** Is this paper the adopted text? In English. */
export const record = {
  check: 'Check a paper',
  checkDo: 'The check code stands at the foot of the resolution.',
  code: 'Check code',
  look: 'Check',
  same: 'This is the adopted text',
  unknown: 'There is no adopted text with this code. Look at the paper again: eight letters and figures.',
  notYet: 'Checking papers comes with the record of the sitting.',
};
