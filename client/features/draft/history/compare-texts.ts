/** What is different between two states of a text, clause by clause? */
import { numberClauses } from '../../../../shared/draft/clause-number.ts';
import { drawnText } from '../../../../shared/draft/clause-reference.ts';
import type { ClauseText } from '../../../../shared/draft/clause-runs.ts';
import type { ClauseId } from '../../../../shared/lib/ids.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';

export interface WordsDifference {
  readonly lang: Lang;
  readonly before: string;
  readonly after: string;
}

export interface ClauseDifference {
  readonly id: ClauseId;
  /** As it stood before; `null`: it was not there or had been removed. */
  readonly before: ClauseText | null;
  readonly after: ClauseText | null;
  /** Its number in the later state, in the earlier one if it went. */
  readonly number: string | null;
  /** It stands behind another clause than before, of those that stand in both. */
  readonly isMoved: boolean;
  /** The languages whose words differ. */
  readonly words: readonly WordsDifference[];
  readonly addressee: boolean;
  readonly due: boolean;
  readonly kind: boolean;
}

/** The clauses that differ, in the order of the later state; those that went stand where they stood. Both in the order of the text. */
export function compareTexts(
  before: readonly ClauseText[],
  after: readonly ClauseText[],
  langs: readonly Lang[],
): ClauseDifference[] {
  const stoodBefore = before.filter(({ removed }) => !removed);
  const standsAfter = after.filter(({ removed }) => !removed);
  const earlier = new Map(stoodBefore.map((clause) => [clause.id, clause]));
  const later = new Map(standsAfter.map((clause) => [clause.id, clause]));
  const numbersBefore = numberClauses(stoodBefore);
  const numbersAfter = numberClauses(standsAfter);
  const labelOf = (id: ClauseId): string | null | undefined => numbersAfter.get(id) ?? numbersBefore.get(id);
  const moved = movedIds(
    stoodBefore.map(({ id }) => id).filter((id) => later.has(id)),
    standsAfter.map(({ id }) => id).filter((id) => earlier.has(id)),
  );
  return inReadingOrder(stoodBefore, standsAfter).flatMap((id): ClauseDifference[] => {
    const was = earlier.get(id) ?? null;
    const is = later.get(id) ?? null;
    const difference: ClauseDifference = {
      id,
      before: was,
      after: is,
      number: (is === null ? numbersBefore : numbersAfter).get(id) ?? null,
      isMoved: moved.has(id),
      words: langs.flatMap((lang) => {
        // By the same labels on both sides: what was renumbered is not reworded.
        const said = (clause: ClauseText | null): string => drawnText(clause?.body[lang] ?? [], lang, labelOf);
        const [old, now] = [said(was), said(is)];
        return old === now ? [] : [{ lang, before: old, after: now }];
      }),
      addressee: JSON.stringify(was?.addressee ?? null) !== JSON.stringify(is?.addressee ?? null),
      due: (was?.due ?? null) !== (is?.due ?? null),
      kind: was !== null && is !== null && was.kind !== is.kind,
    };
    const isSame =
      was !== null &&
      is !== null &&
      !difference.isMoved &&
      difference.words.length === 0 &&
      !difference.addressee &&
      !difference.due &&
      !difference.kind;
    return isSame ? [] : [difference];
  });
}

/** Every clause of both, in the order of the later; one that went follows the one it stood behind. */
function inReadingOrder(before: readonly ClauseText[], after: readonly ClauseText[]): ClauseId[] {
  const order = after.map(({ id }) => id);
  before.forEach(({ id }, place) => {
    if (order.includes(id)) return;
    const behind = before
      .slice(0, place)
      .reverse()
      .find((one) => order.includes(one.id));
    order.splice(behind === undefined ? 0 : order.indexOf(behind.id) + 1, 0, id);
  });
  return order;
}

/** The fewest clauses that must have been moved: those outside of the longest run that kept its order. */
function movedIds(before: readonly ClauseId[], after: readonly ClauseId[]): ReadonlySet<ClauseId> {
  const places = new Map(before.map((id, place) => [id, place]));
  const ranks = after.map((id) => places.get(id)!);
  const length = ranks.map(() => 1);
  const from = ranks.map(() => -1);
  let best = -1;
  ranks.forEach((rank, index) => {
    for (let earlier = 0; earlier < index; earlier++) {
      if (ranks[earlier]! < rank && length[earlier]! + 1 > length[index]!) {
        length[index] = length[earlier]! + 1;
        from[index] = earlier;
      }
    }
    if (best === -1 || length[index]! > length[best]!) best = index;
  });
  const kept = new Set<ClauseId>();
  for (let index = best; index !== -1; index = from[index]!) kept.add(after[index]!);
  return new Set(after.filter((id) => !kept.has(id)));
}
