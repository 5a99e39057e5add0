/** How do badges become a PDF? Eight on a sheet of A4, with marks to cut by, and whatever the name, it stands there whole. */
import type {} from 'pdfkit';
import type { Lang } from '../../shared/lib/lang.ts';
import type { Badge, BadgeSheet } from '../../shared/papers/badge.ts';
import { page } from './paper-measures.ts';
import { points } from './pdf-looks.ts';
import { breakLines, faceFile, faces, type Face } from './pdf-type.ts';
import { startPdf } from './pdf-start.ts';
import { qrModules } from './png.ts';

const columns = 2;
const rows = 4;
const width = points(page.width / columns);
const height = points(page.height / rows);
const padding = points(6);
const qrSide = points(27);
/** Of a cutting mark, on either side of where the knife crosses. */
const markLength = points(3);
const leading = 1.2;

/** Sizes from which the words of a part are tried, the largest that fits is taken; at the last they are set whatever they take. */
const nameSizes = [20, 17, 14.5, 12, 10, 8.5, 7, 6] as const;
const organisationSizes = [11, 10, 9, 8, 7, 6, 5] as const;

/** PDF 1.7, A4, tagged: name after name is heard. The same badges give the same bytes. */
export async function renderBadges(sheet: BadgeSheet): Promise<Uint8Array> {
  const { pdf, end } = await startPdf(sheet);
  for (const face of faces) pdf.registerFont(face, faceFile(face));
  const whole = pdf.struct('Document');
  pdf.addStructure(whole);
  for (const [place, badge] of sheet.badges.entries()) {
    const onPage = place % (columns * rows);
    if (onPage === 0) {
      pdf.addPage({ size: 'A4', margin: 0 });
      drawMarks(pdf);
      // Others are answered in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    drawBadge(pdf, whole, sheet, badge, (onPage % columns) * width, Math.floor(onPage / columns) * height);
  }
  whole.end();
  return end();
}

/** Where the knife goes: short lines at the edges and small crosses inside. */
function drawMarks(pdf: PDFKit.PDFDocument): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf.lineWidth(0.4).strokeColor('#888888');
  for (let column = 0; column <= columns; column += 1) {
    for (let row = 0; row <= rows; row += 1) {
      const [x, y] = [column * width, row * height];
      pdf.moveTo(x - markLength, y).lineTo(x + markLength, y);
      pdf.moveTo(x, y - markLength).lineTo(x, y + markLength);
    }
  }
  pdf.stroke();
  pdf.endMarkedContent();
}

interface SetWords {
  readonly size: number;
  readonly lines: readonly string[];
  readonly height: number;
}

/** The largest size at which the words are not higher than `room`. */
function fitted(
  pdf: PDFKit.PDFDocument,
  words: string,
  face: Face,
  lang: Lang,
  wide: number,
  room: number,
  sizes: readonly number[],
): SetWords {
  let set: SetWords = { size: 0, lines: [], height: 0 };
  for (const size of sizes) {
    const measure = (text: string, its: Face): number => pdf.font(its).fontSize(size).widthOfString(text);
    const lines = breakLines([{ text: words, face, lang }], measure, wide).map(({ pieces }) =>
      pieces.map(({ text, space }) => (space > 0 ? `${text} ` : text)).join(''),
    );
    set = { size, lines, height: lines.length * size * leading };
    if (set.height <= room) return set;
  }
  return set;
}

function drawBadge(
  pdf: PDFKit.PDFDocument,
  whole: ReturnType<PDFKit.PDFDocument['struct']>,
  { title, lang }: BadgeSheet,
  { name, organisation, role, code, address }: Badge,
  left: number,
  top: number,
): void {
  const inner = width - 2 * padding;
  const beside = inner - (address === null ? 0 : qrSide + points(4));
  const draw = (set: SetWords, face: Face, x: number, y: number, structure: 'H1' | 'P'): void => {
    const part = pdf.struct(structure);
    whole.add(part);
    part.add(() => {
      set.lines.forEach((line, place) => {
        pdf.font(face).fontSize(set.size).fillColor('black');
        pdf.text(line, x, y + place * set.size * leading, { lineBreak: false });
      });
    });
    part.end();
  };
  const head = fitted(pdf, title, 'plain', lang, inner, points(8), [8.5, 7.5, 6.5, 5.5, 4.5]);
  draw(head, 'plain', left + padding, top + padding, 'P');
  const nameTop = top + padding + head.height + points(2);
  const foot = top + height - padding;
  const footTop = foot - (address === null ? points(14) : qrSide);
  const set = fitted(pdf, name, 'bold', lang, inner, (footTop - nameTop) * 0.6, nameSizes);
  draw(set, 'bold', left + padding, nameTop, 'H1');
  const under = nameTop + set.height + points(1);
  // Beside the picture there is more room below.
  const known = fitted(pdf, organisation, 'plain', lang, inner, footTop - under - points(1), organisationSizes);
  if (organisation !== '') draw(known, 'plain', left + padding, under, 'P');
  const office = fitted(pdf, role, 'bold', lang, beside, points(12), [11, 10, 9, 8, 7]);
  const short: SetWords = { size: 9, lines: [code], height: 9 * leading };
  draw(office, 'bold', left + padding, foot - short.height - office.height - points(1), 'P');
  draw(short, 'plain', left + padding, foot - short.height, 'P');
  if (address !== null) drawPicture(pdf, whole, address, left + width - padding - qrSide, foot - qrSide, name);
}

function drawPicture(
  pdf: PDFKit.PDFDocument,
  whole: ReturnType<PDFKit.PDFDocument['struct']>,
  address: string,
  left: number,
  top: number,
  name: string,
): void {
  const figure = pdf.struct('Figure', {
    alt: name,
    bbox: [left, top, left + qrSide, top + qrSide],
  } as Parameters<PDFKit.PDFDocument['struct']>[1]);
  whole.add(figure);
  figure.add(() => {
    const modules = qrModules(address);
    const one = qrSide / modules.length;
    pdf.fillColor('black');
    modules.forEach((row, y) => {
      row.forEach((isDark, x) => {
        if (isDark) pdf.rect(left + x * one, top + y * one, one, one);
      });
    });
    pdf.fill();
  });
  figure.end();
}
