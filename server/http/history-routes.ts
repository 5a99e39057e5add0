/** What is asked of a text's past over HTTP? Who did what when, how it stood, whose words they are. Whoever may read it may ask. */
import type { Request, Router } from 'express';
import { isId, type ForumId, type PersonId, type SittingId, type TextId } from '../../shared/lib/ids.ts';
import { langs } from '../../shared/lib/lang.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import type { TextAtAnswer, TextAuthorsAnswer, TextHistoryAnswer } from '../../shared/protocol/http.ts';
import type { Assemblies } from '../engine/assemblies.ts';
import type { Directory } from '../engine/directory.ts';
import type { Store, TextPast, TextRights } from '../engine/ports.ts';
import type { Answering } from './answering.ts';
import { partOf, type Asking } from './asking.ts';

export interface HistoryParts {
  readonly store: Store;
  readonly assemblies: Assemblies;
  readonly directory: Directory;
  readonly textPast: TextPast;
  readonly textRights: TextRights;
}

/** What one person did within one span of the clock is one entry. */
const spanMs = 5 * 60_000;
const entriesMost = 200;
const entriesUsual = 50;

export function historyRoutes(router: Router, answer: Answering, asked: Asking, parts: HistoryParts): void {
  const { store, directory, textPast } = parts;

  router.get(
    '/texts/:textId/history',
    answer.json<TextHistoryAnswer>(async (request) => {
      const found = await textOf(request);
      if (!found.ok) return found;
      const { textId, forumId } = found.value;
      const before = numberIn(request, 'before');
      const limit = numberIn(request, 'limit') ?? entriesUsual;
      if (before === 'malformed' || limit === 'malformed') return refuse('malformed');
      const most = Math.min(Math.max(1, limit), entriesMost);
      const entries = await store.readTextHistory(textId, before, most, spanMs);
      const names = await directory.names(forumId, peopleOf(entries));
      // The seed is update 1: what is before it is nothing.
      const more = entries.every(({ fromSeq }) => fromSeq > 1) && entries.length > 0;
      return ok({ entries, names, more, textSeq: await store.textHead(textId) });
    }),
  );

  router.get(
    '/texts/:textId/at/:seq',
    answer.json<TextAtAnswer>(async (request) => {
      const found = await textOf(request);
      if (!found.ok) return found;
      const seq = partOf(request, 'seq');
      const past = /^\d{1,15}$/.test(seq) ? await textPast.at(found.value.textId, Number(seq)) : null;
      return past === null ? refuse('not-found') : ok(past);
    }),
  );

  router.get(
    '/texts/:textId/authors',
    answer.json<TextAuthorsAnswer>(async (request) => {
      const found = await textOf(request);
      if (!found.ok) return found;
      const { textId, forumId } = found.value;
      const { clause } = request.query;
      const lang = langs.find((known) => known === request.query['lang']);
      if (typeof clause !== 'string' || !isId('clause', clause) || lang === undefined) return refuse('malformed');
      const authors = await textPast.authors(textId, clause, lang);
      if (authors === null) return refuse('not-found');
      return ok({ ...authors, names: await directory.names(forumId, peopleOf(authors.runs)) });
    }),
  );

  /** The text of the path, for somebody who may read it; missing and forbidden get the same answer. */
  async function textOf(request: Request): Promise<Result<{ readonly textId: TextId; readonly forumId: ForumId }>> {
    const asking = partOf(request, 'textId');
    const textId = isId('text', asking) ? asking : null;
    const stream = textId === null ? null : ((await store.readText(textId))?.stream ?? null);
    const forumId = stream === null ? null : await forumOf(stream);
    const visitor = await asked.person(request, forumId);
    if (!visitor.ok) return visitor;
    if (textId === null || stream === null || forumId === null) return refuse('not-found');
    const may = await parts.textRights.rightsOf(stream, textId, visitor.value.personId);
    return may.read ? ok({ textId, forumId }) : refuse('not-found');
  }

  async function forumOf(stream: StreamId): Promise<ForumId | null> {
    const sittingId = stream.startsWith('sitting:') ? (stream.slice('sitting:'.length) as SittingId) : null;
    const assembly = sittingId === null ? null : await parts.assemblies.sitting(sittingId);
    return assembly?.forum.state.forum.forumId ?? null;
  }
}

/** A whole number of the query; `null`: it is not there. */
function numberIn(request: Request, name: string): number | null | 'malformed' {
  const text = request.query[name];
  if (text === undefined) return null;
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : 'malformed';
}

function peopleOf(all: readonly { readonly by: PersonId | 'server' }[]): Set<PersonId> {
  return new Set(all.flatMap(({ by }) => (by === 'server' ? [] : [by])));
}
