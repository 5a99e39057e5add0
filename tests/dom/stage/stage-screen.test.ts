/** Does the hall's screen say the one thing in both languages, without a name, and without a result by guess? */
import { cleanup, render } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import StageScreen from '../../../client/features/stage/StageScreen.svelte';
import { stageLangs, type StageSeen } from '../../../client/features/stage/stage-seen.ts';
import { kk } from '../../../shared/i18n/kk.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import type { CrowdFrame } from '../../../shared/protocol/messages.ts';
import type { SittingId } from '../../../shared/lib/ids.ts';
import { carried, forum, noon, poll, pollId, stream, wordsKk, wordsRu } from './stage-world.ts';

const tongues = [
  { lang: 'kk', words: kk },
  { lang: 'ru', words: ru },
] as const;
const crowd: CrowdFrame = {
  sittingId: 'sit_0000000000000001' as SittingId,
  connected: 3,
  turnout: { pollId, cast: 2, seats: 3 },
};

beforeEach(() => {
  // jsdom lays nothing out: every size is 0 and never changes.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(seen: Partial<StageSeen> & Pick<StageSeen, 'stream'>): string {
  const all: StageSeen = { forum, crowd, now: () => noon, time: noon, lostAt: null, ...seen };
  const { container } = render(StageScreen, { seen: all, tongues, address: 'http://192.168.1.20:8080' });
  return (container.textContent ?? '').replace(/\s+/g, ' ');
}

describe('the hall’s screen', () => {
  test('[STAGE-1] shows an open vote: number, words in both languages, clock, turnout and no counts', () => {
    const text = show({ stream: stream('voting', { poll }) });
    for (const said of ['1-тармақ · пункт 1', wordsKk, wordsRu, '0:54', '2 / 3', '482 916', '192.168.1.20:8080']) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain(ru.poll.counts.abstain.toLowerCase());
  });

  test('[STAGE-2] with no line and the time over keeps the vote, says since when, and shows no result', () => {
    const text = show({ stream: stream('voting', { poll }), now: () => noon + 90_000, lostAt: noon - 120_000 });
    expect(text).toContain('0:00');
    expect(text).toContain(ru.stage.noLineSince('12:02'));
    expect(text).not.toContain(ru.poll.carried);
    expect(text).not.toContain(ru.poll.rejected);
  });

  test('shows a result: the word first in both languages, what was needed, four numbers, the check code', () => {
    const text = show({ stream: stream('adopted', { poll: { ...poll, closedAt: carried.closedAt, published: true, result: carried } }) });
    const order = ['Қабылданды', 'Принято', 'нужно 2 из 3 присутствующих', 'не голосовали', '7F3A 91C2'];
    const places = order.map((said) => text.indexOf(said));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('shows the break with its end in the forum’s time, and the lobby with its code', () => {
    const until = noon + 26 * 60_000;
    expect(show({ stream: stream(null, { sitting: { phase: 'paused', pausedUntil: until } }) })).toContain(
      ru.stage.backAt('12:30'),
    );
    cleanup();
    expect(show({ stream: stream(null, { sitting: { phase: 'lobby' } }) })).toContain('482 916');
  });

  test('speaks at most two of the assembly’s languages, the state language first', () => {
    expect(stageLangs(['ru', 'kk'])).toEqual(['kk', 'ru']);
    expect(stageLangs(['en', 'ru', 'kk'])).toEqual(['kk', 'ru']);
    expect(stageLangs(['ru'])).toEqual(['ru']);
    expect(stageLangs([])).toEqual(['kk', 'ru']);
  });
});
