/** Do the papers of any sitting tell what happened in it, once, in its numbers, and always in the same bytes? Random sittings with votes of all kinds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openPaperBureau } from '../../server/papers/paper-bureau.ts';
import { readRecord, type RecordSource } from '../../server/papers/record-reading.ts';
import type { Assembly } from '../../server/engine/assemblies.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';
import type { PersonId, PollId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import type { Actor } from '../../shared/lib/streams.ts';
import { buildAgenda } from '../../shared/papers/agenda.ts';
import { buildAttendance } from '../../shared/papers/attendance.ts';
import { paragraphsOf, paragraphText, tablesOf, type DocumentModel } from '../../shared/papers/document.ts';
import { buildExtract } from '../../shared/papers/extract.ts';
import { buildMinutes, minutesParagraphs } from '../../shared/papers/minutes.ts';
import { paperWords } from '../../shared/papers/paper-words.ts';
import { buildResolution } from '../../shared/papers/resolution.ts';
import { recordedUntil, type SittingRecord } from '../../shared/papers/sitting-record.ts';
import { sittingVotes } from '../../shared/papers/sitting-votes.ts';
import { buildVotingReport } from '../../shared/papers/voting-report.ts';
import type { paperKinds } from '../../shared/paper/paper.ts';
import type { CountedBallot } from '../../shared/poll/poll-box.ts';
import type { SealedBallots } from '../../shared/poll/poll-rules.ts';
import { eventVersions, type SittingStreamEvent } from '../../shared/protocol/features.ts';
import { attempt, type Try } from '../protocol/random-history.ts';
import { draftId, items, names, people, RuleWorld, streams } from '../rule-world.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);

/** Mostly what papers tell of: votes opened, closed, annulled, settled, contested; items and breaks between. By the numbers of `random-history`. */
const whats = [
  38, 39, 38, 39, 22, 22, 22, 41, 42, 44, 45, 45, 45, 46, 46, 47, 16, 17, 19, 20, 3, 4, 6, 6, 7, 13, 48, 51,
];
const tries: fc.Arbitrary<readonly Try[]> = fc.array(
  fc.record({
    who: fc.constantFrom(0, 1, 13, 14, 0, 1, 2, 3, 4, 5, 18),
    what: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...whats) }, { weight: 1, arbitrary: fc.nat(52) }),
    a: fc.nat(1000),
    b: fc.nat(1000),
  }),
  { maxLength: 90, size: 'max' },
);

/** Remembers the ballots that a poll was closed with, as the box would. */
class VotedWorld extends RuleWorld {
  readonly boxes = new Map<PollId, readonly CountedBallot[]>();
  readonly #sealed = new Map<PollId, readonly CountedBallot[]>();

  override sealedWith(ballots: readonly CountedBallot[], pollId?: PollId): SealedBallots {
    if (pollId !== undefined) this.#sealed.set(pollId, ballots);
    return super.sealedWith(ballots, pollId);
  }

