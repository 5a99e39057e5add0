/** Which opinions of those who were outvoted stand behind a resolution? */
import type { DraftId } from '../lib/ids.ts';
import { clausesOf, questionOf } from './poll-sentences.ts';
import { personStanding, pollsInOrder, type SittingRecord } from './sitting-record.ts';
import { wholeDraftWords } from './whole-draft-words.ts';

export interface OpinionTold {
  /** On what, with the words of a clause that was not adopted: they stand nowhere else in the resolution. */
  readonly about: string;
  readonly who: string;
  readonly words: string;
}

/** In the order of the votes and of their recording. A vote that is void, or was come back to, has none. */
export function minorityOpinions(record: SittingRecord, draftId: DraftId): readonly OpinionTold[] {
  const { lang, draft } = record;
  const superseded = new Set(draft.drafts[draftId]?.superseded.map(({ pollId }) => pollId));
  return pollsInOrder(record).flatMap((poll) => {
    const { subject, electors, minority, result } = poll;
    const isOfDraft = (subject.of === 'clauses' || subject.of === 'draft') && subject.draftId === draftId;
    if (!isOfDraft || poll.annulled !== null || superseded.has(poll.pollId) || electors === 'hidden') return [];
    const isRejected = result?.kind === 'decision' && result.decision.outcome === 'rejected';
    const rejected = isRejected && subject.of === 'clauses' ? clausesOf(record, poll) : [];
    const wording = rejected.map(({ words }) => words).join(' ');
    const about = wholeDraftWords[lang].about(questionOf(record, poll), wording);
    return minority.flatMap(({ seatId, words }) => {
      const elector = electors.find((one) => one.seatId === seatId);
      return elector === undefined ? [] : [{ about, who: personStanding(record, elector.personId), words }];
    });
  });
}
