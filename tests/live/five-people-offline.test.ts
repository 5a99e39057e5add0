/** What becomes of eight hours that five people wrote without a line? All of it merges; what was closed meanwhile comes back to them. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { closeKept } from '../../client/live/kept-database.ts';
import type { TextConnection } from '../../client/live/text-connection.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { bodyText } from '../../shared/draft/clause-text.ts';
import { createClause, deleteWords, insertWords } from '../../shared/draft/clause-text-edit.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import { measured } from '../measured.ts';
import {
  clauseNumbered,
  isSaved,
  openTextWorld,
  randomFrom,
  textId,
  untilState,
  type Name,
} from '../text/text-world.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? 20261122);
const edits = Number(process.env['ORTAQ_OFFLINE_EDITS'] ?? 1_500);
const names: readonly Name[] = ['amina', 'bo', 'chen', 'dara', 'eli'];
const closed = clauseNumbered(3);

test(
  `[KEEP-9] five people, ${String(edits)} edits each without a line, pages closed and opened between: no word lost, late ones are given back (ORTAQ_SEED=${String(seed)})`,
  { timeout: 1_200_000 },
  async () => {
    const world = await openTextWorld();
    const random = randomFrom(seed);
    const written: { readonly by: Name; readonly clause: ClauseId; readonly token: string }[] = [];
    const pages = new Map<Name, TextConnection>();
    const open = async (name: Name): Promise<void> => {
      const page = world.joinKept(name);
      pages.set(name, page);
      await untilState(page, () => page.state().synced && page.state().mayWrite);
    };
    for (const name of names) await open(name);
    for (const page of pages.values()) await untilState(page, () => page.state().link.is === 'online');
    world.cutLines();

    let clauses = 100;
    for (const [person, name] of names.entries()) {
      const own: ClauseId[] = [clauseNumbered(1), clauseNumbered(2), closed];
      for (let edit = 0; edit < edits; edit++) {
        const doc = pages.get(name)!.doc();
        if (edit % 400 === 399) {
          const id = clauseNumbered(clauses++);
          createClause(doc, { id, kind: 'operative', after: random.pick(own) });
          own.push(id);
          continue;
        }
        const clause = random.pick(own);
        const length = bodyText(doc, clause, 'ru')!.length;
        if (edit % 4 !== 0 && length > 40) {
          // Letters of one's own: typed at the end, taken back. Else the text would be longer than a text may be.
          insertWords(doc, clause, 'ru', length, 'опечатка');
          deleteWords(doc, clause, 'ru', length, 8);
          continue;
        }
        const token = ` ${'абвгд'[person]!}${String(edit)}.`;
        insertWords(doc, clause, 'ru', length, token);
        written.push({ by: name, clause, token });
        // Somebody closes the page, or it crashes, and is opened again without a line.
        if (edit % 500 === 252) {
          pages.get(name)!.close();
          await open(name);
        }
        // The page breathes, as between two keys.
        if (edit % 48 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      }
    }
    await world.closeClause(closed);

    world.listenAgain();
    const startedAt = performance.now();
    const seen: string[] = [];
    const first = pages.get('amina')!;
    first.onState(({ writing }) => {
      if (writing.is === 'sending') seen.push(`${String(writing.done)}/${String(writing.of)}`);
    });
    // Lines that are cut while it goes out.
    for (const share of [0.2, 0.6]) {
      await untilState(first, () => {
        const { writing } = first.state();
        return writing.is === 'saved' || (writing.is === 'sending' && writing.done > writing.of * share);
      });
      world.cutLines();
      await untilState(first, () => first.state().link.is !== 'online');
      world.listenAgain();
    }
    for (const page of pages.values()) await untilState(page, () => page.state().link.is === 'online' && isSaved(page));
    measured(
      `five people's ${String(edits * 5)} offline edits were in after ${((performance.now() - startedAt) / 1000).toFixed(1)} s, with two cuts`,
    );

    const whole = (await world.server.readClauses(textId))!;
    const words = new Map(whole.clauses.map(({ id, body }) => [id, plainText(body.ru ?? [])]));
    const unsent = (name: Name): string =>
      pages
        .get(name)!
        .state()
        .unsent.map((one) => one.words)
        .join('');
    const lost = written.filter(({ by, clause, token }) =>
      clause === closed
        ? unsent(by).split(token).length !== 2 || words.get(clause)!.includes(token)
        : words.get(clause)!.split(token).length !== 2,
    );
    expect(lost).toEqual([]);
    expect(written.some(({ clause }) => clause === closed)).toBe(true);
    expect(seen.length).toBeGreaterThan(1);
    expect([world.refusals, world.faults]).toEqual([[], []]);
    await world.close();
    await closeKept();
  },
);
