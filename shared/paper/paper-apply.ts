/** What is noted of a paper that was issued, and who is told of it? */
import type { Recorded } from '../lib/streams.ts';
import type { PapersState } from './paper.ts';
import type { PaperEvent } from './paper-events.ts';

/** Never throws on what was decided; the files of one paper come together. */
export function applyPaper(state: PapersState, { event, at }: Recorded<PaperEvent>): PapersState {
  const { type: _type, format, sha256, ...note } = event;
  const file = { format, sha256 };
  const known = state.issued.find(({ paperId }) => paperId === event.paperId);
  if (known === undefined) return { issued: [...state.issued, { ...note, issuedAt: at, files: [file] }] };
  const grown = { ...known, files: [...known.files, file] };
  return { issued: state.issued.map((paper) => (paper === known ? grown : paper)) };
}

/** What is issued is public. */
export function viewPaper(recorded: Recorded<PaperEvent>): readonly PaperEvent[] {
  return [recorded.event];
}
