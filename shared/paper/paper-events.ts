/** What can have happened to official papers? */
import type { PaperId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';
import type { PaperFormat, PaperKind, PaperOf } from './paper.ts';

/** One event a file; the files of one paper have its id and its code. */
export type PaperEvent = {
  readonly type: 'paper.issued';
  readonly paperId: PaperId;
  readonly kind: PaperKind;
  readonly lang: Lang;
  readonly of: PaperOf;
  readonly format: PaperFormat;
  /** Hex, of the stored bytes. */
  readonly sha256: string;
  readonly checkCode: string;
  /** The paper in whose place it was issued, and why; that one stays as it was. */
  readonly replaces?: PaperId;
  readonly reason?: string;
  /** The code that its contents would have without the note of what it replaces; left out: its own. */
  readonly contents?: string;
};
