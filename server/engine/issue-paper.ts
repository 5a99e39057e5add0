/** What does the engine ask of whoever makes papers? The bytes of one, ready to be stored with its event. */
import { createHash } from 'node:crypto';
import type { PaperId } from '../../shared/lib/ids.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import type { PaperFormat } from '../../shared/paper/paper.ts';
import type { PaperCommand } from '../../shared/paper/paper-commands.ts';
import type { MadePaperFacts } from '../../shared/paper/paper-rules.ts';
import type { Assembly } from './assemblies.ts';
import type { NewPaper } from './ports.ts';

/** A paper as it would be issued now. The same state gives the same of everything. */
export interface MadePaper {
  /** Printed on it, and made of its contents: other contents have another code. */
  readonly checkCode: string;
  /** The code of the same contents without the note of what it replaces. */
  readonly contents: string;
  /** What the public page shows; JSON. */
  readonly shown: unknown;
  /** The codes that are printed in it, its own among them. */
  readonly codes: readonly string[];
  readonly files: readonly { readonly format: PaperFormat; readonly bytes: Uint8Array }[];
}

export interface PaperMaker {
  /** Only for what `decidePaper` lets be issued. Made of the state as it is when this is called, whatever happens meanwhile. */
  make(assembly: Assembly, command: PaperCommand): Promise<MadePaper>;
}

/** What the rules must know of it, and what the store keeps. */
export function toIssue(
  made: MadePaper,
  paperId: PaperId,
  stream: StreamId,
): { readonly facts: MadePaperFacts; readonly paper: NewPaper } {
  const { checkCode, contents, shown, codes, files } = made;
  return {
    facts: {
      paperId,
      checkCode,
      contents,
      files: files.map(({ format, bytes }) => ({ format, sha256: createHash('sha256').update(bytes).digest('hex') })),
    },
    paper: { paperId, stream, shown, codes, files },
  };
}
