/** What is an official paper before it has a format? Paragraphs of runs, each with its kind; a renderer gives the kinds their looks. */
import type { Lang } from '../lib/lang.ts';

/** Words that look the same. They are printed as they stand: a renderer adds, trims and replaces nothing. */
export interface DocumentRun {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  /** The language of these words where it is not the paper's. */
  readonly lang?: Lang;
}

/**
 * What a paragraph is. `mark`: at the right above the title, what this paper is not yet. `place-date`: two ends of one line.
 * `clause`: a numbered item; `sub-clause`: one under it. `under-clause`: what belongs to the clause above it. `signature`: who signs, a line, and the name.
 */
export const paragraphKinds = [
  'mark',
  'title',
  'subtitle',
  'place-date',
  'preamble',
  'formula',
  'clause',
  'sub-clause',
  'under-clause',
  'note',
  'signature',
] as const;
export type ParagraphKind = (typeof paragraphKinds)[number];

export const alignments = ['start', 'centre', 'end', 'justified'] as const;
export type Alignment = (typeof alignments)[number];

export interface DocumentParagraph {
  readonly kind: ParagraphKind;
  readonly align: Alignment;
  readonly runs: readonly DocumentRun[];
  /** As it is printed, e.g. `3.`; text and never a list's own counting, which would renumber what was voted on. */
  readonly number?: string;
  /** Stands at the other end of the same line, e.g. the date opposite the place. */
  readonly opposite?: readonly DocumentRun[];
}

/** Words in rows and columns, under a title. */
export interface DocumentTable {
  readonly title: string;
  readonly head: readonly string[];
  /** Each as long as the head. */
  readonly rows: readonly (readonly string[])[];
}

export interface DocumentModel {
  readonly lang: Lang;
  /** For the file's properties and its window. */
  readonly title: string;
  /** ms UTC: the only time that may stand in the file. */
  readonly printedAt: number;
  readonly paragraphs: readonly DocumentParagraph[];
  /** Behind all paragraphs. */
  readonly tables: readonly DocumentTable[];
}

/** The words of a paragraph without their looks, number and opposite included. */
export function paragraphText(paragraph: DocumentParagraph): string {
  const words = [...paragraph.runs, ...(paragraph.opposite ?? [])].map((run) => run.text).join('');
  return paragraph.number === undefined ? words : `${paragraph.number} ${words}`;
}
