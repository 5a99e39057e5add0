/** How does a paper become a PDF that is read by eyes and by ears? Tagged, with its language, its faces embedded, the same bytes each time. */
import type {} from 'pdfkit';
import type { Lang } from '../../shared/lib/lang.ts';
import {
  checkWords,
  type DocumentModel,
  type DocumentParagraph,
  type DocumentTable,
  type DocumentTurn,
} from '../../shared/papers/document.ts';
import { columnShares, languageTags, margins, page, qrSide } from './paper-measures.ts';
import { lineHeight, pdfLooks, points, tablePadding, tableSize } from './pdf-looks.ts';
import { breakLines, faceFile, faceOf, faces, type Face, type SetLine } from './pdf-type.ts';
import { startPdf } from './pdf-start.ts';
import { qrModules } from './png.ts';

type Structure = ReturnType<PDFKit.PDFDocument['struct']>;
/** With what the library takes and its types do not name. */
type StructureOptions = Parameters<PDFKit.PDFDocument['struct']>[1];

/** Any paper as PDF 1.7, A4. Headings, paragraphs and tables are in its structure; what repeats on every page is none of it. */
export async function renderPdf(model: DocumentModel): Promise<Uint8Array> {
  const { pdf, end } = await startPdf({ ...model, bufferPages: true });
  await new PaperSetter(pdf, model).set();
  return end();
}

