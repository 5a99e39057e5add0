/** How does a paper become a DOCX that officials can edit? Real styles, A4, and the same bytes for the same paper. */
import {
  AlignmentType,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IBaseParagraphStyleOptions,
  type IParagraphStyleOptions,
  type IRunOptions,
} from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import type { Lang } from '../../shared/lib/lang.ts';
import type {
  Alignment,
  DocumentModel,
  DocumentParagraph,
  DocumentRun,
  DocumentTable,
  ParagraphKind,
} from '../../shared/papers/document.ts';
import { buildResolution, type ResolutionInput } from '../../shared/papers/resolution.ts';

/** The resolution of a draft as DOCX. The same input gives the same bytes. */
export function renderResolutionDocx(input: ResolutionInput): Promise<Uint8Array> {
  return renderDocx(buildResolution(input));
}

/** Any paper as DOCX: A4, margins 30/15/20/20 mm, Times New Roman 14, page numbers at the foot. */
export async function renderDocx(model: DocumentModel): Promise<Uint8Array> {
  const language = toLanguage(model.lang);
  const file = new Document({
    title: model.title,
    creator: 'Ortaq',
    lastModifiedBy: 'Ortaq',
    styles: {
      default: {
        document: { run: { font: 'Times New Roman', size: '14pt', language }, paragraph: { spacing: { line: 264 } } },
        title: styleOf.title,
      },
      paragraphStyles: Object.entries(namedStyles).map(([kind, name]): IParagraphStyleOptions => {
        const ownLooks = styleOf[kind as ParagraphKind];
        return { id: name.replaceAll(' ', ''), name, basedOn: 'Normal', quickFormat: true, ...ownLooks };
      }),
    },
    sections: [
      {
        properties: { page: { size: { width: twips(210), height: twips(297) }, margin: margins } },
        footers: { default: pageNumberFooter(language) },
        children: [
          ...model.paragraphs.map((paragraph) => toParagraph(paragraph, model.lang)),
          ...model.tables.flatMap((table) => toTable(table, model.lang)),
        ],
      },
    ],
  });
  return fixBytes(await Packer.toBuffer(file), model.printedAt);
}

// ----------------------------------------------------------------------------------------------------------------- looks

const margins = { left: twips(30), right: twips(15), top: twips(20), bottom: twips(20), footer: twips(10) };
const textWidth = twips(210 - 30 - 15);
/** The number hangs in it; what belongs to a clause stands under its words. */
const clauseIndent = twips(12.5);

/** As they are listed in the editor's gallery of styles. `title` is the built-in Title. */
const namedStyles: Record<Exclude<ParagraphKind, 'title'>, string> = {
  mark: 'Draft mark',
  subtitle: 'Resolution subtitle',
  'place-date': 'Place and date',
  preamble: 'Preamble',
  formula: 'Enacting formula',
  clause: 'Clause',
  'sub-clause': 'Sub-clause',
  'under-clause': 'Under clause',
  note: 'Note',
  signature: 'Signature line',
};

/** Where the other end of a line stands. */
const oppositeTab = { rightTabStop: textWidth };

const styleOf: Readonly<Record<ParagraphKind, IBaseParagraphStyleOptions>> = {
  mark: { run: { size: '12pt' }, paragraph: { spacing: { after: 360 } } },
  title: {
    run: { font: 'Times New Roman', size: '16pt', bold: true, characterSpacing: 40 },
    paragraph: { spacing: { after: 120 }, keepNext: true },
  },
  subtitle: { paragraph: { spacing: { after: 60 }, keepNext: true } },
  'place-date': { paragraph: { spacing: { before: 300, after: 300 }, ...oppositeTab } },
  preamble: { run: { italics: true }, paragraph: { indent: { firstLine: clauseIndent }, spacing: { after: 60 } } },
  formula: { paragraph: { spacing: { before: 180, after: 180 }, keepNext: true } },
  clause: {
    paragraph: {
      indent: { left: clauseIndent, hanging: clauseIndent },
      leftTabStop: clauseIndent,
      spacing: { before: 160 },
      keepNext: true,
    },
  },
  'sub-clause': {
    paragraph: {
      indent: { left: 2 * clauseIndent, hanging: clauseIndent },
      leftTabStop: 2 * clauseIndent,
      spacing: { before: 100 },
      keepNext: true,
    },
  },
  'under-clause': { run: { size: '12pt' }, paragraph: { indent: { left: clauseIndent }, keepLines: true } },
  note: { run: { size: '12pt' }, paragraph: { spacing: { before: 120 } } },
  signature: { paragraph: { spacing: { before: 480 }, keepLines: true, ...oppositeTab } },
};

