/** Does the hall's screen say the one thing in both languages, without a name, and without a result by guess? */
import { cleanup, render } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import StageScreen from '../../../client/features/stage/StageScreen.svelte';
import { stageLangs, type StageSeen } from '../../../client/features/stage/stage-seen.ts';
import { kk } from '../../../shared/i18n/kk.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import type { CrowdFrame } from '../../../shared/protocol/messages.ts';
import type { SittingId } from '../../../shared/lib/ids.ts';
import { examples } from '../../../client/features/poll/gallery/examples.ts';
import { inLang } from '../../../shared/lib/lang.ts';
import type { Poll } from '../../../shared/poll/poll.ts';
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
    const text = show({
      stream: stream('adopted', { poll: { ...poll, closedAt: carried.closedAt, published: true, result: carried } }),
    });
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

describe('a vote that is more than For and Against', () => {
  const question = { ru: 'На какой срок заключать договоры?', kk: 'Шарттар қандай мерзімге жасалсын?' };
  function pollOf(name: string, isOpen: boolean): Poll {
    const example = examples.find((one) => one.name === name);
    if (example === undefined || example.result === null) throw new Error(`no example is called ${name}`);
    const { ask, result } = example;
    const subject: Poll['subject'] = ask.kind === 'here' ? { of: 'roll-call' } : { of: 'question', question };
    if (ask.kind === 'decision') return { ...poll, ask, closedAt: noon, result: { ...result, closedAt: noon } };
    return {
      ...poll,
      subject,
      ask,
      closedAt: isOpen ? null : noon,
      result: isOpen ? null : { ...result, closedAt: noon },
    };
  }
  /** What is fetched with such a result has to come first. */
  const shown = async (name: string, said: string): Promise<string> => {
    show({ stream: stream(null, { poll: pollOf(name, false) }) });
    await vi.waitFor(() => expect(document.body.textContent).toContain(said), { timeout: 20_000 });
    return (document.body.textContent ?? '').replace(/\s+/g, ' ');
  };

  test('[STAGE-1] shows the question and its options in both languages, and no count while it is open', () => {
    const open = pollOf('schulze', true);
    const text = show({ stream: stream(null, { poll: open }) });
    expect(text).toContain(question.kk);
    expect(text).toContain(question.ru);
    if (open.ask.kind !== 'choice') throw new Error('the example is a choice');
    for (const { words } of open.ask.options)
      for (const lang of ['kk', 'ru'] as const) expect(text).toContain(words[lang]);
    expect(text).toContain('2 / 3');
    expect(text).not.toContain('35');
  });

  test('a roll call is one number that grows, and no second one in the foot', () => {
    const text = show({ stream: stream(null, { poll: pollOf('here', true) }) });
    expect(text.match(/2\s*\/ 3/g)).toHaveLength(1);
    expect(text).toContain(ru.sitting.iAmHere);
    cleanup();
    expect(show({ stream: stream(null, { poll: pollOf('here', false) }) })).toContain('131');
  });

  test.each(['single-choice', 'approval', 'score', 'borda', 'instant-runoff', 'schulze', 'transferable-vote'])(
    'shows who is chosen by %s, in both languages and with every option',
    async (name) => {
      const closed = pollOf(name, false);
      if (closed.ask.kind !== 'choice' || closed.result?.kind !== 'choice') throw new Error('the example is a choice');
      const { outcome } = closed.result.counted;
      if (outcome.kind !== 'chosen') throw new Error('somebody is chosen in the example');
      const names = closed.ask.options.map(({ words }) => inLang(words, 'kk'));
      const text = await shown(name, '✓');
      for (const option of names) expect(text).toContain(option);
      expect(text.match(/✓/g)).toHaveLength(outcome.elected.length);
    },
  );

  test('[COUNT-3] equal votes say what is to be done, in both languages', async () => {
    const text = await shown('approval-tie', 'Голосов поровну');
    expect(text).toContain('Дауыстар тең');
    expect(text).toContain('тянуть жребий при всех');
    // Each of the two who are even is marked where it stands.
    expect(text.match(/=/g)).toHaveLength(2);
  });

  test('[COUNT-13] levels are a histogram', async () => {
    const text = await shown('five', 'Полностью поддерживаю');
    for (const count of ['40', '61', '12']) expect(text).toContain(count);
  });

  test('[VOTE-5] a decision with equal votes says first what settles it', async () => {
    const text = await shown('tie', 'жребий');
    expect(text.indexOf(ru.poll.tie)).toBeLessThan(text.indexOf('жребий тянут при всех'));
    expect(text.indexOf('жребий тянут при всех')).toBeLessThan(text.indexOf('Нужно больше половины'));
  });
});
