/** Does an open page hold what it was sent, whatever the order, and does what it asks arrive once? */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ok, refuse } from '../../../shared/lib/result.ts';
import { sittingStream } from '../../../shared/lib/streams.ts';
import type { EventsFrame, TextFrame } from '../../../shared/protocol/messages.ts';
import { applySittingStream, type SittingStreamEvent } from '../../../shared/protocol/features.ts';
import { Assembly } from '../../../client/live/assembly.svelte.ts';
import { FakeConnection, settle } from './fake-connection.ts';
import {
  amina,
  chen,
  clauses,
  clauseTexts,
  draftId,
  eli,
  fay,
  forumId,
  forumSnapshot,
  frozenEvent,
  items,
  mineOf,
  names,
  openedEvents,
  paperHash,
  plannedEvents,
  pollId,
  pollOpened,
  record,
  sittingId,
  sittingOf,
  sittingSnapshot,
  startsAt,
  textId,
} from './sitting-world.ts';
import { clauseVote } from '../../../shared/sitting/next-step.ts';

let connection: FakeConnection;
let assembly: Assembly;
let deviceNow = startsAt;

beforeEach(() => {
  vi.useFakeTimers();
  deviceNow = startsAt;
  connection = new FakeConnection();
  assembly = new Assembly({ forumId, sittingId, texts: true }, { connection, deviceNow: () => deviceNow });
});
afterEach(() => {
  assembly.close();
  vi.useRealTimers();
});

async function come(now = startsAt): Promise<void> {
  connection.connect();
  connection.next('hello').answer(ok({ personId: chen, now, protocol: 1 }));
  await settle();
}

async function arrive(events = plannedEvents, personId = chen): Promise<void> {
  await come();
  connection.send('snapshot', forumSnapshot());
  connection.send('snapshot', sittingSnapshot(events));
  connection.send('mine', mineOf(personId));
  connection.next('follow').answer(ok(null));
  await settle();
}

function frame(events: readonly SittingStreamEvent[], after: number): EventsFrame {
  const recorded = record(events, after);
  return {
    of: 'sitting',
    stream: sittingStream(sittingId),
    after,
    seq: after + events.length,
    events: recorded,
    names,
  };
}

const more = openedEvents.slice(plannedEvents.length);
const held = plannedEvents.length;
const stated = (events: readonly SittingStreamEvent[]) => JSON.stringify(sittingOf(events).sitting.phase);

describe('coming', () => {
  test('says hello, asks for everything, and is live when it has it', async () => {
    expect(assembly.line).toBe('connecting');
    await come();
    const follow = connection.next('follow');
    expect(follow.message).toEqual({ forumId, forumSeq: 0, sittingId, sittingSeq: 0, texts: true });
    expect(assembly.line).toBe('connecting');
    follow.answer(ok(null));
    await settle();
    expect(assembly.line).toBe('live');
  });

  test('says what it holds when it comes back', async () => {
    await arrive();
    connection.lose();
    expect(assembly.line).toBe('offline');
    expect(assembly.sitting?.sitting.phase).toBe('planned');
    await come();
    expect(connection.next('follow').message).toMatchObject({ sittingSeq: held, forumSeq: 8 });
  });

  test('a refusal at the door is final, with its code', async () => {
    connection.refuse('login-ended');
    expect(assembly.stopped).toMatchObject({ code: 'login-ended' });
    expect(connection.isClosed).toBe(true);
    expect(await assembly.send({ type: 'sitting.open-lobby' })).toMatchObject({ code: 'login-ended' });
  });

  test('an ended login ends the page at once', async () => {
    await arrive();
    connection.send('notice', { code: 'login-ended' });
    expect(assembly.stopped?.code).toBe('login-ended');
  });

  test('a busy server is asked again, an unknown sitting is not', async () => {
    await come();
    connection.next('follow').answer(refuse('busy'));
    await settle();
    expect(assembly.stopped).toBeNull();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(connection.retries).toBe(1);
    await come();
    connection.next('follow').answer(refuse('not-found'));
    await settle();
    expect(assembly.stopped?.code).toBe('not-found');
  });

  test('the clock is the server’s, and knows at least what has happened', async () => {
    connection.connect();
    deviceNow += 200;
    connection.next('hello').answer(ok({ personId: chen, now: startsAt + 3_600_000, protocol: 1 }));
    await settle();
    expect(assembly.now()).toBe(startsAt + 3_600_000 + 100);
  });
});

