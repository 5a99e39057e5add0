/** How does a unit leave the caller's hands? As plain strings, numbers and own bytes: whatever the caller changes later is not written. */
import type {
  AccountChange,
  BallotCast,
  ClientBinding,
  ClientClock,
  DeadlineChange,
  NewText,
  PollChange,
  StreamAppend,
  TextLock,
  TextUpdate,
  Unit,
} from '../engine/ports.ts';
import type { PaperId, PersonId, RequestId } from '../../shared/lib/ids.ts';
import type { Actor, StreamId } from '../../shared/lib/streams.ts';

/** A unit with its JSON written out, ready to cross to another thread without failing there. */
export interface EncodedUnit {
  readonly command: {
    readonly personId: PersonId;
    readonly commandId: RequestId;
    readonly answerJson: string;
  } | null;
  readonly streams: readonly EncodedAppend[];
  readonly newTexts: readonly NewText[];
  readonly clientBindings: readonly ClientBinding[];
  readonly textUpdates: readonly TextUpdate[];
  readonly textLocks: readonly TextLock[];
  readonly polls: readonly PollChange[];
  readonly ballots: readonly BallotCast[];
  readonly deadlines: readonly EncodedDeadline[];
  readonly accounts: readonly AccountChange[];
  readonly papers: readonly EncodedPaper[];
  readonly erasures: readonly { readonly stream: StreamId; readonly seq: number }[];
}

export interface EncodedPaper {
  readonly paperId: PaperId;
  readonly stream: StreamId;
  readonly shownJson: string;
  readonly codes: readonly string[];
  readonly files: readonly { readonly format: string; readonly bytes: Uint8Array }[];
}

export interface EncodedAppend {
  readonly stream: StreamId;
  readonly expectedSeq: number;
  readonly events: readonly {
    readonly type: string;
    readonly version: number;
    readonly actor: Actor;
    readonly bodyJson: string;
  }[];
}

export type EncodedDeadline =
  | {
      readonly change: 'set';
      readonly key: string;
      readonly stream: StreamId;
      readonly at: number;
      readonly commandJson: string;
    }
  | { readonly change: 'clear'; readonly key: string };

/** Throws on what JSON cannot say and on clocks that run backwards: only we can cause that. */
export function encodeUnit(unit: Unit): EncodedUnit {
  return {
    command: unit.command
      ? {
          personId: unit.command.personId,
          commandId: unit.command.commandId,
          answerJson: toJson(unit.command.answer ?? null),
        }
      : null,
    streams: (unit.streams ?? []).map(encodeAppend),
    newTexts: (unit.newTexts ?? []).map((text) => ({
      ...text,
      seed: ownBytes(text.seed),
      seedClocks: checkClocks(text.seedClocks),
    })),
    clientBindings: copyOf(unit.clientBindings),
    textUpdates: (unit.textUpdates ?? []).map((update) => ({
      textId: update.textId,
      by: update.by,
      update: ownBytes(update.update),
      touches: update.touches.map((touch) => ({ ...touch })),
      clocks: checkClocks(update.clocks),
      ...(update.creates === true ? { creates: true as const } : {}),
    })),
    textLocks: copyOf(unit.textLocks),
    polls: copyOf(unit.polls),
    ballots: copyOf(unit.ballots),
    deadlines: (unit.deadlines ?? []).map(encodeDeadline),
    accounts: copyOf(unit.accounts),
    papers: (unit.papers ?? []).map(({ paperId, stream, shown, codes, files }) => ({
      paperId,
      stream,
      shownJson: toJson(shown),
      codes: [...new Set(codes)],
      files: files.map(({ format, bytes }) => ({ format, bytes: ownBytes(bytes) })),
    })),
    erasures: copyOf(unit.erasures),
  };
}

/** Every array buffer that only the encoded unit holds: they may be transferred. */
export function buffersOf(unit: EncodedUnit): ArrayBuffer[] {
  return [
    ...unit.newTexts.map((text) => text.seed.buffer as ArrayBuffer),
    ...unit.textUpdates.map((update) => update.update.buffer as ArrayBuffer),
    ...unit.papers.flatMap(({ files }) => files.map(({ bytes }) => bytes.buffer as ArrayBuffer)),
  ];
}

/** Roughly how much memory the unit holds while it waits, in bytes. */
export function weightOf(unit: EncodedUnit): number {
  let bytes = 200;
  for (const append of unit.streams) for (const event of append.events) bytes += event.bodyJson.length;
  for (const text of unit.newTexts) bytes += text.seed.byteLength;
  for (const update of unit.textUpdates) bytes += update.update.byteLength;
  for (const paper of unit.papers) for (const file of paper.files) bytes += file.bytes.byteLength;
  return bytes;
}

/** A copy in a buffer of its own: a view into a large pool would otherwise take the whole pool along, or away. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = new Uint8Array(bytes.byteLength);
  own.set(bytes);
  return own;
}

/** JSON text; throws when there is none (a function, a cycle), rather than storing nothing. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new Error('not JSON');
  return json;
}

function encodeAppend(append: StreamAppend): EncodedAppend {
  return {
    stream: append.stream,
    expectedSeq: append.expectedSeq,
    events: append.events.map(({ type, version, actor, body }) => ({ type, version, actor, bodyJson: toJson(body) })),
  };
}

function encodeDeadline(deadline: DeadlineChange): EncodedDeadline {
  if (deadline.change === 'clear') return { change: 'clear', key: deadline.key };
  const { key, stream, at, command } = deadline;
  return { change: 'set', key, stream, at, commandJson: toJson(command) };
}

function checkClocks(clocks: readonly ClientClock[]): readonly ClientClock[] {
  for (const { from, to } of clocks) {
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < from)
      throw new Error(`a client clock runs from ${from} to ${to}`);
  }
  return clocks.map((clock) => ({ ...clock }));
}

function copyOf<T>(parts: readonly T[] | undefined): readonly T[] {
  return parts === undefined || parts.length === 0 ? [] : (JSON.parse(toJson(parts)) as readonly T[]);
}
