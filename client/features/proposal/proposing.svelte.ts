/** How does somebody propose, and answer what is proposed? The sheets of one's own on this device, and what all see of a draft. */
import { drawnText, type LabelOf } from '../../../shared/draft/clause-reference.ts';
import { isWholeDecided } from '../../../shared/draft/draft.ts';
import type { DraftId, ProposalId } from '../../../shared/lib/ids.ts';
import { idFromBytes } from '../../../shared/lib/ids.ts';
import type { Lang } from '../../../shared/lib/lang.ts';
import type { Refusal } from '../../../shared/lib/result.ts';
import {
  proposalsOf,
  proposalWordsMost,
  shownProposals,
  takenOutMost,
  type Proposal,
  type ProposalAbout,
} from '../../../shared/proposal/proposal.ts';
import type { ProposalCommand } from '../../../shared/proposal/proposal-commands.ts';
import { language } from '../../i18n/language.svelte.ts';
import { refusalSentence } from '../../i18n/refusal-sentence.ts';
import type { Assembly } from '../../live/assembly.svelte.ts';
import type { Unsent } from '../../live/text-connection.ts';
import { dropSheet, isSheetEmpty, keepSheet, sheetsHere, sheetsPrefix, type MySheet } from './sheets-here.ts';

export class Proposing {
  readonly draftId: DraftId;
  readonly #assembly: Assembly;
  #sheets = $state.raw<readonly MySheet[]>([]);
  #isKept = $state(true);
  #openId = $state<ProposalId | null>(null);
  /** Thrown away a moment ago: can be brought back while the page is open. */
  #thrown = $state.raw<MySheet | null>(null);
  #underway = $state.raw<ReadonlySet<ProposalId>>(new Set());
  #refusals = $state.raw<ReadonlyMap<ProposalId, Refusal>>(new Map());

  constructor(assembly: Assembly, draftId: DraftId) {
    this.#assembly = assembly;
    this.draftId = draftId;
    this.#read();
  }

  /** Call in an effect: hears of sheets written in another tab. Returns the way to stop. */
  watch(): () => void {
    const heard = (event: StorageEvent): void => {
      const { personId } = this.#assembly.mine ?? {};
      const isMine = personId !== undefined && event.key?.startsWith(sheetsPrefix(personId, this.draftId)) === true;
      if (isMine || event.key === null) this.#read();
    };
    addEventListener('storage', heard);
    this.#read();
    return () => removeEventListener('storage', heard);
  }

  // ------------------------------------------------------------------------------------------------------ what all see

  /** Those that wait for an answer. */
  get shown(): readonly Proposal[] {
    const stream = this.#assembly.sitting;
    return stream === null ? [] : shownProposals(stream.proposal, this.draftId);
  }

  /** Those that have had theirs, newest last. */
  get answered(): readonly Proposal[] {
    const stream = this.#assembly.sitting;
    return stream === null
      ? []
      : proposalsOf(stream.proposal, this.draftId).filter(({ state }) => state.is !== 'shown');
  }

  isMine(proposal: Proposal): boolean {
    return proposal.author === this.#assembly.mine?.personId;
  }

  // ----------------------------------------------------------------------------------------------------- sheets of mine

  /** Those not shown yet, oldest first, but for empty ones that are not open. */
  get sheets(): readonly MySheet[] {
    return this.#sheets.filter((sheet) => sheet.proposalId === this.#openId || !isSheetEmpty(sheet));
  }

  get open(): MySheet | null {
    return this.#sheets.find(({ proposalId }) => proposalId === this.#openId) ?? null;
  }

  /** Is what is typed kept when the page is closed? */
  get isKept(): boolean {
    return this.#isKept;
  }

  get thrown(): MySheet | null {
    return this.#thrown;
  }

  /** Opens a sheet: an empty one, or filled with words that lie elsewhere, e.g. that could not be taken into the text. */
  begin(about: ProposalAbout = { is: 'new', kind: 'operative', after: null }, body: MySheet['body'] = {}): void {
    const proposalId = idFromBytes('proposal', crypto.getRandomValues(new Uint8Array(10)));
    const sheet = { proposalId, draftId: this.draftId, about, body, addressee: {}, due: '', begunAt: Date.now() };
    this.#sheets = [...this.#sheets, sheet];
    if (!isSheetEmpty(sheet)) this.#keep(sheet);
    this.#openId = proposalId;
  }

