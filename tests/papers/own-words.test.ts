/** Whose words stand in the adopted resolution, and where by its numbers? */
import { expect, test } from 'vitest';
import { newDraft, type Draft } from '../../shared/draft/draft.ts';
import type { ClauseId, DraftId, PersonId, TextId } from '../../shared/lib/ids.ts';
import { ownPlaces, type AuthoredWords } from '../../shared/papers/own-words.ts';
import { clause } from './sample-resolution.ts';

const [chen, dara] = ['per_chen', 'per_dara'] as unknown as [PersonId, PersonId];
const id = (place: number): ClauseId => `cla_000000000000000${String(place)}` as ClauseId;

/** Numbers 1 (rejected), 2, 3 of the draft and a preamble: in the resolution 2 is 1 and 3 is 2. */
const draft: Draft = {
  ...newDraft({ draftId: 'drf_1' as DraftId, textId: 'txt_1' as TextId, title: {} }),
  phase: 'adopted',
  clauses: {
    [id(1)]: clause(1, 1, 'rejected', { body: { ru: [{ text: 'открыть реестр' }] } }),
    [id(2)]: clause(2, 2, 'adopted', { body: { ru: [{ text: 'создать площадку' }] } }),
    [id(3)]: clause(3, 3, 'adopted', { body: { ru: [{ text: 'публиковать план' }] } }),
    [id(4)]: clause(4, null, 'adopted', { kind: 'preamble', body: { ru: [{ text: 'отмечая рост,' }] } }),
  },
};
/** Parts of a clause in order, each with who wrote it. */
function authored(place: number, ...parts: readonly (readonly [string, PersonId | 'server'])[]): AuthoredWords {
  let from = 0;
  const runs = parts.map(([text, by]) => ({ from, to: (from += text.length), by }));
  return { clauseId: id(place), words: parts.map(([text]) => text).join(''), runs };
}

test('[PAPER-11] whoever put in a whole word is told the clause by the number of the resolution; a rejected clause tells nobody', () => {
  const places = ownPlaces(draft, [
    authored(1, ['открыть ', chen], ['реестр', dara]),
    authored(2, ['создать ', 'server'], ['площадку', dara]),
    authored(3, ['публиковать ', dara], ['план', chen]),
    authored(3, ['жоспар', chen]),
    authored(4, ['отмечая рост,', dara]),
  ]);
  expect(places.get(chen)).toEqual([{ clauseId: id(3), number: '2' }]);
  expect(places.get(dara)).toEqual([
    { clauseId: id(4), number: null },
    { clauseId: id(2), number: '1' },
    { clauseId: id(3), number: '2' },
  ]);
});

test('[PAPER-11] a comma, a letter set right in another’s word and what the text began with are nobody’s words', () => {
  const places = ownPlaces(draft, [
    authored(2, ['создать площ', 'server'], ['а', chen], ['дку', 'server'], [', ', chen]),
    authored(3, ['публи', chen], ['ковать план', dara]),
  ]);
  expect([...places]).toEqual([[dara, [{ clauseId: id(3), number: '2' }]]]);
});

test('[PAPER-11] before the whole is adopted nobody is told anything', () => {
  expect(ownPlaces({ ...draft, phase: 'closed' }, [authored(2, ['создать площадку', chen])]).size).toBe(0);
});
