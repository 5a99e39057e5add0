/** What is an official paper before it has a format? Headings, paragraphs and tables in one order, each with its kind; a renderer gives the kinds their looks. */
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
 * What a paragraph is. `mark`: at the right above the title, what this paper is not yet, or in whose place it was issued. `place-date`: two ends of one line.
 * `heading`: of a part of the paper; `item`: of a numbered matter within it. `clause`: a numbered item of a resolution;
 * `sub-clause`: one under it. `under-clause`: what belongs to the clause above it. `line`: one fact; `text`: words that run on;
 * `list`: numbered or not, one under the other. `signature`: who signs, a line, and the name.
 */
export const paragraphKinds = [
  'mark',
  'title',
  'subtitle',
  'place-date',
  'preamble',
  'formula',
  'heading',
  'item',
  'clause',
  'sub-clause',
  'under-clause',
  'line',
  'text',
  'list',
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
  /** As it is printed, e.g. `3.`: the number is given, and a format that counts its lists comes to this one or does not count. */
  readonly number?: string;
  /** Stands at the other end of the same line, e.g. the date opposite the place. */
  readonly opposite?: readonly DocumentRun[];
}

/** Words in rows and columns, under a title; its head is repeated on every page. */
export interface DocumentTable {
  readonly kind: 'table';
  /** `''`: none. */
  readonly title: string;
  readonly head: readonly string[];
  /** Each as long as the head. */
  readonly rows: readonly (readonly string[])[];
  /** Shares of the width, one a column; left out: columns of equal width. */
  readonly widths?: readonly number[];
}

/** What follows begins on a page of its own, so turned, and so do the pages after it. */
export interface DocumentTurn {
  readonly kind: 'turn';
  readonly to: 'portrait' | 'landscape';
}

export type DocumentBlock = DocumentParagraph | DocumentTable | DocumentTurn;

/** By what a reader compares the paper with the record: at the foot of every page, and as a picture for a telephone at the end. */
export interface DocumentCheck {
  readonly code: string;
  /** Where the code is looked up, whole: `https://…/check/…`. `null`: this server has no address that holds; then there is no picture. */
  readonly address: string | null;
}

export interface DocumentModel {
  readonly lang: Lang;
  /** For the file's properties and its window. */
  readonly title: string;
  /** ms UTC: the only time that may stand in the file. */
  readonly printedAt: number;
  /** At the head of every page. */
  readonly running?: string;
  /** Left out: the paper is not issued. */
  readonly check?: DocumentCheck;
  readonly blocks: readonly DocumentBlock[];
}

/** The words of a paragraph without their looks, number and opposite included. */
export function paragraphText(paragraph: DocumentParagraph): string {
  const words = [...paragraph.runs, ...(paragraph.opposite ?? [])].map((run) => run.text).join('');
  return paragraph.number === undefined ? words : `${paragraph.number} ${words}`;
}

export function paragraphsOf(model: DocumentModel): readonly DocumentParagraph[] {
  return model.blocks.filter((block) => block.kind !== 'table' && block.kind !== 'turn');
}

export function tablesOf(model: DocumentModel): readonly DocumentTable[] {
  return model.blocks.filter((block) => block.kind === 'table');
}

/** What stands under the code of an issued paper, and at the foot of its pages. */
export const checkWords: Readonly<
  Record<
    Lang,
    {
      readonly look: string;
      /** Where to look without an address. */
      readonly there: string;
      readonly code: (code: string) => string;
      readonly page: string;
    }
  >
> = {
  ru: {
    look: 'Проверить бумагу:',
    there: 'Проверить бумагу: на сервере форума, страница «Проверить документ» (/check).',
    code: (code) => `Код проверки: ${code}`,
    page: 'с.',
  },
  kk: {
    look: 'Қағазды тексеру:',
    there: 'Қағазды тексеру: форум серверінде, «Құжатты тексеру» беті (/check).',
    code: (code) => `Тексеру коды: ${code}`,
    page: 'б.',
  },
  en: {
    look: 'Check this paper:',
    there: 'Check this paper: on the server of the forum, the page “Check a paper” (/check).',
    code: (code) => `Check code: ${code}`,
    page: 'p.',
  },
};