describe('folding', () => {
  test('events in order, twice, and overlapping give the state of the stream', async () => {
    await arrive();
    connection.send('events', frame(more.slice(0, 2), held));
    connection.send('events', frame(more.slice(0, 2), held));
    connection.send('events', frame(more.slice(1), held + 1));
    expect(JSON.stringify(assembly.sitting)).toBe(
      JSON.stringify(record(more, held).reduce(applySittingStream, sittingOf(plannedEvents))),
    );
    expect(assembly.sitting?.sitting.present[eli]?.where).toBe('remote');
    expect(connection.has('follow')).toBe(false);
  });

  test('a gap changes nothing and asks for what is missing, once', async () => {
    await arrive();
    connection.send('events', frame(more.slice(2), held + 2));
    connection.send('events', frame([], held + 9));
    expect(JSON.stringify(assembly.sitting?.sitting.phase)).toBe(stated(plannedEvents));
    const follow = connection.next('follow');
    expect(follow.message.sittingSeq).toBe(held);
    expect(connection.has('follow')).toBe(false);
    connection.send('events', frame(more, held));
    follow.answer(ok(null));
    await settle();
    expect(assembly.sitting?.sitting.phase).toBe('open');
  });

  test('a snapshot replaces, also by less', async () => {
    await arrive(openedEvents);
    expect(assembly.sitting?.sitting.phase).toBe('open');
    connection.send('snapshot', sittingSnapshot(plannedEvents));
    expect(assembly.sitting?.sitting.phase).toBe('planned');
    connection.send('events', frame(more, held));
    expect(assembly.sitting?.sitting.phase).toBe('open');
  });

  test('frames of another sitting are not ours', async () => {
    await arrive();
    const other = { ...frame(more, held), stream: 'sitting:sit_0000000000000000' as never } as EventsFrame;
    connection.send('events', other);
    expect(assembly.sitting?.sitting.phase).toBe('planned');
    expect(connection.has('follow')).toBe(false);
  });

  test('names gather', async () => {
    await arrive();
    connection.send('events', { ...frame([], held), names: {} });
    expect(assembly.names[amina]?.name.ru).toContain('Амина');
  });

  test('a text: whole, changed, in order; a gap asks again', async () => {
    await arrive();
    const [first, second] = clauseTexts;
    connection.send('text', { textId, frame: 'whole', textSeq: 4, clauses: [second!, first!] });
    expect(assembly.texts.get(textId)?.clauses.map((clause) => clause.id)).toEqual(clauses);
    const changed = { ...first!, body: { ru: [{ text: 'иначе' }] } };
    const change: TextFrame = {
      textId,
      frame: 'changes',
      after: 4,
      textSeq: 6,
      changed: [changed],
      gone: [clauses[1]],
    };
    connection.send('text', change);
    connection.send('text', change);
    expect(assembly.texts.get(textId)).toEqual({ textSeq: 6, clauses: [changed] });
    connection.send('text', { textId, frame: 'changes', after: 8, textSeq: 9, changed: [], gone: [clauses[0]] });
    expect(assembly.texts.get(textId)?.textSeq).toBe(6);
    expect(connection.has('follow')).toBe(true);
  });
});

describe('asking', () => {
  test('may I? is answered here by the rules, with the refusal’s code', async () => {
    await arrive(openedEvents, amina);
    expect(assembly.can({ type: 'sitting.start-item', itemId: items[1] })).toEqual(ok(null));
    expect(assembly.can({ type: 'sitting.open-lobby' })).toMatchObject({ code: 'sitting-not-planned' });
    expect(assembly.can(clauseVote(draftId, clauses[0], 60))).toMatchObject({
      code: 'clause-not-frozen',
    });
    expect(assembly.can({ type: 'draft.freeze-clause', draftId, clauseId: clauses[0] })).toEqual(ok(null));
    connection.send('mine', mineOf(fay));
    expect(assembly.can({ type: 'sitting.start-item', itemId: items[1] })).toMatchObject({ code: 'not-permitted' });
    expect(assembly.can({ type: 'sitting.declare-presence', where: 'hall' })).toEqual(ok(null));
  });

  test('a command goes out again after a cut, with the same request id, until it is answered', async () => {
    await arrive(openedEvents, amina);
    const sent = assembly.send({ type: 'sitting.start-item', itemId: items[1] });
    const first = connection.asked[0]!.message;
    connection.lose();
    await settle();
    expect(connection.has('command')).toBe(false);
    await come();
    connection.next('follow').answer(ok(null));
    await settle();
    const again = connection.next('command');
    expect(again.message).toEqual(first);
    again.answer(ok({ seq: 12 }));
    expect(await sent).toEqual(ok({ seq: 12 }));
    expect(connection.has('command')).toBe(false);
  });

  test('an unanswered command goes out again on the same line', async () => {
    await arrive(openedEvents, amina);
    const sent = assembly.send({ type: 'sitting.close' });
    const first = connection.next('command');
    first.fail();
    await vi.advanceTimersByTimeAsync(300);
    const again = connection.next('command');
    expect(again.message).toEqual(first.message);
    again.answer(refuse('poll-is-open'));
    expect(await sent).toMatchObject({ code: 'poll-is-open' });
  });

  test('[BALLOT-1] a ballot never goes out after the close', async () => {
    await arrive([...openedEvents, frozenEvent, pollOpened(startsAt + 60_000)]);
    connection.lose();
    const deliveries: string[] = [];
    let late = false;
    const cast = assembly.cast(pollId, { kind: 'decision', choice: 'yes' }, paperHash, {
      on: (delivery) => deliveries.push(delivery),
      isLate: () => late,
    });
    await settle();
    expect(deliveries).toEqual(['waiting']);
    late = true;
    await vi.advanceTimersByTimeAsync(300);
    expect(await cast).toMatchObject({ code: 'too-late-to-send' });
    await come();
    connection.next('follow').answer(ok(null));
    await settle();
    expect(connection.has('ballot')).toBe(false);
  });

  test('a page that is closed answers what still waits', async () => {
    await arrive();
    connection.lose();
    const sent = assembly.send({ type: 'sitting.declare-presence', where: 'hall' });
    assembly.close();
    expect(await sent).toMatchObject({ code: 'page-closed' });
  });
});

describe('waking', () => {
  test('a phone that is looked at again tries at once when offline', async () => {
    await arrive();
    connection.lose();
    dispatchEvent(new Event('online'));
    expect(connection.retries).toBe(1);
  });

  test('and makes sure that its line lives when it seems to', async () => {
    await arrive();
    dispatchEvent(new Event('online'));
    connection.next('hello').fail();
    await settle();
    expect(connection.retries).toBe(1);
  });
});
