/** What do the parts of a paper look like in a PDF, and as what does a screen reader hear them? Sizes in points. */
import type { ParagraphKind } from '../../shared/papers/document.ts';
import { clauseIndent } from './paper-measures.ts';

export function points(millimetres: number): number {
  return (millimetres * 72) / 25.4;
}

export interface PdfLooks {
  readonly size: number;
  readonly before: number;
  readonly after: number;
  /** From the left margin to the words; `hanging`: the number stands in it. */
  readonly left: number;
  readonly firstLine: number;
  readonly isHeavy: boolean;
  /** As what it stands in the structure. */
  readonly structure: 'H1' | 'H2' | 'H3' | 'P';
  /** Is not left at the foot of a page without what follows it. */
  readonly keepsNext: boolean;
}

const indent = points(clauseIndent);
const plain: PdfLooks = {
  size: 12,
  before: 0,
  after: 3,
  left: 0,
  firstLine: 0,
  isHeavy: false,
  structure: 'P',
  keepsNext: false,
};

/** Literata is wide: at 12 it fills a line as Times does at 14. */
export const pdfLooks: Readonly<Record<ParagraphKind, PdfLooks>> = {
  mark: { ...plain, size: 10.5, after: 16 },
  title: { ...plain, size: 15, isHeavy: true, before: 4, after: 6, structure: 'H1', keepsNext: true },
  subtitle: { ...plain, keepsNext: true },
  'place-date': { ...plain, before: 12, after: 14 },
  preamble: { ...plain, firstLine: indent },
  formula: { ...plain, before: 9, after: 8, keepsNext: true },
  heading: { ...plain, isHeavy: true, before: 15, after: 6, structure: 'H2', keepsNext: true },
  item: { ...plain, isHeavy: true, before: 12, after: 4, left: indent, structure: 'H3', keepsNext: true },
  clause: { ...plain, before: 8, after: 2, left: indent },
  'sub-clause': { ...plain, before: 5, after: 2, left: 2 * indent },
  'under-clause': { ...plain, size: 10.5, left: indent },
  line: plain,
  text: { ...plain, firstLine: indent, after: 4 },
  list: { ...plain, left: indent },
  note: { ...plain, size: 10.5, before: 6 },
  signature: { ...plain, before: 24, keepsNext: true },
};

export const lineHeight = 1.34;
export const tableSize = 10;
export const tablePadding = 3.5;