  override happenBy(actor: Actor, ...events: readonly SittingStreamEvent[]): void {
    super.happenBy(actor, ...events);
    for (const event of events) {
      if (event.type !== 'poll.closed' && event.type !== 'poll.settled') continue;
      this.boxes.set(event.pollId, this.#sealed.get(event.pollId) ?? []);
    }
  }
}

/** A sitting in which half the votes have no quorum to miss: else little would be decided. */
function sittingOf(history: readonly Try[]): VotedWorld {
  const world = new VotedWorld(usualRule(null));
  world.do('amina', { type: 'sitting.open-lobby' });
  for (const name of ['chen', 'dara', 'jana'] as const) {
    world.do(name, { type: 'sitting.declare-presence', where: 'hall' });
  }
  world.do('amina', { type: 'sitting.open' });
  for (const one of history) attempt(world, one);
  return world;
}

function sourceOf(world: VotedWorld): RecordSource {
  const { sittingEvents, boxes } = world;
  return {
    readEvents: (_stream, after, limit) =>
      Promise.resolve(
        sittingEvents.slice(after, after + limit).map(({ event: { type, ...body }, ...recorded }) => {
          return { ...recorded, type, version: eventVersions[type] ?? 1, body };
        }) as never,
      ),
    readMembers: () =>
      Promise.resolve(
        // Lev's name was erased: papers go on without it.
        names.map((name) => ({
          person: { personId: people[name], name: name === 'lev' ? {} : { ru: name } },
          membership: { organisation: name === 'chen' ? { ru: '=1+1' } : null, title: null },
        })) as never,
      ),
    readBallots: (pollId) =>
      Promise.resolve((boxes.get(pollId) ?? []).map((one) => ({ ...one, revision: 1, receipt: 'R' })) as never),
  };
}

function assemblyOf({ forum, sitting, sittingEvents, forumEvents }: VotedWorld): Assembly {
  return {
    forum: { state: forum, stream: streams.forum, seq: forumEvents.length },
    sitting: { state: sitting, stream: streams.sitting, seq: sittingEvents.length },
  } as unknown as Assembly;
}

function papersOf(record: SittingRecord): readonly DocumentModel[] {
  const { forum, sitting, draft, poll, lang } = record;
  return [
    buildMinutes(record),
    buildVotingReport(record),
    buildAttendance(record),
    buildAgenda(record),
    ...items.map((itemId) => buildExtract(record, itemId)),
    buildResolution({
      forum,
      sittingTitle: sitting.title,
      draft: draft.drafts[draftId]!,
      polls: poll,
      lang: lang === 'kk' ? 'kk' : 'ru',
      printedAt: recordedUntil(record),
    }),
  ];
}

/** The keys of the paragraphs that an event must have, each once. */
function keysOf({ events, poll }: SittingRecord): readonly string[] {
  return events.flatMap(({ seq, event }) => {
    switch (event.type) {
      case 'sitting.opened':
        return ['opened'];
      case 'sitting.item-started':
        return [`item:${event.itemId}`, `began:${event.itemId}`];
      case 'sitting.paused':
        return [`pause:${String(seq)}`];
      case 'sitting.closed':
        return ['closed'];
      case 'poll.closed': {
        const voted = poll.polls[event.pollId]?.result?.kind === 'decision' ? [`voted:${event.pollId}`] : [];
        return [`put:${event.pollId}`, ...voted, `decided:${event.pollId}`];
      }
      case 'poll.annulled':
        return [`annulled:${String(seq)}`];
      case 'poll.contested':
        return [`contested:${String(seq)}`];
      case 'poll.contest-decided':
        return [`ruled:${String(seq)}`];
      default:
        return [];
    }
  });
}

const numbersIn = (words: string): readonly number[] => (words.match(/\d+/g) ?? []).map(Number);

/** For, against, abstained, not voted: added up from the ballots by hand. */
function addedUp({ poll, rolls }: SittingRecord, pollId: PollId, boxes: VotedWorld['boxes']): readonly number[] {
  const { electors } = poll.polls[pollId]!;
  const choices = new Map((rolls[pollId] ?? boxes.get(pollId) ?? []).map(({ seatId, choice }) => [seatId, choice]));
  const sums = { yes: 0, no: 0, abstain: 0, none: 0 };
  for (const { seatId, weight, right } of electors === 'hidden' ? [] : electors) {
    if (right === 'deciding') sums[(choices.get(seatId) ?? 'none') as keyof typeof sums] += weight;
  }
  return [sums.yes, sums.no, sums.abstain, sums.none];
}

let [decided, unnamed, chosen, contested] = [0, 0, 0, 0];

function checkRecord(record: SittingRecord, world: VotedWorld): void {
  const paragraphs = minutesParagraphs(record);
  const keys = paragraphs.map(({ key }) => key);
  expect(keys).toEqual([...new Set(keys)]);
  const told = new Set(keys);
  expect(keysOf(record).filter((key) => !told.has(key))).toEqual([]);
  expect(paragraphs.filter(({ lead, words }) => (lead + words).trim() === '').map(({ key }) => key)).toEqual([]);

  const [, report] = [buildMinutes(record), buildVotingReport(record)];
  const { report: words } = paperWords[record.lang];
  for (const { pollId, result, form, electors } of Object.values(record.poll.polls)) {
    if (result?.kind !== 'decision' || electors === 'hidden') continue;
    decided += 1;
    const sum = addedUp(record, pollId, world.boxes);
    const spoken = paragraphs.find(({ key }) => key === `voted:${pollId}`)?.words ?? '';
    expect([pollId, numbersIn(spoken).slice(0, 4)]).toEqual([pollId, sum]);
    const inExport = sittingVotes(record).votes.find((one) => one.pollId === pollId);
    const cast = inExport?.electors.filter(({ ballot }) => ballot != null).length ?? 0;
    expect(cast).toBe(form === 'named' ? result.cast : 0);
  }
  const polls = Object.values(record.poll.polls).filter(({ result }) => result !== null);
  unnamed += polls.filter(({ form }) => form === 'unnamed').length;
  chosen += polls.filter(({ ask }) => ask.kind === 'choice').length;
  contested += polls.filter(({ contests }) => contests.length > 0).length;
  const facts = tablesOf(report).filter(({ head }) => head === words.head && head.length === 2);
  expect(facts.filter(({ rows }) => rows[0]?.[0] === words.facts.question)).toHaveLength(polls.length);
  // A roll stands under named votes, and under no other.
  const named = polls.filter(({ form, ask }) => form === 'named' && ask.kind !== 'here');
  expect(tablesOf(report).filter(({ title }) => title === words.roll)).toHaveLength(named.length);

  const came = record.events.flatMap(({ event }): readonly PersonId[] =>
    event.type === 'sitting.presence-noted' && event.where !== 'absent' ? [event.personId] : [],
  );
  expect(tablesOf(buildAttendance(record))[0]?.rows).toHaveLength(new Set(came).size);
}

test(`[MIN-1] [MIN-6] [PAPER-3] papers of random sittings: no throw, every event once, the numbers of the ballots, twice the same (ORTAQ_SEED=${seed})`, async () => {
  const papersAreRight = fc.asyncProperty(tries, async (history) => {
    const world = sittingOf(history);
    const assembly = assemblyOf(world);
    for (const lang of ['ru', 'kk'] as const satisfies readonly Lang[]) {
      const record = await readRecord(sourceOf(world), assembly, lang);
      checkRecord(record, world);
      const again = await readRecord(sourceOf(world), assembly, lang);
      const [papers, once] = [papersOf(record), papersOf(again)];
      expect(JSON.stringify(once)).toBe(JSON.stringify(papers));
      const whole = papers.flatMap(paragraphsOf).map(paragraphText).join('\n');
      expect(whole).not.toMatch(/undefined|\[object|NaN/);
    }
  });
  // A seed may draw few votes of a kind: then the next ones draw more of them.
  const isEnough = (): boolean => decided > 3 && unnamed + chosen + contested > 10;
  for (let round = 0; round === 0 || (round < 10 && !isEnough()); round += 1)
    await fc.assert(papersAreRight, { seed: seed + round, numRuns: 60 });
  expect(decided).toBeGreaterThan(3);
  expect(unnamed + chosen + contested).toBeGreaterThan(10);
});

test(`[PAPER-3] the files of a random sitting are the same bytes each time (ORTAQ_SEED=${seed})`, async () => {
  const [history] = fc.sample(fc.array(tries, { minLength: 6, maxLength: 6 }), { seed, numRuns: 1 });
  const world = sittingOf((history ?? []).flat());
  const make = (kind: (typeof paperKinds)[number], lang: Lang) =>
    openPaperBureau(sourceOf(world), null).make(assemblyOf(world), {
      type: 'paper.issue',
      kind,
      lang,
      of: kind === 'resolution' ? draftId : kind === 'extract' ? items[0]! : '',
    });
  for (const [kind, lang] of [
    ['minutes', 'kk'],
    ['voting-report', 'ru'],
  ] as const) {
    const [one, other] = [await make(kind, lang), await make(kind, lang)];
    expect(other.checkCode).toBe(one.checkCode);
    expect(other.shown).toEqual(one.shown);
    // Where nothing was voted on a report has no table: then a CSV holds its mark alone.
    const least: Readonly<Partial<Record<string, number>>> = { csv: 3, json: 100 };
    for (const { format, bytes } of one.files) expect(bytes.length, format).toBeGreaterThan(least[format] ?? 1_000);
    for (const [place, { bytes }] of one.files.entries()) {
      expect(Buffer.from(other.files[place]!.bytes).equals(Buffer.from(bytes))).toBe(true);
    }
  }
}, 60_000);
