/** Are events of every version kept readable, and is no shape changed without a version? */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Recorded } from '../../shared/lib/streams.ts';
import {
  applyForumStream,
  applySittingStream,
  eventVersions,
  foldVersion,
  initialForumStream,
  initialSittingStream,
  type ForumStreamEvent,
  type SittingStreamEvent,
} from '../../shared/protocol/features.ts';
import { upcast } from '../../shared/protocol/upcast.ts';
import { canonical, typeShape } from '../wire-shape.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'events');

interface Fixture {
  readonly stream: 'forum' | 'sitting';
  readonly seq: number;
  readonly at: number;
  readonly actor: Recorded<unknown>['actor'];
  readonly type: string;
  readonly version: number;
  readonly body: Readonly<Record<string, unknown>>;
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown;
}

/** Each file is a history of one stream as it was stored when its versions were the newest. */
const histories = readdirSync(folder)
  .filter((name) => name.endsWith('.history.json'))
  .map((name) => [name, readJson(name) as readonly Fixture[]] as const);

function fold(history: readonly Fixture[]): unknown {
  let forum = initialForumStream;
  let sitting = initialSittingStream;
  for (const { stream, seq, at, actor, type, version, body } of history) {
    const event = { ...upcast(type, version, body), type };
    if (stream === 'forum') forum = applyForumStream(forum, { seq, at, actor, event: event as ForumStreamEvent });
    else sitting = applySittingStream(sitting, { seq, at, actor, event: event as SittingStreamEvent });
  }
  return { forum, sitting };
}

/** `type` → the shape of its event, as one line, by the compiler. */
function shapesNow(): Record<string, string> {
  const file = join(import.meta.dirname, '..', '..', 'shared', 'protocol', 'features.ts');
  const shapes: Record<string, string> = {};
  for (const union of ['ForumStreamEvent', 'SittingStreamEvent']) {
    for (const member of topLevel(typeShape(file, union))) {
      const type = /(?:^\{|;)type:"([^"]+)"/.exec(withoutInner(member))?.[1];
      if (type === undefined) throw new Error(`an event without a type: ${member}`);
      shapes[type] = createHash('sha256').update(member).digest('hex').slice(0, 16);
    }
  }
  return shapes;
}

/** An event without what its fields hold, which may have types of its own. */
function withoutInner(member: string): string {
  let depth = 0;
  return Array.from(member)
    .filter((letter) => {
      if (letter === '}') depth -= 1;
      const isOuter = depth <= 1;
      if (letter === '{') depth += 1;
      return isOuter;
    })
    .join('');
}

/** The members of a union, whose own members may be unions. */
function topLevel(union: string): string[] {
  const members: string[] = [];
  let depth = 0;
  let from = 0;
  for (const [place, letter] of union.split('').entries()) {
    if ('{[<'.includes(letter)) depth += 1;
    if ('}]>'.includes(letter)) depth -= 1;
    if (letter !== '|' || depth > 0) continue;
    members.push(union.slice(from, place));
    from = place + 1;
  }
  return [...members, union.slice(from)];
}

describe('[WIRE-2] an event once written is read for ever', () => {
  const shapes = shapesNow();

  test('the shape of every event is the one its version was given', () => {
    const now = Object.fromEntries(
      Object.entries(shapes).map(([type, shape]) => [type, { version: eventVersions[type] ?? 1, shape }]),
    );
    if (process.env['ORTAQ_WRITE_SHAPES'] === '1') {
      writeFileSync(join(folder, 'shapes.json'), `${JSON.stringify(now, null, 2)}\n`);
    }
    expect(
      now,
      'The shape of an event changed. Raise its version in eventVersions, give upcasters the step from the version before, add a ' +
        'history with the new one to tests/fixtures/events, and write shapes.json anew by ORTAQ_WRITE_SHAPES=1.',
    ).toEqual(readJson('shapes.json'));
  }, 30_000);

  test('histories hold every type at every version up to the newest', () => {
    const kept = new Set(
      histories.flatMap(([, history]) => history.map(({ type, version }) => `${type} ${String(version)}`)),
    );
    const wanted = Object.keys(shapes).flatMap((type) =>
      Array.from({ length: eventVersions[type] ?? 1 }, (_, index) => `${type} ${String(index + 1)}`),
    );
    expect([...kept].sort()).toEqual(wanted.sort());
  });

  test.each(histories)('%s folds to the state it folded to', (name, history) => {
    const file = name.replace('.history.json', `.fold-${foldVersion}.json`);
    const folded = JSON.parse(JSON.stringify(fold(history))) as unknown;
    if (process.env['ORTAQ_WRITE_SHAPES'] === '1') {
      writeFileSync(join(folder, file), `${JSON.stringify(folded, null, 2)}\n`);
    }
    expect(
      folded,
      'A fold changed: raise foldVersion in shared/protocol/features.ts, or saved folds will be read as something else.',
    ).toEqual(readJson(file));
    expect(canonical(folded)).not.toContain('undefined');
  });
});

describe('upcasters', () => {
  const lift = {
    'poll.opened': {
      1: (body: Readonly<Record<string, unknown>>) => ({ ...body, form: 'named' }),
      2: ({ length, ...body }: Readonly<Record<string, unknown>>) => ({ ...body, seconds: length }),
    },
  };
  const versions = { 'poll.opened': 3 };

  test('[WIRE-2] an older event is lifted step by step', () => {
    expect(upcast('poll.opened', 1, { length: 60 }, lift, versions)).toEqual({ form: 'named', seconds: 60 });
    expect(upcast('poll.opened', 2, { length: 60 }, lift, versions)).toEqual({ seconds: 60 });
    const newest = { seconds: 60 };
    expect(upcast('poll.opened', 3, newest, lift, versions)).toBe(newest);
  });

  test('a missing step and an event of a newer program are our own fault, and nothing is guessed', () => {
    expect(() => upcast('poll.opened', 4, {}, lift, versions)).toThrow('this program knows 3');
    expect(() => upcast('poll.opened', 2, {}, { 'poll.opened': { 1: lift['poll.opened'][1] } }, versions)).toThrow(
      'no way from version 2',
    );
    expect(() => upcast('poll.extended', 2, {})).toThrow('this program knows 1');
  });
});
