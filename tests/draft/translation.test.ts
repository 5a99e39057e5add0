/** When is a language of a clause behind, and when does a check hold? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClauseText } from '../../shared/draft/clause-runs.ts';
import { behindAfterMs, translationStatus, type Touch, type TranslationCheck } from '../../shared/draft/translation.ts';
import type { ClauseId, PersonId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';

const chen = 'per_000000000000chen' as PersonId;
const dara = 'per_000000000000dara' as PersonId;

function clause(body: Partial<Record<Lang, string>>): ClauseText {
  return {
    id: 'cla_0000000000000001' as ClauseId,
    order: 'a',
    parent: null,
    kind: 'operative',
    addressee: null,
    due: null,
    removed: false,
    body: Object.fromEntries(Object.entries(body).map(([lang, text]) => [lang, text === '' ? [] : [{ text }]])),
  };
}

const both = clause({ kk: 'ұсынылсын', ru: 'рекомендовать' });
const touch = (lang: Lang, textSeq: number, at: number, by = chen): Touch => ({ lang, textSeq, at, by });
const check = (lang: Lang, textSeq: number, at: number): TranslationCheck => ({ lang, textSeq, at, by: dara });

describe('behind', () => {
  test('[LANG-1] a language without words where another has some is missing; with none anywhere nothing is said', () => {
    expect(translationStatus(clause({ kk: '', ru: 'да' }), 'kk', [], [])).toEqual({ is: 'missing' });
    expect(translationStatus(clause({ kk: '', ru: ' ' }), 'kk', [], [])).toBeNull();
  });

  test('[LANG-2] behind when the other went on for more than a minute, and says since when and by whose edit', () => {
    const touches = [touch('kk', 5, 1_000), touch('ru', 9, 1_000 + behindAfterMs + 1, dara)];
    expect(translationStatus(both, 'kk', touches, [])).toEqual({
      is: 'behind',
      than: 'ru',
      since: 1_001 + behindAfterMs,
      by: dara,
    });
    expect(translationStatus(both, 'ru', touches, [])).toEqual({ is: 'written' });
  });

  test('[LANG-2] two who write side by side are not behind each other', () => {
    const touches = [touch('kk', 5, 1_000), touch('ru', 9, 1_000 + behindAfterMs)];
    expect(translationStatus(both, 'kk', touches, [])).toEqual({ is: 'written' });
  });
});

describe('checked', () => {
  test('[LANG-3] a check says who checked it, and holds until either text is touched', () => {
    const touches = [touch('kk', 5, 1_000), touch('ru', 9, 900_000)];
    expect(translationStatus(both, 'kk', touches, [check('kk', 9, 950_000)])).toEqual({
      is: 'checked',
      at: 950_000,
      by: dara,
    });
    expect(translationStatus(both, 'kk', [...touches, touch('kk', 10, 960_000)], [check('kk', 9, 950_000)])).toEqual({
      is: 'written',
    });
    expect(
      translationStatus(both, 'kk', [touch('kk', 5, 1_000), touch('ru', 12, 2_000_000)], [check('kk', 9, 950_000)]),
    ).toEqual({
      is: 'behind',
      than: 'ru',
      since: 2_000_000,
      by: chen,
    });
  });

  test('[LANG-3] a check of one language says nothing of the other', () => {
    const touches = [touch('kk', 5, 1_000), touch('ru', 9, 900_000)];
    expect(translationStatus(both, 'kk', touches, [check('ru', 9, 950_000)])).toMatchObject({ is: 'behind' });
  });
});

test('[LANG-4] of two written languages at most one is behind, and never the one touched last', () => {
  const touchOf = fc.record({ lang: fc.constantFrom<Lang>('kk', 'ru'), at: fc.nat(1_000_000) });
  fc.assert(
    fc.property(fc.array(touchOf, { maxLength: 8 }), (made) => {
      const inOrder = [...made].sort((a, b) => a.at - b.at).map(({ lang, at }, index) => touch(lang, index + 1, at));
      const last = new Map(inOrder.map((one) => [one.lang, one]));
      const touches = [...last.values()];
      const behind = (['kk', 'ru'] as const).filter(
        (lang) => translationStatus(both, lang, touches, [])?.is === 'behind',
      );
      expect(behind.length).toBeLessThanOrEqual(1);
      expect(behind).not.toContain(inOrder.at(-1)?.lang);
    }),
  );
});
