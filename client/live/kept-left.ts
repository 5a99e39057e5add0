/** Which words of a person are on this device and nowhere else? What was not sent, and what could not be taken. */
import * as Y from 'yjs';
import { openTextDoc } from '../../shared/draft/clause-text.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import type { GivenBack } from '../../shared/protocol/text-wire.ts';
import { answerOf, openKept } from './kept-database.ts';
import { wordsIn } from './text-words.ts';

/** Words as somebody may copy them. */
export type LeftHere = Pick<GivenBack, 'lang' | 'words'>;

interface UpdateRow {
  readonly place: string;
  readonly update: Uint8Array;
}

/** In the order of writing, text by text. Empty where the device keeps nothing. */
export async function leftHere(personId: PersonId): Promise<LeftHere[]> {
  const database = await openKept();
  if (database === null) return [];
  const transaction = database.transaction(['base', 'outbox', 'words'], 'readonly');
  const rowsOf = <Row>(store: string): Promise<Row[]> =>
    answerOf(transaction.objectStore(store).index('person').getAll(personId) as IDBRequest<Row[]>);
  const [base, outbox, words] = await Promise.all([
    rowsOf<UpdateRow>('base'),
    rowsOf<UpdateRow>('outbox'),
    rowsOf<LeftHere>('words'),
  ]);
  const left = words.map(({ lang, words: text }): LeftHere => ({ lang, words: text }));
  for (const place of new Set(outbox.map((row) => row.place))) {
    const doc = openTextDoc();
    const written = outbox.filter((row) => row.place === place).map(({ update }) => update);
    const known = base.filter((row) => row.place === place).map(({ update }) => update);
    for (const update of [...known, ...written]) Y.applyUpdate(doc, update);
    left.push(...wordsIn(doc, written).map(({ lang, words: text }) => ({ lang, words: text })));
    doc.destroy();
  }
  return left.filter((one) => one.words.trim() !== '');
}
