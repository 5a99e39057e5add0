/** What do the parts of a paper look like in an office suite? Named styles, so that an official can change one in one place. */
import {
  AlignmentType,
  HeadingLevel,
  type IBaseParagraphStyleOptions,
  type IIndentAttributesProperties,
  type IParagraphStyleOptions,
  type IStylesOptions,
} from 'docx';
import type { Alignment, ParagraphKind } from '../../shared/papers/document.ts';
import { clauseIndent, textWidth } from './paper-measures.ts';

/** Twentieths of a point. The library's own conversion rounds down, and A4 is then a hair too small. */
export function twips(millimetres: number): number {
  return Math.round((millimetres * 1440) / 25.4);
}

/** As they are listed in the editor's gallery of styles. `title`, `heading` and `item` are the built-in Title, Heading 1 and Heading 2. */
const namedStyles: Record<Exclude<ParagraphKind, 'title' | 'heading' | 'item'>, string> = {
  mark: 'Draft mark',
  subtitle: 'Resolution subtitle',
  'place-date': 'Place and date',
  preamble: 'Preamble',
  formula: 'Enacting formula',
  clause: 'Clause',
  'sub-clause': 'Sub-clause',
  'under-clause': 'Under clause',
  line: 'Fact line',
  text: 'Running text',
  list: 'Numbered line',
  note: 'Note',
  signature: 'Signature line',
};

/** By which style a paragraph of a kind is written. */
export function styleIdOf(kind: ParagraphKind): string {
  if (kind === 'title') return 'Title';
  if (kind === 'heading') return 'Heading1';
  return kind === 'item' ? 'Heading2' : namedStyles[kind].replaceAll(' ', '');
}

/** For the outline that a screen reader walks by. */
export const headingOf: Readonly<Partial<Record<ParagraphKind, (typeof HeadingLevel)[keyof typeof HeadingLevel]>>> = {
  title: HeadingLevel.TITLE,
  heading: HeadingLevel.HEADING_1,
  item: HeadingLevel.HEADING_2,
};

const indent = twips(clauseIndent);
/** Where the other end of a line stands. */
const oppositeTab = { rightTabStop: twips(textWidth('portrait')) };
const black = { font: 'Times New Roman', color: '000000' } as const;

const styleOf: Readonly<Record<ParagraphKind, IBaseParagraphStyleOptions>> = {
  mark: { run: { size: '12pt' }, paragraph: { spacing: { after: 360 } } },
  title: {
    run: { ...black, size: '16pt', bold: true, characterSpacing: 40 },
    paragraph: { spacing: { after: 120 }, keepNext: true },
  },
  subtitle: { paragraph: { spacing: { after: 60 }, keepNext: true } },
  'place-date': { paragraph: { spacing: { before: 300, after: 300 }, ...oppositeTab } },
  preamble: { run: { italics: true }, paragraph: { indent: { firstLine: indent }, spacing: { after: 60 } } },
  formula: { paragraph: { spacing: { before: 180, after: 180 }, keepNext: true } },
  heading: {
    run: { ...black, size: '14pt', bold: true },
    paragraph: { spacing: { before: 300, after: 120 }, keepNext: true },
  },
  item: {
    run: { ...black, size: '14pt', bold: true },
    paragraph: {
      indent: { left: indent, hanging: indent },
      leftTabStop: indent,
      spacing: { before: 240, after: 80 },
      keepNext: true,
    },
  },
  clause: {
    paragraph: {
      indent: { left: indent, hanging: indent },
      leftTabStop: indent,
      spacing: { before: 160 },
      keepNext: true,
    },
  },
  'sub-clause': {
    paragraph: {
      indent: { left: 2 * indent, hanging: indent },
      leftTabStop: 2 * indent,
      spacing: { before: 100 },
      keepNext: true,
    },
  },
  'under-clause': { run: { size: '12pt' }, paragraph: { indent: { left: indent }, keepLines: true } },
  line: { paragraph: { spacing: { after: 40 } } },
  text: { paragraph: { indent: { firstLine: indent }, spacing: { after: 80 } } },
  list: {
    paragraph: { indent: { left: indent, hanging: indent }, leftTabStop: indent, spacing: { after: 40 } },
  },
  note: { run: { size: '12pt' }, paragraph: { spacing: { before: 120 } } },
  signature: { paragraph: { spacing: { before: 480 }, keepLines: true, keepNext: true, ...oppositeTab } },
};

/** Of a numbered paragraph: a list has an indent of its own, which is the style's. */
export function indentOf(kind: ParagraphKind): IIndentAttributesProperties {
  return styleOf[kind].paragraph?.indent ?? {};
}

/** The document's styles; `language` is that of its words. */
export function documentStyles(language: { readonly value: string }): IStylesOptions {
  return {
    default: {
      document: { run: { font: 'Times New Roman', size: '14pt', language }, paragraph: { spacing: { line: 264 } } },
      title: styleOf.title,
      heading1: styleOf.heading,
      heading2: styleOf.item,
    },
    paragraphStyles: Object.entries(namedStyles).map(([kind, name]): IParagraphStyleOptions => {
      const looks = styleOf[kind as ParagraphKind];
      return { id: name.replaceAll(' ', ''), name, basedOn: 'Normal', quickFormat: true, ...looks };
    }),
  };
}

export const alignmentOf: Readonly<Record<Alignment, (typeof AlignmentType)[keyof typeof AlignmentType]>> = {
  start: AlignmentType.LEFT,
  centre: AlignmentType.CENTER,
  end: AlignmentType.RIGHT,
  justified: AlignmentType.JUSTIFIED,
};