/** Whatever waits is done first. */
function others(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Sets one paper from top to bottom. */
class PaperSetter {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #model: DocumentModel;
  readonly #whole: Structure;
  #to: DocumentTurn['to'] = 'portrait';
  #y = 0;
  #size = 12;

  constructor(pdf: PDFKit.PDFDocument, model: DocumentModel) {
    this.#pdf = pdf;
    this.#model = model;
    for (const face of faces) pdf.registerFont(face, faceFile(face));
    this.#whole = pdf.struct('Document');
    pdf.addStructure(this.#whole);
  }

  /** Others are answered in between: a long roll is some seconds' work. */
  async set(): Promise<void> {
    const { blocks, check } = this.#model;
    const [first] = blocks;
    if (first?.kind === 'turn') this.#to = first.to;
    this.#newPage();
    for (const [place, block] of blocks.entries()) {
      if (block.kind === 'table') await this.#table(block);
      else if (block.kind !== 'turn') this.#paragraph(block);
      else if (place > 0) {
        this.#to = block.to;
        this.#newPage();
      }
      if (place % 10 === 9) await others();
    }
    if (check !== undefined) this.#checkBlock();
    this.#whole.end();
    this.#everyPage();
  }

  // --------------------------------------------------------------------------------------------------------------- pages

  get #left(): number {
    return points(margins.left);
  }
  get #width(): number {
    return points((this.#to === 'portrait' ? page.width : page.height) - margins.left - margins.right);
  }
  get #bottom(): number {
    return points((this.#to === 'portrait' ? page.height : page.width) - margins.bottom);
  }

  #newPage(): void {
    this.#pdf.addPage({ size: 'A4', layout: this.#to, margin: 0 });
    this.#y = points(margins.top);
  }

  /** Goes to the next page where `height` does not fit on this one. */
  #need(height: number): void {
    if (this.#y + height > this.#bottom && this.#y > points(margins.top)) this.#newPage();
  }

  /** Head and foot: not part of what is read, so an ear does not hear them on each page. */
  #everyPage(): void {
    const { running, check, lang } = this.#model;
    const { start, count } = this.#pdf.bufferedPageRange();
    for (let place = 0; place < count; place += 1) {
      this.#pdf.switchToPage(start + place);
      this.#to = this.#pdf.page.width > this.#pdf.page.height ? 'landscape' : 'portrait';
      this.#pdf.markContent('Artifact', { type: 'Pagination' });
      const foot = points((this.#to === 'portrait' ? page.height : page.width) - margins.foot) - 9;
      const number = check === undefined ? String(place + 1) : `${String(place + 1)} / ${String(count)}`;
      if (running !== undefined) this.#margin(running, 'centre', points(margins.head));
      if (check !== undefined) this.#margin(checkWords[lang].code(check.code), 'start', foot);
      this.#margin(number, check === undefined ? 'centre' : 'end', foot);
      this.#pdf.endMarkedContent();
    }
  }

  #margin(text: string, align: 'start' | 'centre' | 'end', y: number): void {
    this.#size = 8.5;
    let shown = text;
    while (this.#measure(shown, 'plain') > this.#width) shown = `${shown.slice(0, -2).trimEnd()}…`;
    const rest = this.#width - this.#measure(shown, 'plain');
    this.#draw(shown, 'plain', this.#left + (align === 'start' ? 0 : align === 'end' ? rest : rest / 2), y);
  }

  // --------------------------------------------------------------------------------------------------------------- words

  readonly #measure = (text: string, face: Face): number =>
    this.#pdf.font(face).fontSize(this.#size).widthOfString(text);

  #draw(text: string, face: Face, x: number, y: number): void {
    if (text !== '')
      this.#pdf.font(face).fontSize(this.#size).fillColor('black').text(text, x, y, { lineBreak: false });
  }

  /** One line as a marked piece of `parent`; words of another language say so. */
  #line(parent: Structure, line: SetLine, x: number, y: number, stretch: number, lang: Lang): void {
    let at = x;
    for (const [place, piece] of line.pieces.entries()) {
      const isEnd = place === line.pieces.length - 1;
      const words = piece.space > 0 ? `${piece.text} ` : piece.text;
      const drawn = at;
      const draw = (): void => this.#draw(words, piece.face, drawn, y);
      if (piece.lang === lang) parent.add(draw);
      else {
        const span = this.#pdf.struct('Span', { lang: languageTags[piece.lang] });
        parent.add(span);
        span.add(draw);
        span.end();
      }
      at += piece.width + piece.space + (piece.space > 0 && !isEnd ? stretch : 0);
    }
  }

  #paragraph(paragraph: DocumentParagraph): void {
    const looks = pdfLooks[paragraph.kind];
    const { lang } = this.#model;
    this.#size = looks.size;
    const set = (runs: DocumentParagraph['runs']) =>
      runs.map((run) => ({ text: run.text, face: faceOf(run, looks.isHeavy, false), lang: run.lang ?? lang }));
    const height = looks.size * lineHeight;
    const opposite = breakLines(set(paragraph.opposite ?? []), this.#measure, this.#width);
    const oppositeWidth = paragraph.opposite === undefined ? 0 : (opposite[0]?.width ?? 0) + 12;
    const number = paragraph.number ?? '';
    const numberWidth = number === '' ? 0 : this.#measure(`${number} `, faceOf({ text: '' }, looks.isHeavy, false));
    // A number wider than its indent pushes the first line on.
    const hang = points(12.5);
    const push = Math.max(0, numberWidth - hang);
    const wide = this.#width - looks.left;
    const lines = breakLines(set(paragraph.runs), this.#measure, wide - oppositeWidth, looks.firstLine + push);
    this.#y += this.#y > points(margins.top) ? looks.before : 0;
    // A heading takes two lines of what follows with it.
    this.#need(height * Math.min(lines.length, 2) + (looks.keepsNext ? 3 * height : 0));
    const parent = this.#pdf.struct(looks.structure);
    this.#whole.add(parent);
    lines.forEach((line, place) => {
      this.#need(height);
      this.#size = looks.size;
      const isFirst = place === 0;
      const inset = isFirst ? looks.firstLine + push : 0;
      const room = wide - oppositeWidth - inset;
      const rest = room - line.width;
      const gaps = line.pieces.slice(0, -1).filter(({ space }) => space > 0).length;
      const isStretched = paragraph.align === 'justified' && !line.isLast && gaps > 0;
      const shift = paragraph.align === 'centre' ? rest / 2 : paragraph.align === 'end' ? rest : 0;
      if (isFirst && number !== '') {
        const face = faceOf({ text: '' }, looks.isHeavy, false);
        parent.add(() => this.#draw(`${number} `, face, this.#left + looks.left - hang, this.#y));
      }
      const x = this.#left + looks.left + inset + shift;
      this.#line(parent, line, x, this.#y, isStretched ? rest / gaps : 0, lang);
      const [end] = opposite;
      if (isFirst && paragraph.opposite !== undefined && end !== undefined) {
        this.#line(parent, end, this.#left + this.#width - end.width, this.#y, 0, lang);
      }
      this.#y += height;
    });
    parent.end();
    this.#y += looks.after;
  }

  // -------------------------------------------------------------------------------------------------------------- tables

  async #table({ title, head, rows, widths }: DocumentTable): Promise<void> {
    if (title !== '') this.#paragraph({ kind: 'formula', align: 'start', runs: [{ text: title }] });
    const columns = columnShares(head, widths).map((share) => share * this.#width);
    const table = this.#pdf.struct('Table');
    this.#whole.add(table);
    const headRow = this.#cells(head, columns, true);
    const [firstRow] = rows;
    const firstHeight = firstRow === undefined ? 0 : this.#rowHeight(this.#cells(firstRow, columns, false));
    this.#need(this.#rowHeight(headRow) + firstHeight);
    this.#row(table, headRow, columns, 'TH');
    for (const [place, row] of rows.entries()) {
      if (place % 10 === 9) await others();
      const cells = this.#cells(row, columns, false);
      const height = this.#rowHeight(cells);
      if (this.#y + height > this.#bottom) {
        this.#newPage();
        // The head again, for the eyes alone: in the structure it stands once.
        this.#row(null, headRow, columns, 'TH');
      }
      this.#row(table, cells, columns, 'TD');
    }
    table.end();
    this.#y += 6;
  }

  #cells(row: readonly string[], columns: readonly number[], isHead: boolean): readonly (readonly SetLine[])[] {
    this.#size = tableSize;
    const face: Face = isHead ? 'bold' : 'plain';
    return row.map((text, place) =>
      text
        .split('\n')
        .flatMap((part) =>
          breakLines(
            [{ text: part, face, lang: this.#model.lang }],
            this.#measure,
            (columns[place] ?? 0) - 2 * tablePadding,
          ),
        ),
    );
  }

  #rowHeight(cells: readonly (readonly SetLine[])[]): number {
    return Math.max(1, ...cells.map((lines) => lines.length)) * tableSize * lineHeight + 2 * tablePadding;
  }

  /** `table` `null`: the row is drawn and is in no structure. */
  #row(
    table: Structure | null,
    cells: readonly (readonly SetLine[])[],
    columns: readonly number[],
    as: 'TH' | 'TD',
  ): void {
    const height = this.#rowHeight(cells);
    const row = table === null ? null : this.#pdf.struct('TR');
    if (row !== null) table?.add(row);
    const top = this.#y;
    let x = this.#left;
    cells.forEach((lines, place) => {
      const width = columns[place] ?? 0;
      this.#pdf.markContent('Artifact', { type: 'Layout' });
      this.#pdf.lineWidth(0.6).strokeColor('black').rect(x, top, width, height).stroke();
      this.#pdf.endMarkedContent();
      this.#size = tableSize;
      if (row === null) {
        this.#pdf.markContent('Artifact', { type: 'Pagination' });
        lines.forEach((line, at) => this.#drawLine(line, x + tablePadding, this.#cellY(top, at)));
        this.#pdf.endMarkedContent();
      } else {
        const cell = this.#pdf.struct(as, (as === 'TH' ? { scope: 'Column' } : {}) as StructureOptions);
        row.add(cell);
        lines.forEach((line, at) => {
          const left = x + tablePadding;
          cell.add(() => this.#drawLine(line, left, this.#cellY(top, at)));
        });
        cell.end();
      }
      x += width;
    });
    row?.end();
    this.#y = top + height;
  }

  #cellY(top: number, line: number): number {
    return top + tablePadding + line * tableSize * lineHeight;
  }

  #drawLine(line: SetLine, x: number, y: number): void {
    let at = x;
    for (const { text, face, width, space } of line.pieces) {
      this.#draw(space > 0 ? `${text} ` : text, face, at, y);
      at += width + space;
    }
  }

  // --------------------------------------------------------------------------------------------------------------- check

  /** The picture for a telephone, and beside it in words where it leads; without an address that holds, where to look. */
  #checkBlock(): void {
    const { check, lang } = this.#model;
    if (check === undefined) return;
    const { code, address } = check;
    const words = checkWords[lang];
    const side = address === null ? 0 : points(qrSide);
    const beside = address === null ? 0 : side + 14;
    const told = address === null ? [words.code(code), words.there] : [words.code(code), words.look, address];
    this.#size = 10;
    const lines = told.flatMap((text) =>
      breakLines([{ text, face: 'plain' as const, lang }], this.#measure, this.#width - beside),
    );
    const height = Math.max(side, lines.length * 10 * lineHeight) + 4;
    this.#y += 18;
    this.#need(height);
    const top = this.#y;
    if (address !== null) this.#picture(address, `${words.look} ${address}`, top, side);
    this.#size = 10;
    const parent = this.#pdf.struct('P');
    this.#whole.add(parent);
    lines.forEach((line, place) => {
      parent.add(() => this.#drawLine(line, this.#left + beside, top + 4 + place * 10 * lineHeight));
    });
    parent.end();
    this.#y = top + height;
  }

  #picture(address: string, alt: string, top: number, side: number): void {
    const figure = this.#pdf.struct('Figure', {
      alt,
      bbox: [this.#left, top, this.#left + side, top + side],
    } as StructureOptions);
    this.#whole.add(figure);
    figure.add(() => {
      const modules = qrModules(address);
      const one = side / modules.length;
      this.#pdf.fillColor('black');
      modules.forEach((row, y) => {
        row.forEach((isDark, x) => {
          if (isDark) this.#pdf.rect(this.#left + x * one, top + y * one, one, one);
        });
      });
      this.#pdf.fill();
    });
    figure.end();
  }
}
