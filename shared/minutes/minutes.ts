/** What do people add to the minutes that write themselves? Corrections, what was said, a number, and who signs. */
import type { NoteId, PaperId, PersonId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';

/** What may be put in by hand, as the template calls it; `words`: without a heading. */
export const additionKinds = ['questions', 'speeches', 'proposals', 'opinion', 'words'] as const;
export type AdditionKind = (typeof additionKinds)[number];

/** Who signs: who presided, and who kept the minutes. */
export const signers = ['chair', 'secretary'] as const;
export type Signer = (typeof signers)[number];

export const minutesLimits = { words: 6_000, additions: 200, number: 20, reason: 300 } as const;

/** Other words for a paragraph than those recorded; `null`: it is left out. */
export interface Correction {
  readonly words: string | null;
}

export interface Addition {
  readonly noteId: NoteId;
  readonly lang: Lang;
  /** The key of the paragraph behind which it stands. */
  readonly after: string;
  readonly as: AdditionKind;
  readonly words: string;
}

export interface MinutesState {
  /** As the register has it; `null`: none yet. */
  readonly number: string | null;
  /** By language, then by the key of the paragraph. */
  readonly corrections: Readonly<Partial<Record<Lang, Readonly<Record<string, Correction>>>>>;
  /** In the order in which they were put in. */
  readonly additions: readonly Addition[];
  readonly signatures: Readonly<Partial<Record<Signer, { readonly personId: PersonId; readonly at: number }>>>;
  /** Why issued minutes were opened to correction last, and which issued papers had the words until then. */
  readonly reopened?: { readonly reason: string; readonly papers: readonly PaperId[] };
}

export const initialMinutes: MinutesState = { number: null, corrections: {}, additions: [], signatures: {} };

/** The key of a paragraph: names what it tells, and stays the same however often the minutes are written anew. */
export const paragraphKeyPattern = /^[a-z]+(?:-[a-z]+)*(?::[a-z]{3}_[0-9a-z]{16}|:\d{1,9})?$/;

/** Minutes were issued and not opened to correction since: their words stand (MIN-3). `issued`: the papers that are minutes. */
export function areMinutesIssued({ reopened }: MinutesState, issued: readonly PaperId[]): boolean {
  return issued.some((paperId) => reopened?.papers.includes(paperId) !== true);
}

/** Numbers of votes and what was decided are the record's: nobody words them (MIN-2). */
export function isFixedParagraph(key: string): boolean {
  return /^(?:voted|decided|contested|ruled|annulled|reopened|minority|order):/.test(key);
}
