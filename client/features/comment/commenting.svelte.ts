/** How does somebody read and write comments on a draft? Which thread is open, what is being written, and what was refused. */
import type { ClauseId, DraftId, NoteId, PersonId, ThreadId } from '../../../shared/lib/ids.ts';
import { inLang, type Lang } from '../../../shared/lib/lang.ts';
import type { Refusal } from '../../../shared/lib/result.ts';
import type { CommentCommand } from '../../../shared/comment/comment-commands.ts';
import { threadAuthor, threadsOf, type Note, type Thread } from '../../../shared/comment/comment.ts';
import { language } from '../../i18n/language.svelte.ts';
import { refusalSentence } from '../../i18n/refusal-sentence.ts';
import type { Assembly } from '../../live/assembly.svelte.ts';

/** What a new comment is about, as its page has it. The empty quote: the whole clause. */
export interface NewAbout {
  readonly clauseId: ClauseId;
  readonly lang: Lang;
  readonly from: number;
  readonly quote: string;
}

/** Somebody who can be named. */
export interface Mentionable {
  readonly personId: PersonId;
  readonly name: string;
}

export class Commenting {
  readonly draftId: DraftId;
  readonly #assembly: Assembly;
  #openId = $state<ThreadId | null>(null);
  /** Asked for from elsewhere: the page is to bring it into view. */
  #wanted = $state<ThreadId | null>(null);
  #begun = $state.raw<NewAbout | null>(null);
  #isBeside = $state(false);
  #isUnderway = $state(false);
  #refusal = $state.raw<{ readonly of: ThreadId | 'new'; readonly refusal: Refusal } | null>(null);

  constructor(assembly: Assembly, draftId: DraftId) {
    this.#assembly = assembly;
    this.draftId = draftId;
  }

  /** Everything that has been said and not taken back whole, oldest first. */
  readonly threads: readonly Thread[] = $derived.by(() => {
    const stream = this.#assembly.sitting;
    return stream === null ? [] : threadsOf(stream.comment, this.draftId);
  });

  /** How many wait to be settled. */
  readonly openCount: number = $derived(this.threads.filter(({ resolved }) => resolved === null).length);

  get myPersonId(): PersonId | null {
    return this.#assembly.mine?.personId ?? null;
  }

  isMine({ by }: Note): boolean {
    return by === this.myPersonId;
  }

  nameOf(personId: PersonId): string {
    const named = this.#assembly.names[personId];
    return named === undefined ? '' : inLang(named.name, language.lang);
  }

  authorName(thread: Thread): string {
    const author = threadAuthor(thread);
    return author === null ? '' : this.nameOf(author);
  }

  /** Whom one may name: the people of the sitting first, then everybody of the forum, by name. */
  readonly people: readonly Mentionable[] = $derived.by(() => {
    const { forum, sitting, names } = this.#assembly;
    const here = sitting?.sitting;
    const inSitting = new Set<string>([
      ...Object.keys(here?.roles ?? {}),
      ...Object.values(here?.seats ?? {}).map(({ holder }) => holder),
      ...Object.keys(here?.present ?? {}),
    ]);
    return (Object.keys(forum?.members ?? {}) as PersonId[])
      .flatMap((personId) => {
        const named = names[personId];
        return named === undefined ? [] : [{ personId, name: inLang(named.name, language.lang) }];
      })
      .sort((a, b) => {
        const first = Number(inSitting.has(b.personId)) - Number(inSitting.has(a.personId));
        return first === 0 ? a.name.localeCompare(b.name, language.lang) : first;
      });
  });

  // ------------------------------------------------------------------------------------------------- what is looked at

  get openId(): ThreadId | null {
    return this.#openId;
  }

  /** The thread that is read and answered; one more time puts it away. */
  toggle(threadId: ThreadId): void {
    this.#openId = this.#openId === threadId ? null : threadId;
  }

  openThread(threadId: ThreadId | null): void {
    this.#openId = threadId;
  }

  get wanted(): ThreadId | null {
    return this.#wanted;
  }

  want(threadId: ThreadId): void {
    this.#wanted = threadId;
  }

  wantNothing(): void {
    this.#wanted = null;
  }

  /** On a wide page: do the comments stand in the margin? Only the reader says so: nothing moves because somebody commented. */
  get isBeside(): boolean {
    return this.#isBeside;
  }

  set isBeside(isBeside: boolean) {
    this.#isBeside = isBeside;
  }

  /** What a new comment is about, while it is being written. */
  get begun(): NewAbout | null {
    return this.#begun;
  }

  begin(about: NewAbout): void {
    this.#begun = about;
    this.#openId = null;
    this.#refusal = null;
  }

  cancel(): void {
    this.#begun = null;
  }

  // -------------------------------------------------------------------------------------------------------- what is said

  get isUnderway(): boolean {
    return this.#isUnderway;
  }

  refusalOf(of: ThreadId | 'new'): string | undefined {
    void language.lang;
    return this.#refusal?.of === of ? refusalSentence(this.#refusal.refusal) : undefined;
  }

  /** Why I may not comment on this clause; `undefined`: I may. */
  whyNotStart(clauseId: ClauseId): string | undefined {
    const { draftId } = this;
    const lang = this.#assembly.sitting?.sitting.languages[0] ?? 'ru';
    return this.#whyNot({
      type: 'comment.start',
      draftId,
      clauseId,
      lang,
      from: 0,
      quote: '',
      text: '–',
      mentions: [],
    });
  }

  whyNotReply(threadId: ThreadId): string | undefined {
    return this.#whyNot({ type: 'comment.reply', threadId, text: '–', mentions: [] });
  }

  maySettle(thread: Thread): boolean {
    const { threadId } = thread;
    const command = { type: thread.resolved === null ? 'comment.resolve' : 'comment.reopen', threadId } as const;
    return this.#assembly.can(command).ok;
  }

  /** Resolves with whether it was taken; what was written is kept by its field until then. */
  async start(text: string, mentions: readonly PersonId[]): Promise<boolean> {
    const about = this.#begun;
    if (about === null) return false;
    const { draftId } = this;
    const isDone = await this.#ask('new', { type: 'comment.start', draftId, ...about, text, mentions: [...mentions] });
    if (isDone && this.#begun === about) this.#begun = null;
    return isDone;
  }

  reply(threadId: ThreadId, text: string, mentions: readonly PersonId[]): Promise<boolean> {
    return this.#ask(threadId, { type: 'comment.reply', threadId, text, mentions: [...mentions] });
  }

  settle({ threadId, resolved }: Thread): void {
    if (resolved === null && this.#openId === threadId) this.#openId = null;
    void this.#ask(threadId, { type: resolved === null ? 'comment.resolve' : 'comment.reopen', threadId });
  }

  withdraw(threadId: ThreadId, noteId: NoteId): void {
    void this.#ask(threadId, { type: 'comment.withdraw', threadId, noteId });
  }

  #whyNot(command: CommentCommand): string | undefined {
    const may = this.#assembly.can(command);
    void language.lang;
    return may.ok ? undefined : refusalSentence(may);
  }

  async #ask(of: ThreadId | 'new', command: CommentCommand): Promise<boolean> {
    if (this.#isUnderway) return false;
    this.#isUnderway = true;
    this.#refusal = null;
    const answer = await this.#assembly.send(command);
    this.#isUnderway = false;
    if (!answer.ok) this.#refusal = { of, refusal: answer };
    return answer.ok;
  }
}