  /**
   * What was written here and is not in the text becomes sheets of mine, filled: what a clause would say, which clauses would be gone, or
   * words alone. `labelOf`: the number that a clause has now.
   */
  beginKept({ clauseId, lang, words, would }: Unsent, labelOf: LabelOf): void {
    if (would?.is === 'take-out') {
      this.begin({ is: 'take-out', clauseIds: would.clauseIds.slice(0, takenOutMost) });
      return;
    }
    const says = would === undefined ? '' : drawnText(would.runs, lang, labelOf);
    if (says !== '' && says.length <= proposalWordsMost) {
      this.begin({ is: 'words-for', clauseId, lang }, { [lang]: says });
      return;
    }
    // Of hours there is more than a proposal may hold: several sheets, and the first of them is open.
    const about: ProposalAbout = { is: 'new', kind: 'operative', after: clauseId };
    for (const part of partsOfWords(words, proposalWordsMost).reverse()) this.begin(about, { [lang]: part });
  }

  goOn(proposalId: ProposalId): void {
    this.#openId = proposalId;
  }

  change(proposalId: ProposalId, change: Partial<Pick<MySheet, 'about' | 'body' | 'addressee' | 'due'>>): void {
    this.#sheets = this.#sheets.map((sheet) => {
      if (sheet.proposalId !== proposalId) return sheet;
      const changed = { ...sheet, ...change };
      this.#keep(changed);
      return changed;
    });
  }

  close(): void {
    const sheet = this.open;
    this.#openId = null;
    if (sheet !== null && isSheetEmpty(sheet)) this.#drop(sheet);
  }

  throwAway(proposalId: ProposalId): void {
    const sheet = this.#sheets.find((one) => one.proposalId === proposalId);
    if (sheet === undefined) return;
    this.#openId = null;
    this.#drop(sheet);
    if (!isSheetEmpty(sheet)) this.#thrown = sheet;
  }

  bringBack(): void {
    const sheet = this.#thrown;
    if (sheet === null) return;
    this.#thrown = null;
    this.#sheets = [...this.#sheets, sheet];
    this.#keep(sheet);
  }

  /** Shows it to all; from there it is no sheet any more. Without a line it waits here and goes out when there is one. */
  async show(sheet: MySheet): Promise<void> {
    if (this.isUnderway(sheet.proposalId)) return;
    const answer = await this.#ask(sheet.proposalId, commandOf(sheet));
    // Known: an earlier press came through, and its answer did not.
    if (answer !== null && answer.code !== 'proposal-known') return;
    this.#drop(sheet);
    if (this.#openId === sheet.proposalId) this.#openId = null;
  }

  /** The draft is adopted or rejected as a whole: nothing is proposed for it any more. */
  get isOver(): boolean {
    const draft = this.#assembly.sitting?.draft.drafts[this.draftId];
    return draft !== undefined && isWholeDecided(draft);
  }

  /** Why I cannot propose now; `undefined`: I can. */
  get whyNot(): string | undefined {
    const lang = this.#assembly.sitting?.sitting.languages[0];
    const about = { is: 'new', kind: 'operative', after: null } as const;
    const body = lang === undefined ? {} : { [lang]: '–' };
    return this.whyNotDo({ type: 'proposal.show', draftId: this.draftId, about, body, addressee: null, due: null });
  }

  whyNotShow(sheet: MySheet): string | undefined {
    return this.whyNotDo(commandOf(sheet));
  }

  // ---------------------------------------------------------------------------------------------------------- answering

  admit(proposalId: ProposalId): void {
    void this.#ask(proposalId, { type: 'proposal.admit', proposalId });
  }

  decline(proposalId: ProposalId, reason: string): void {
    void this.#ask(proposalId, { type: 'proposal.decline', proposalId, reason });
  }

  withdraw(proposalId: ProposalId): void {
    void this.#ask(proposalId, { type: 'proposal.withdraw', proposalId });
  }

  whyNotDo(command: ProposalCommand): string | undefined {
    const may = this.#assembly.can(command);
    // Read here, so that the sentence follows the language.
    void language.lang;
    return may.ok ? undefined : refusalSentence(may);
  }

  /** May I answer proposals at all, whatever their state? Buttons that never work for me are not shown. */
  get mayAnswer(): boolean {
    const [first] = this.shown;
    if (first === undefined) return false;
    const { proposalId } = first;
    const may = this.#assembly.can({ type: 'proposal.decline', proposalId, reason: '–' });
    return may.ok || may.code !== 'not-permitted';
  }

  isUnderway(proposalId: ProposalId): boolean {
    return this.#underway.has(proposalId);
  }

  refusalOf(proposalId: ProposalId): string | undefined {
    const refusal = this.#refusals.get(proposalId);
    void language.lang;
    return refusal === undefined ? undefined : refusalSentence(refusal);
  }

  get isOffline(): boolean {
    return this.#assembly.line !== 'live';
  }

  /** Asks once at a time for each; the refusal stays beside what it refused. */
  async #ask(proposalId: ProposalId, command: ProposalCommand): Promise<Refusal | null> {
    if (this.#underway.has(proposalId)) return null;
    this.#underway = new Set([...this.#underway, proposalId]);
    this.#refusals = without(this.#refusals, proposalId);
    const answer = await this.#assembly.send(command);
    this.#underway = new Set([...this.#underway].filter((other) => other !== proposalId));
    if (answer.ok) return null;
    this.#refusals = new Map([...this.#refusals, [proposalId, answer]]);
    return answer;
  }

  // ------------------------------------------------------------------------------------------------------------- inside

  #read(): void {
    const personId = this.#assembly.mine?.personId;
    if (personId === undefined) return;
    const known = this.#assembly.sitting?.proposal.proposals ?? {};
    const kept = sheetsHere(personId, this.draftId).filter((sheet) => {
      // Shown before the page was closed, and its answer not heard.
      const isShown = known[sheet.proposalId] !== undefined;
      if (isShown) dropSheet(personId, sheet);
      return !isShown;
    });
    // What is being written here is newer than what lies in storage.
    const open = this.open;
    this.#sheets = open === null ? kept : [...kept.filter((one) => one.proposalId !== open.proposalId), open];
  }

  #keep(sheet: MySheet): void {
    const personId = this.#assembly.mine?.personId;
    this.#isKept = personId !== undefined && keepSheet(personId, sheet);
  }

  #drop(sheet: MySheet): void {
    const personId = this.#assembly.mine?.personId;
    this.#sheets = this.#sheets.filter(({ proposalId }) => proposalId !== sheet.proposalId);
    if (personId !== undefined) dropSheet(personId, sheet);
  }
}

