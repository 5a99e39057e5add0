/** What is asked of official papers over HTTP? The minutes at the desk, previews, issued files, votes to be counted again, and a code. */
import type { Router } from 'express';
import { isId, type SittingId } from '../../shared/lib/ids.ts';
import { langs, type Lang } from '../../shared/lib/lang.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import { mayDo } from '../../shared/people/permission.ts';
import {
  formatsOf,
  paperFormats,
  paperKinds,
  replacementOf,
  type IssuedPaperNote,
  type PaperFormat,
} from '../../shared/paper/paper.ts';
import { issueProblem } from '../../shared/paper/paper-rules.ts';
import { minutesParagraphs } from '../../shared/papers/minutes.ts';
import { holdersOf, personName, presiding, type SittingRecord } from '../../shared/papers/sitting-record.ts';
import { issuedAfter, sinceIssued } from '../../shared/papers/since-issued.ts';
import { sittingVotes } from '../../shared/papers/sitting-votes.ts';
import type { CheckAnswer, MinutesAnswer, PaperBeside, PaperShown } from '../../shared/protocol/http.ts';
import { capacitiesOf, type Assemblies, type Assembly } from '../engine/assemblies.ts';
import type { Store, StoredPaper } from '../engine/ports.ts';
import type { Answering } from './answering.ts';
import { partOf, type Asking } from './asking.ts';

/** What makes papers; it lies elsewhere, and is carried from here. */
export interface PaperParts {
  readonly store: Store;
  readonly assemblies: Assemblies;
  readonly papers: {
    record(assembly: Assembly, lang: Lang): Promise<SittingRecord>;
    preview(
      assembly: Assembly,
      wanted: { readonly kind: (typeof paperKinds)[number]; readonly lang: Lang; readonly of: string },
      format: PaperFormat,
    ): Promise<Uint8Array>;
    plainCode(typed: string): string;
  };
}

const types: Readonly<Record<PaperFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

