/** How does a paper become a DOCX that officials can edit? Real styles, A4, and the same bytes for the same paper. */
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  ImageRun,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Tab,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IRunOptions,
  type ISectionOptions,
} from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import type { Lang } from '../../shared/lib/lang.ts';
import {
  checkWords,
  type DocumentBlock,
  type DocumentCheck,
  type DocumentModel,
  type DocumentParagraph,
  type DocumentRun,
  type DocumentTable,
  type DocumentTurn,
  type ParagraphKind,
} from '../../shared/papers/document.ts';
import { documentLists, type DocumentLists, type ListPlace } from './docx-numbers.ts';
import { alignmentOf, documentStyles, headingOf, styleIdOf, twips } from './docx-looks.ts';
import { columnShares, languageTags, margins, page, qrSide, textWidth } from './paper-measures.ts';
import { qrPng } from './png.ts';

type Turned = DocumentTurn['to'];

/** Any paper as DOCX: A4, margins 30/15/20/20 mm, Times New Roman 14 (tables 12). The same model gives the same bytes. */
export async function renderDocx(model: DocumentModel): Promise<Uint8Array> {
  const language = toLanguage(model.lang);
  const parts = inSections(model.blocks);
  const lists = documentLists(model.blocks);
  const file = new Document({
    title: model.title,
    creator: 'Ortaq',
    lastModifiedBy: 'Ortaq',
    styles: documentStyles(language),
    numbering: { config: lists.config },
    sections: parts.map(({ to, blocks }, place): ISectionOptions => {
      const isLast = place === parts.length - 1;
      return {
        properties: {
          ...(place === 0 ? {} : { type: SectionType.NEXT_PAGE }),
          page: { size: sizeOf(to), margin: docxMargins },
        },
        ...(model.running === undefined ? {} : { headers: { default: runningHead(model.running, language) } }),
        footers: { default: pageFoot(model, to) },
        children: [
          ...blocks.flatMap((block) => toBlock(block, model.lang, to, lists)),
          ...(isLast && model.check !== undefined ? checkBlock(model.check, model.lang) : []),
        ],
      };
    }),
  });
  return fixBytes(await Packer.toBuffer(file), model.printedAt);
}

/** The blocks between two turns of the page. */
function inSections(blocks: readonly DocumentBlock[]): readonly { to: Turned; blocks: readonly DocumentBlock[] }[] {
  const sections: { to: Turned; blocks: DocumentBlock[] }[] = [{ to: 'portrait', blocks: [] }];
  for (const block of blocks) {
    const last = sections[sections.length - 1];
    if (block.kind !== 'turn') last?.blocks.push(block);
    else if (last?.blocks.length === 0) last.to = block.to;
    else sections.push({ to: block.to, blocks: [] });
  }
  return sections;
}

const docxMargins = {
  left: twips(margins.left),
  right: twips(margins.right),
  top: twips(margins.top),
  bottom: twips(margins.bottom),
  header: twips(margins.head),
  footer: twips(margins.foot),
};

/** The library turns width and height itself where the page is landscape. */
function sizeOf(to: Turned) {
  const orientation = to === 'portrait' ? PageOrientation.PORTRAIT : PageOrientation.LANDSCAPE;
  return { width: twips(page.width), height: twips(page.height), orientation };
}

function toLanguage(lang: Lang): { readonly value: string } {
  return { value: languageTags[lang] };
}

// ----------------------------------------------------------------------------------------------------------------- parts

function toBlock(
  block: DocumentBlock,
  lang: Lang,
  to: Turned,
  { placeOf }: DocumentLists,
): readonly (Paragraph | Table)[] {
  if (block.kind === 'table') return toTable(block, lang, to);
  return block.kind === 'turn' ? [] : [toParagraph(block, lang, placeOf.get(block))];
}

