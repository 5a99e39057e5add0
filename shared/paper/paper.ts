/** Which official papers are there, and which of them were issued? */
import type { PaperId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';

/** Templates T-2, T-3, T-4, T-14, T-11, T-1. */
export const paperKinds = ['resolution', 'minutes', 'extract', 'voting-report', 'attendance', 'agenda'] as const;
export type PaperKind = (typeof paperKinds)[number];

export const paperFormats = ['docx', 'pdf', 'xlsx', 'csv'] as const;
export type PaperFormat = (typeof paperFormats)[number];

/** What a paper is of, where a sitting has several: a draft, an item of the agenda; `''`: the sitting. */
export type PaperOf = string;

/** One issued paper, in all its formats. */
export interface IssuedPaperNote {
  readonly paperId: PaperId;
  readonly kind: PaperKind;
  readonly lang: Lang;
  readonly of: PaperOf;
  readonly checkCode: string;
  readonly issuedAt: number;
  readonly files: readonly { readonly format: PaperFormat; readonly sha256: string }[];
}

export interface PapersState {
  /** In the order of issue. */
  readonly issued: readonly IssuedPaperNote[];
}

export const initialPapers: PapersState = { issued: [] };
