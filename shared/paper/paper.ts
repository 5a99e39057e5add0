/** Which official papers are there, and which of them were issued? */
import type { PaperId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';

/** Templates T-2, T-3, T-4, T-14, T-11, T-1. */
export const paperKinds = ['resolution', 'minutes', 'extract', 'voting-report', 'attendance', 'agenda'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** `json`: the same words and tables, for whoever computes with them. */
export const paperFormats = ['docx', 'pdf', 'xlsx', 'csv', 'json'] as const;
export type PaperFormat = (typeof paperFormats)[number];

/** In which formats each kind is issued. */
export const formatsOf: Readonly<Record<PaperKind, readonly PaperFormat[]>> = {
  resolution: ['docx', 'pdf', 'json'],
  minutes: ['docx', 'pdf', 'json'],
  extract: ['docx', 'pdf', 'json'],
  'voting-report': ['docx', 'pdf', 'xlsx', 'csv', 'json'],
  attendance: ['docx', 'pdf', 'xlsx', 'csv', 'json'],
  agenda: ['docx', 'pdf', 'json'],
};

/** What a paper is of, where a sitting has several: a draft, an item of the agenda; `''`: the sitting. */
export type PaperOf = string;

/** Letters of the reason for a paper in the place of another. */
export const replacementReasonMost = 300;

/** One issued paper, in all its formats. */
export interface IssuedPaperNote {
  readonly paperId: PaperId;
  readonly kind: PaperKind;
  readonly lang: Lang;
  readonly of: PaperOf;
  readonly checkCode: string;
  readonly issuedAt: number;
  readonly files: readonly { readonly format: PaperFormat; readonly sha256: string }[];
  /** The paper in whose place it was issued, and why. */
  readonly replaces?: PaperId;
  readonly reason?: string;
  /** The code of its contents without the note of what it replaces; left out: its own. */
  readonly contents?: string;
}

export interface PapersState {
  /** In the order of issue. */
  readonly issued: readonly IssuedPaperNote[];
}

export const initialPapers: PapersState = { issued: [] };

/** The paper that was issued in the place of this one; `null`: it stands. */
export function replacementOf({ issued }: PapersState, paperId: PaperId): IssuedPaperNote | null {
  return issued.find(({ replaces }) => replaces === paperId) ?? null;
}

/** The paper of this kind, language and matter that stands; `null`: none was issued. */
export function standingPaper(
  state: PapersState,
  { kind, lang, of }: Pick<IssuedPaperNote, 'kind' | 'lang' | 'of'>,
): IssuedPaperNote | null {
  const alike = state.issued.filter((note) => note.kind === kind && note.lang === lang && note.of === of);
  return alike.reverse().find(({ paperId }) => replacementOf(state, paperId) === null) ?? null;
}

/** The issued papers that are minutes, in any language. */
export function issuedMinutes({ issued }: PapersState): readonly PaperId[] {
  return issued.filter(({ kind }) => kind === 'minutes').map(({ paperId }) => paperId);
}