export function paperRoutes(
  router: Router,
  answer: Answering,
  asked: Asking,
  { store, assemblies, papers }: PaperParts,
): void {
  router.get(
    '/sittings/:sittingId/minutes',
    answer.json<MinutesAnswer>(async (request) => {
      const found = await asked.sitting(request);
      if (!found.ok) return found;
      const { assembly, personId } = found.value;
      const capacities = capacitiesOf(assembly, personId);
      // Until they are issued they are for those who answer for them.
      if (!mayDo('minutes.sign', capacities) && !mayDo('papers.export', capacities)) return refuse('not-permitted');
      const record = await papers.record(assembly, langOf(request.query['lang']));
      return ok(minutesAnswer(record));
    }),
  );

  router.get(
    '/sittings/:sittingId/votes.json',
    answer.file(async (request) => {
      const found = await asked.sitting(request);
      if (!found.ok) return found;
      const record = await papers.record(found.value.assembly, langOf(request.query['lang']));
      const bytes = new TextEncoder().encode(`${JSON.stringify(sittingVotes(record), null, 1)}\n`);
      return ok({ type: 'application/json; charset=utf-8', name: 'votes.json', bytes });
    }),
  );

  router.get(
    '/sittings/:sittingId/previews/:kind/:format',
    answer.file(async (request) => {
      const found = await asked.sitting(request);
      if (!found.ok) return found;
      const { assembly, personId } = found.value;
      if (!mayDo('papers.export', capacitiesOf(assembly, personId))) return refuse('not-permitted');
      const kind = paperKinds.find((one) => one === partOf(request, 'kind'));
      const format = paperFormats.find((one) => one === partOf(request, 'format'));
      if (kind === undefined || format === undefined) return refuse('not-found');
      if (!formatsOf[kind].includes(format)) return refuse('not-found');
      const lang = langOf(request.query['lang']);
      const of = typeof request.query['of'] === 'string' ? request.query['of'] : '';
      const { state } = assembly.sitting;
      const problem = issueProblem(state.paper, { type: 'paper.issue', kind, lang, of: of as '' }, state);
      // What only waits for its signatures or for the end can be looked at before.
      const isLooked = problem === null || !['not-found', 'nothing-adopted', 'no-vote-closed'].includes(problem);
      if (!isLooked) return refuse(problem);
      const bytes = await papers.preview(assembly, { kind, lang, of }, format);
      return ok({ type: types[format], name: `${kind}-${lang}.${format}`, bytes });
    }),
  );

  router.get(
    '/sittings/:sittingId/papers/:paperId',
    answer.json<CheckAnswer['papers'][number]>(async (request) => {
      const found = await asked.sitting(request);
      if (!found.ok) return found;
      const paper = await paperOf(partOf(request, 'paperId'), found.value.assembly);
      return paper.ok ? ok(toShown(paper.value, found.value.assembly)) : paper;
    }),
  );

  router.get(
    '/sittings/:sittingId/papers/:paperId/:format',
    answer.file(async (request) => {
      const found = await asked.sitting(request);
      if (!found.ok) return found;
      const paper = await paperOf(partOf(request, 'paperId'), found.value.assembly);
      if (!paper.ok) return paper;
      const format = paperFormats.find((one) => one === partOf(request, 'format'));
      const bytes = format === undefined ? null : await store.readPaperFile(paper.value.paperId, format);
      if (format === undefined || bytes === null) return refuse('not-found');
      const { kind, lang } = paper.value.shown as PaperShown;
      return ok({ type: types[format], name: `${kind}-${lang}.${format}`, bytes });
    }),
  );

  /** Public: whoever holds a paper has its code. Wrong guesses are counted. */
  router.get(
    '/check/:code',
    answer.json<CheckAnswer>((request) =>
      asked.guess(request, async () => {
        const code = papers.plainCode(partOf(request, 'code'));
        const found = code.length < 8 ? [] : await store.readPapersByCode(code);
        if (found.length === 0) return refuse('check-code-unknown');
        const shown = found.slice(0, 20).map(async (paper) => toShown(paper, await assemblyOf(paper)));
        return ok({ papers: await Promise.all(shown) });
      }),
    ),
  );

  async function assemblyOf({ stream }: StoredPaper): Promise<Assembly> {
    const assembly = await assemblies.sitting(stream.slice('sitting:'.length) as SittingId);
    if (assembly === null) throw new Error(`a paper of ${stream}, which is not there`);
    return assembly;
  }

  async function paperOf(paperId: string, assembly: Assembly): Promise<Result<StoredPaper>> {
    const paper = isId('paper', paperId) ? await store.readPaper(paperId) : null;
    return paper === null || paper.stream !== assembly.sitting.stream ? refuse('not-found') : ok(paper);
  }
}

function toShown({ paperId, issuedAt, shown }: StoredPaper, assembly: Assembly): CheckAnswer['papers'][number] {
  const { state } = assembly.sitting;
  const { paper: papers } = state;
  const note = papers.issued.find((one) => one.paperId === paperId);
  const before = papers.issued.find((one) => one.paperId === note?.replaces);
  const after = replacementOf(papers, paperId);
  const since = note === undefined ? [] : sinceIssued(note, state);
  const newer = note === undefined || after !== null ? null : issuedAfter(papers, note, since);
  return {
    ...(shown as PaperShown),
    paperId,
    issuedAt,
    replacedBy: after === null ? null : toBeside(after, after.reason),
    replaces: before === undefined ? null : toBeside(before, note?.reason),
    since,
    newer: newer === null ? null : toBeside(newer),
  };
}

function toBeside({ checkCode, issuedAt }: IssuedPaperNote, reason = ''): PaperBeside {
  return { checkCode, issuedAt, reason };
}

function langOf(asked: unknown): Lang {
  return langs.find((lang) => lang === asked) ?? 'ru';
}

function minutesAnswer(record: SittingRecord): MinutesAnswer {
  const { minutes } = record;
  const signer = (as: 'chair' | 'secretary'): MinutesAnswer['signers']['chair'] => {
    const signed = minutes.signatures[as];
    const [holder] = as === 'chair' ? presiding(record) : holdersOf(record, 'secretary');
    const personId = signed?.personId ?? holder;
    return { name: personId === undefined ? null : personName(record, personId), signedAt: signed?.at ?? null };
  };
  return {
    number: minutes.number,
    paragraphs: minutesParagraphs(record),
    signers: { chair: signer('chair'), secretary: signer('secretary') },
  };
}
