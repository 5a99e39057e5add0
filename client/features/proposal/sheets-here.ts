/**
 * Which sheets lie on this device, half written and shown to nobody? A key for each in `localStorage`: it is written at once as one types,
 * so that neither a reload nor a dead battery loses a word, and two tabs do not overwrite each other's. The keys say whose they are.
 */
import { isId, type DraftId, type PersonId, type ProposalId } from '../../../shared/lib/ids.ts';
import { langs, type Lang } from '../../../shared/lib/lang.ts';
import type { ProposalAbout } from '../../../shared/proposal/proposal.ts';

export interface MySheet {
  readonly proposalId: ProposalId;
  readonly draftId: DraftId;
  readonly about: ProposalAbout;
  readonly body: Readonly<Partial<Record<Lang, string>>>;
  readonly addressee: Readonly<Partial<Record<Lang, string>>>;
  /** `YYYY-MM-DD`, or empty. */
  readonly due: string;
  /** By the device's clock, ms: the order in which they are listed. */
  readonly begunAt: number;
}

export function sheetsPrefix(personId: PersonId, draftId: DraftId): string {
  return `ortaq.sheet.${personId}.${draftId}.`;
}

/** The sheets of this person for this draft, oldest first; none where the browser keeps nothing. */
export function sheetsHere(personId: PersonId, draftId: DraftId): readonly MySheet[] {
  const prefix = sheetsPrefix(personId, draftId);
  const sheets: MySheet[] = [];
  try {
    for (let place = 0; place < localStorage.length; place += 1) {
      const key = localStorage.key(place);
      if (key?.startsWith(prefix) !== true) continue;
      const sheet = parseSheet(localStorage.getItem(key), draftId);
      if (sheet !== null) sheets.push(sheet);
    }
  } catch {
    // Storage is shut off: then sheets live as long as the page, which says so.
  }
  return sheets.sort((a, b) => a.begunAt - b.begunAt);
}

/** `false`: this browser keeps nothing, or is full. */
export function keepSheet(personId: PersonId, sheet: MySheet): boolean {
  try {
    localStorage.setItem(sheetsPrefix(personId, sheet.draftId) + sheet.proposalId, JSON.stringify(sheet));
    return true;
  } catch {
    return false;
  }
}

export function dropSheet(personId: PersonId, sheet: Pick<MySheet, 'draftId' | 'proposalId'>): void {
  try {
    localStorage.removeItem(sheetsPrefix(personId, sheet.draftId) + sheet.proposalId);
  } catch {
    // Nothing was kept.
  }
}

/** Has nothing been written on it? */
export function isSheetEmpty({ about, body, addressee }: Pick<MySheet, 'about' | 'body' | 'addressee'>): boolean {
  if (about.is === 'take-out') return false;
  return [...Object.values(body), ...Object.values(addressee)].every((text) => text.trim() === '');
}

/** What another version of this page kept may look different: what does not fit is left where it lies and not shown. */
function parseSheet(text: string | null, draftId: DraftId): MySheet | null {
  try {
    const kept = JSON.parse(text ?? '') as Partial<MySheet> | null;
    if (kept === null || kept.draftId !== draftId) return null;
    const { proposalId, about, begunAt } = kept;
    if (typeof proposalId !== 'string' || !isId('proposal', proposalId) || typeof begunAt !== 'number') return null;
    if (about?.is !== 'new' && about?.is !== 'words-for' && about?.is !== 'take-out') return null;
    const due = typeof kept.due === 'string' ? kept.due : '';
    return { proposalId, draftId, about, body: texts(kept.body), addressee: texts(kept.addressee), due, begunAt };
  } catch {
    return null;
  }
}

function texts(kept: unknown): Partial<Record<Lang, string>> {
  const found: Partial<Record<Lang, string>> = {};
  if (typeof kept !== 'object' || kept === null) return found;
  for (const lang of langs) {
    const text = (kept as Record<string, unknown>)[lang];
    if (typeof text === 'string') found[lang] = text;
  }
  return found;
}
