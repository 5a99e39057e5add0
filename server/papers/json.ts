/** How is a paper given to whoever computes with it? Its words and tables in their order, as every other format has them. */
import type { PaperKind } from '../../shared/paper/paper.ts';
import type { DocumentModel } from '../../shared/papers/document.ts';
import type { SittingRecord } from '../../shared/papers/sitting-record.ts';

/** The same paper gives the same bytes. `checkCode`: `null` as long as it is not issued; `blocks`: as `shared/papers/document.ts` says. */
export function renderJson(model: DocumentModel, record: SittingRecord, kind: PaperKind): Uint8Array {
  const { lang, title, blocks, check } = model;
  const forum = record.forum.title;
  const sitting = record.sitting.title;
  const paper = { kind, lang, forum, sitting, title, checkCode: check?.code ?? null, blocks };
  return new TextEncoder().encode(`${JSON.stringify(paper, null, 1)}\n`);
}
