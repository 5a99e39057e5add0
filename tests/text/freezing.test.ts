/** Does freezing under fast typists lose a word, leave a writer stuck, or touch what is written elsewhere? */
import { expect, test } from 'vitest';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { clauseRuns } from '../../shared/draft/clause-text.ts';
import { deleteWords, insertWords } from '../../shared/draft/clause-text-edit.ts';
import { canonicalClause } from '../../shared/draft/canonical-text.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import { clauseNumbered, isSaved, openTextWorld, randomFrom, textId, untilState, type Name } from './text-world.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? 20261122);
const freezes = Number(process.env['ORTAQ_FREEZES'] ?? 200);
const clauses = [clauseNumbered(1), clauseNumbered(2), clauseNumbered(3)];

test(
  `[TEXT-8] freezing ${freezes} times under fast typists: no word lost, no writer stuck, edits elsewhere stand (ORTAQ_SEED=${seed})`,
  { timeout: 300_000 },
  async () => {
    // What is deleted is taken from the front, so that every word typed behind it must be somewhere in the end.
    const front = 'я'.repeat(1_500);
    const world = await openTextWorld({
      clauses: clauses.map((id, index) => ({
        id,
        kind: index === 0 ? 'preamble' : 'operative',
        body: { kk: '', ru: front },
      })),
    });
    const random = randomFrom(seed);
    const names: readonly Name[] = ['amina', 'bo', 'chen', 'dara'];
    const pages = names.map((name) => world.join(name, 1));
    for (const page of pages) await untilState(page, () => page.state().link.is === 'online');
    const written: { token: string; clause: ClauseId; page: number }[] = [];
    let reloads = 0;
    for (const page of pages) page.onDoc(() => reloads++);
    let isTyping = true;

    const typing = (async () => {
      while (isTyping) {
        for (const [index, page] of pages.entries()) {
          const clause = random.pick(clauses);
          const length = plainText(clauseRuns(page.doc(), clause, 'ru')).length;
          // A page that does not look at the announcement, or had it a moment too late: it types on.
          if (random.below(12) === 0) deleteWords(page.doc(), clause, 'ru', 0, 1);
          else if (length < 12_000) {
            const token = `w${written.length}`;
            written.push({ token, clause, page: index });
            insertWords(page.doc(), clause, 'ru', length, ` ${token}`);
          }
        }
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();

    for (let index = 0; index < freezes; index++) {
      const clause = random.pick(clauses);
      const hold = await world.server.texts.holdClause(textId, clause, {});
      if (hold.facts === null) throw new Error('the clause is there');
      const outcome = random.below(4) === 0 ? 'open' : 'locked';
      if (outcome === 'locked') {
        const locking = [{ textId, clauseId: clause, locked: true, expectedTextSeq: 'any' as const }];
        expect(await world.store.commit({ textLocks: locking })).toMatchObject({ ok: true });
      }
      hold.release(outcome);
      if (outcome === 'open') continue;
      await new Promise((resolve) => setTimeout(resolve, random.below(12)));
      const whole = await world.server.readClauses(textId);
      const now = whole!.clauses.find(({ id }) => id === clause)!;
      // Others may have moved nothing here: the number is as it was, and so are the bytes.
      expect(canonicalClause(now, { number: String(clauses.indexOf(clause) || '') || null })).toBe(hold.facts.bytes);
      const opening = [{ textId, clauseId: clause, locked: false, expectedTextSeq: 'any' as const }];
      expect(await world.store.commit({ textLocks: opening })).toMatchObject({ ok: true });
      world.server.texts.clauseOpened(textId, clause);
    }
    isTyping = false;
    await typing;
    for (const page of pages) await untilState(page, () => isSaved(page));
    const whole = (await world.server.readClauses(textId))!;
    const there = whole.clauses.map(({ id, body }) => ({ id, words: plainText(body.ru ?? []) }));
    // A word stands in the text, in its clause, or was given back to who wrote it.
    let late = 0;
    const lost = written.filter(({ token, clause, page }) => {
      if (there.some(({ id, words }) => id === clause && `${words} `.includes(` ${token} `))) return false;
      late++;
      return !pages[page]!.state().unsent.some(({ clauseId, words }) => clauseId === clause && words.includes(token));
    });
    expect(lost).toEqual([]);
    console.log(
      `${freezes} freezes, ${written.length} words, ${late} given back, ${reloads} reloads, ${whole.textSeq} updates`,
    );
    expect(written.length).toBeGreaterThan(freezes);
    await world.close();
    expect(world.faults).toEqual([]);
  },
);
