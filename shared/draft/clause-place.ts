/**
 * Which key puts a clause where it is wanted? Between its neighbours among the clauses of its level, and, where that leaves a choice,
 * behind everything that stands before it in the text: then what stands under a clause comes up to its place when the clause goes.
 */
import { orderBetween } from './clause-order.ts';
import { blocksOf, type ClausePlace } from './clause-tree.ts';

/** Under `parent` (`null`: at the top), right behind `after`; `after` `null` or the parent itself: first. */
export interface WantedPlace<Id extends string> {
  readonly parent: Id | null;
  readonly after: Id | null;
}

/**
 * The key for a clause at that place. `clauses` are all others, removed ones too. At the top `after` may stand under another clause: the
 * place is behind the whole block. Under a clause an unknown `after` means the end.
 */
export function orderAt<Id extends string>(
  clauses: readonly ClausePlace<Id>[],
  wanted: WantedPlace<Id>,
  id: Id,
): string {
  const blocks = blocksOf(clauses);
  if (wanted.parent === null) {
    const place = blocks.findIndex(
      ({ clause, under }) => clause.id === wanted.after || under.some((sub) => sub.id === wanted.after),
    );
    const block = blocks[place];
    const own = block?.clause.order ?? null;
    const next = blocks.slice(place + 1).find(({ clause }) => own === null || clause.order > own)?.clause.order ?? null;
    const inBlock = (block?.under ?? []).map(({ order }) => order).filter((order) => next === null || order < next);
    return orderBetween(greatest([own, ...inBlock]), next, id);
  }
  const at = blocks.findIndex(({ clause }) => clause.id === wanted.parent);
  const { clause: parent, under } = blocks[at] ?? { clause: { order: '' }, under: [] };
  const isFirst = wanted.after === null || wanted.after === wanted.parent;
  const found = under.findIndex((sub) => sub.id === wanted.after);
  const place = isFirst ? -1 : found === -1 ? under.length - 1 : found;
  const before = under[place]?.order ?? null;
  const next = under.slice(place + 1).find(({ order }) => before === null || order > before)?.order ?? null;
  if (next !== null) return orderBetween(before ?? (parent.order < next ? parent.order : null), next, id);
  const low = greatest([parent.order, before]);
  const end = blocks.slice(at + 1).find(({ clause }) => low === null || clause.order > low)?.clause.order ?? null;
  return orderBetween(low, end, id);
}

function greatest(orders: readonly (string | null)[]): string | null {
  return orders.reduce((most, order) => (most === null || (order !== null && order > most) ? order : most), null);
}
