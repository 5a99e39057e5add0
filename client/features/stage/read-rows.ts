/** In which rows does the hall read what somebody wrote? A sentence a row; a long one in several, so that each fits on a page. */

/** About four lines of a hall's width, in letters. */
const rowMost = 170;

/** Nothing is left out: joined by spaces the rows are the words again, but for how wide the gaps were. */
export function readRows(words: string): readonly string[] {
  const sentences = words.split(/\n+|(?<=[.!?…])\s+/u).filter((sentence) => sentence.trim() !== '');
  return sentences.flatMap((sentence) => {
    const rows: string[] = [];
    for (const word of sentence.trim().split(/\s+/u)) {
      const last = rows.at(-1);
      if (last === undefined || last.length + word.length >= rowMost) rows.push(word);
      else rows[rows.length - 1] = `${last} ${word}`;
    }
    return rows;
  });
}