function toParagraph(paragraph: DocumentParagraph, lang: Lang, numbering?: ListPlace): Paragraph {
  const { kind, opposite } = paragraph;
  const language = toLanguage(lang);
  const heading = headingOf[kind];
  return new Paragraph({
    ...(heading === undefined ? { style: styleIdOf(kind) } : { heading }),
    ...(numbering === undefined ? {} : { numbering }),
    alignment: alignmentOf[paragraph.align],
    children: [
      ...paragraph.runs.map((run) => toTextRun(run, kind, lang)),
      ...(opposite === undefined ? [] : [new TextRun({ language, children: [new Tab()] })]),
      ...(opposite ?? []).map((run) => toTextRun(run, kind, lang)),
    ],
  });
}

/** The title, then the table; its head comes again on every page, and a row is not torn. */
function toTable({ title, head, rows, widths }: DocumentTable, lang: Lang, to: Turned): readonly (Paragraph | Table)[] {
  const columnWidths = columnShares(head, widths).map((share) => Math.floor(twips(textWidth(to)) * share));
  const cell = (text: string, column: number, isHead: boolean): TableCell => {
    const words: IRunOptions = { text, bold: isHead, size: '12pt', language: toLanguage(lang) };
    return new TableCell({
      width: { size: columnWidths[column] ?? 0, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        new Paragraph({
          alignment: isHead ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [new TextRun(words)],
        }),
      ],
    });
  };
  const table = new Table({
    width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: head.map((text, place) => cell(text, place, true)),
      }),
      ...rows.map(
        (row) => new TableRow({ cantSplit: true, children: row.map((text, place) => cell(text, place, false)) }),
      ),
    ],
  });
  if (title === '') return [table];
  return [toParagraph({ kind: 'formula', align: 'start', runs: [{ text: title }] }, lang), table];
}

/** In a style that is italic a run that is not says so: the style alone would make it italic. */
function toTextRun(run: DocumentRun, kind: ParagraphKind, lang: Lang): TextRun {
  const language = toLanguage(run.lang ?? lang);
  const options: IRunOptions = { text: run.text, language };
  const weighed: IRunOptions = run.bold === true ? { ...options, bold: true } : options;
  const slanted: IRunOptions = { ...weighed, italics: run.italic === true };
  return new TextRun(run.italic === true || kind === 'preamble' ? slanted : weighed);
}

function runningHead(text: string, language: { readonly value: string }): Header {
  const children = [new TextRun({ language, size: '10pt', text })];
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children })] });
}

/** The code at one end, the page of how many at the other; without a code the number stands in the middle. */
function pageFoot({ lang, check }: DocumentModel, to: Turned): Footer {
  const run = (children: NonNullable<IRunOptions['children']>): TextRun =>
    new TextRun({ language: toLanguage(lang), size: check === undefined ? '12pt' : '10pt', children });
  const paragraph =
    check === undefined
      ? new Paragraph({ alignment: AlignmentType.CENTER, children: [run([PageNumber.CURRENT])] })
      : new Paragraph({
          tabStops: [{ type: 'right', position: twips(textWidth(to)) }],
          children: [
            run([checkWords[lang].code(check.code), new Tab()]),
            run([PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES]),
          ],
        });
  return new Footer({ children: [paragraph] });
}

/** The picture for a telephone, and the address in words under it; without an address that holds, where to look. */
function checkBlock(check: DocumentCheck, lang: Lang): readonly Paragraph[] {
  const side = Math.round((qrSide * 96) / 25.4);
  const { look, there, code } = checkWords[lang];
  const language = toLanguage(lang);
  const { address } = check;
  const words = (text: string): Paragraph =>
    new Paragraph({ style: styleIdOf('note'), children: [new TextRun({ language, text })] });
  if (address === null) return [words(`${code(check.code)}. ${there}`)];
  return [
    new Paragraph({
      style: styleIdOf('note'),
      keepNext: true,
      children: [
        new ImageRun({
          type: 'png',
          data: qrPng(address),
          transformation: { width: side, height: side },
          altText: { name: 'QR', title: code(check.code), description: `${look} ${address}` },
        }),
      ],
    }),
    words(`${code(check.code)}. ${look} ${address}`),
  ];
}

// ----------------------------------------------------------------------------------------------------------------- bytes

/**
 * The library writes the present moment into docProps/core.xml and into every entry of the archive, and random names into what refers to
 * a picture. All get what belongs to the paper, so that two prints of one state can be compared byte by byte.
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