const alignmentOf: Readonly<Record<Alignment, (typeof AlignmentType)[keyof typeof AlignmentType]>> = {
  start: AlignmentType.LEFT,
  centre: AlignmentType.CENTER,
  end: AlignmentType.RIGHT,
  justified: AlignmentType.JUSTIFIED,
};

const tags: Record<Lang, string> = { ru: 'ru-RU', kk: 'kk-KZ', en: 'en-GB' };

function toLanguage(lang: Lang): { readonly value: string } {
  return { value: tags[lang] };
}

/** Twentieths of a point. The library's own conversion rounds down, and A4 is then a hair too small. */
function twips(millimetres: number): number {
  return Math.round((millimetres * 1440) / 25.4);
}

// ----------------------------------------------------------------------------------------------------------------- parts

function toParagraph(paragraph: DocumentParagraph, lang: Lang): Paragraph {
  const { kind, number, opposite } = paragraph;
  const language = toLanguage(lang);
  const alignment = alignmentOf[paragraph.align];
  return new Paragraph({
    style: kind === 'title' ? 'Title' : namedStyles[kind].replaceAll(' ', ''),
    alignment,
    children: [
      ...(number === undefined ? [] : [new TextRun({ language, children: [number, new Tab()] })]),
      ...paragraph.runs.map((run) => toTextRun(run, kind, lang)),
      ...(opposite === undefined ? [] : [new TextRun({ language, children: [new Tab()] })]),
      ...(opposite ?? []).map((run) => toTextRun(run, kind, lang)),
    ],
  });
}

/** The title, then the table; columns of equal width. */
function toTable({ title, head, rows }: DocumentTable, lang: Lang): (Paragraph | Table)[] {
  const width = Math.floor(textWidth / Math.max(1, head.length));
  const cell = (text: string, isHead: boolean): TableCell => {
    const words: IRunOptions = { text, bold: isHead, language: toLanguage(lang) };
    return new TableCell({
      width: { size: width, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 120, right: 120 },
      children: [new Paragraph({ children: [new TextRun(words)] })],
    });
  };
  return [
    toParagraph({ kind: 'formula', align: 'start', runs: [{ text: title }] }, lang),
    new Table({
      width: { size: width * head.length, type: WidthType.DXA },
      columnWidths: head.map(() => width),
      rows: [
        new TableRow({ tableHeader: true, children: head.map((text) => cell(text, true)) }),
        ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text) => cell(text, false)) })),
      ],
    }),
  ];
}

/** In a style that is italic a run that is not says so: the style alone would make it italic. */
function toTextRun(run: DocumentRun, kind: ParagraphKind, lang: Lang): TextRun {
  const language = toLanguage(run.lang ?? lang);
  const options: IRunOptions = { text: run.text, language };
  const weighed: IRunOptions = run.bold === true ? { ...options, bold: true } : options;
  const slanted: IRunOptions = { ...weighed, italics: run.italic === true };
  return new TextRun(run.italic === true || kind === 'preamble' ? slanted : weighed);
}

function pageNumberFooter(language: { readonly value: string }): Footer {
  const children = [new TextRun({ language, size: '12pt', children: [PageNumber.CURRENT] })];
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children })] });
}

// ----------------------------------------------------------------------------------------------------------------- bytes

/**
 * The library writes the present moment into docProps/core.xml and into every entry of the archive. Both get a time that belongs to
 * the paper, so that two prints of one state can be compared byte by byte.
 */
function fixBytes(packed: Uint8Array, printedAt: number): Uint8Array {
  // Zip has local times without a zone: a date made of parts is the same bytes in every zone.
  const mtime = new Date(2000, 0, 1);
  const entries: Zippable = {};
  for (const [name, bytes] of Object.entries(unzipSync(new Uint8Array(packed)))) {
    if (name.endsWith('/')) continue;
    const fixed = name === 'docProps/core.xml' ? strToU8(withTimes(strFromU8(bytes), printedAt)) : bytes;
    entries[name] = [fixed, { mtime, level: 6 }];
  }
  return zipSync(entries);
}

function withTimes(core: string, printedAt: number): string {
  const instant = `${new Date(printedAt).toISOString().slice(0, 19)}Z`;
  return core.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${instant}`);
}
