/** How does any PDF of ours begin and end? Tagged, with its language and its faces, on empty pages; the same contents give the same bytes. */
import type {} from 'pdfkit';
import type { Lang } from '../../shared/lib/lang.ts';
import { languageTags } from './paper-measures.ts';

export interface PdfAbout {
  readonly lang: Lang;
  readonly title: string;
  /** Ms UTC; the only instant in it. */
  readonly printedAt: number;
  /** Are pages gone back to, when their number is known? */
  readonly bufferPages?: true;
}

export interface StartedPdf {
  readonly pdf: PDFKit.PDFDocument;
  /** Ends it; its bytes. */
  readonly end: () => Promise<Uint8Array>;
}

/** PDF 1.7, A4, PDF/UA. */
export async function startPdf({ lang, title, printedAt, bufferPages }: PdfAbout): Promise<StartedPdf> {
  // Loaded with the first paper: who never prints does not wait for it.
  const { default: Pdf } = await import('pdfkit');
  const made = new Date(printedAt);
  const pdf = new Pdf({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: languageTags[lang],
    displayTitle: true,
    autoFirstPage: false,
    bufferPages: bufferPages === true,
    // None to begin with: one that is registered under a second name too would be read anew at each word.
    font: null,
    info: { Title: title, Creator: 'Ortaq', Producer: 'Ortaq', CreationDate: made, ModDate: made },
  } as unknown as PDFKit.PDFDocumentOptions);
  const parts: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (part: Uint8Array) => parts.push(part));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  return {
    pdf,
    end: async () => {
      pdf.end();
      await ended;
      return new Uint8Array(Buffer.concat(parts));
    },
  };
}
