/** What forum does a short wish mean? */
import { describe, expect, test } from 'vitest';
import { planForum, type ForumWish } from '../../shared/forum/forum-plan.ts';
import { quorumChoices } from '../../shared/forum/voting-rule.ts';
import { newId } from '../contract/store-world.ts';

const hana = newId('person');
/** 21:30 of 22 April in Almaty. */
const now = Date.UTC(2026, 3, 22, 16, 30);
const wish: ForumWish = {
  title: { ru: '  Форум\u200B ', kk: ' \u3164' },
  sittingTitle: {},
  place: { ru: '' },
  kind: 'plenary',
  languages: ['kk', 'ru', 'kk'],
  quorum: 'two-thirds',
};

describe('a forum of one sitting', () => {
  test('is run by who made it, on the day as its own place counts days, in cleaned lines', () => {
    const planned = planForum(wish, hana, { now });
    expect(planned).toMatchObject({
      ok: true,
      value: {
        title: { ru: 'Форум' },
        place: {},
        dayStartsAt: Date.UTC(2026, 3, 21, 19),
        languages: ['kk', 'ru'],
        organisers: [hana],
        sittings: [
          { title: { ru: 'Форум' }, startsAt: now, roles: [{ personId: hana, role: 'moderator' }], seats: [] },
        ],
      },
    });
    // After midnight there it is the next day, though not yet in London.
    const later = planForum(wish, hana, { now: Date.UTC(2026, 3, 22, 19) });
    expect(later.ok && later.value.dayStartsAt).toBe(Date.UTC(2026, 3, 22, 19));
  });

  test('has the quorum that was chosen', () => {
    const quorums = quorumChoices.map((quorum) => {
      const planned = planForum({ ...wish, quorum }, hana, { now });
      return planned.ok ? planned.value.rule.quorum : 'refused';
    });
    expect(quorums).toEqual([
      null,
      { numerator: 1, denominator: 2, strict: true },
      { numerator: 2, denominator: 3, strict: false },
    ]);
  });

  test('is refused without a title in any language', () => {
    expect(planForum({ ...wish, title: { ru: ' \u200B' } }, hana, { now })).toEqual({
      ok: false,
      code: 'title-missing',
    });
  });
});