/** Words in parts of so many units at most, cut between two words where there is a gap. */
export function partsOfWords(words: string, most: number): string[] {
  const parts: string[] = [];
  let rest = words.trim();
  while (rest.length > most) {
    const gap = rest.lastIndexOf(' ', most);
    const isPair = /[\ud800-\udbff]/.test(rest.charAt(most - 1));
    const cut = gap > 0 ? gap : isPair ? most - 1 : most;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut).trim();
  }
  return [...parts, rest];
}

function commandOf(sheet: MySheet): Extract<ProposalCommand, { type: 'proposal.show' }> {
  const { proposalId, draftId, due } = sheet;
  const about = sheet.about.is === 'take-out' ? { ...sheet.about, clauseIds: [...sheet.about.clauseIds] } : sheet.about;
  const addressee = written(sheet.addressee);
  return {
    type: 'proposal.show',
    proposalId,
    draftId,
    about,
    body: written(sheet.body),
    addressee: Object.keys(addressee).length === 0 ? null : addressee,
    due: due === '' ? null : due,
  };
}

/** A language in which nothing stands is not one in which it was proposed. */
function written(texts: Readonly<Partial<Record<Lang, string>>>): Partial<Record<Lang, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
}

function without<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  return new Map([...map].filter(([other]) => other !== key));
}
