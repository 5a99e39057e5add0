/** In which clauses of the adopted resolution do my own words stand? Told to each of themselves alone (RULES, PAPER-11). */
import type { Router } from 'express';
import { isId, type ClauseId, type PersonId } from '../../shared/lib/ids.ts';
import { ok, refuse } from '../../shared/lib/result.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { ownPlaces, type OwnPlace } from '../../shared/papers/own-words.ts';
import type { OwnWordsAnswer } from '../../shared/protocol/http.ts';
import type { TextPast } from '../engine/ports.ts';
import type { Answering } from './answering.ts';
import { partOf, type Asking } from './asking.ts';

type Places = ReadonlyMap<PersonId, readonly OwnPlace[]>;

export function ownWordsRoutes(
  router: Router,
  answer: Answering,
  asked: Asking,
  { textPast }: { readonly textPast: TextPast },
): void {
  /** Everybody's, read from the text once for all who ask; an adopted draft is another object when anything of it changes. */
  const known = new WeakMap<Draft, Promise<Places>>();

  router.get(
    '/sittings/:sittingId/drafts/:draftId/own-words',
    answer.json<OwnWordsAnswer>(async (request) => {
      const found = await asked.sitting(request);
      if (!found.ok) return found;
      const { assembly, personId } = found.value;
      const draftId = partOf(request, 'draftId');
      const draft = isId('draft', draftId) ? assembly.sitting.state.draft.drafts[draftId] : undefined;
      if (draft === undefined) return refuse('not-found');
      if (draft.phase !== 'adopted') return refuse('nothing-adopted');
      return ok({ places: (await placesIn(draft)).get(personId) ?? [] });
    }),
  );

  function placesIn(draft: Draft): Promise<Places> {
    const before = known.get(draft);
    if (before !== undefined) return before;
    const read = readPlaces(draft).catch((fault: unknown) => {
      known.delete(draft);
      throw fault;
    });
    known.set(draft, read);
    return read;
  }

  async function readPlaces(draft: Draft): Promise<Places> {
    const authored = await textPast.authorsOfAll(draft.textId, Object.keys(draft.clauses) as ClauseId[]);
    if (authored === null) throw new Error(`the text of ${draft.draftId} is not there`);
    return ownPlaces(draft, authored);
  }
}
