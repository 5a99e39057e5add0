/** How does somebody read and write comments on a draft? Which thread is open, what is being written, and what was refused. */
import type { ClauseId, DraftId, NoteId, PersonId, ThreadId } from '../../../shared/lib/ids.ts';
import { inLang, type Lang } from '../../../shared/lib/lang.ts';
import type { Refusal } from '../../../shared/lib/result.ts';
import type { CommentCommand } from '../../../shared/comment/comment-commands.ts';
import { threadAuthor, threadsOf, type Note, type Thread } from '../../../shared/comment/comment.ts';
import { language } from '../../i18n/language.svelte.ts';
import { refusalSentence } from '../../i18n/refusal-sentence.ts';
import type { Assembly } from '../../live/assembly.svelte.ts';
import { aboutKey, commentsHere, commentsPrefix, keepComment, type MyComment } from './comments-here.ts';

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
  /** What I have written and not sent, by what it is about. */
  #kept = $state.raw<ReadonlyMap<string, MyComment>>(new Map());
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

  /** It shall not be sent: what was written goes. */
  cancel(): void {
    if (this.#begun !== null) this.keep(this.#begun, '', []);
    this.#begun = null;
  }

  /** It is not written on now; what was written is offered again. */
  putAside(): void {
    this.#begun = null;
  }

  // ------------------------------------------------------------------------------------------------- written and not sent

  /** Call in an effect: reads what lies on this device, and hears of what is written in another tab. Returns the way to stop. */
  watchKept(): () => void {
    const read = (): void => {
      const { myPersonId } = this;
      if (myPersonId !== null) this.#kept = commentsHere(myPersonId, this.draftId);
    };
    const heard = ({ key }: StorageEvent): void => {
      const { myPersonId } = this;
      if (key === null || (myPersonId !== null && key.startsWith(commentsPrefix(myPersonId, this.draftId)))) read();
    };
    addEventListener('storage', heard);
    read();
    return () => removeEventListener('storage', heard);
  }

  /** What waits to be gone on with; not what is being written, nor what was sent and the answer not heard. */
  get kept(): readonly MyComment[] {
    const begun = this.#begun === null ? null : aboutKey(this.#begun);
    return [...this.#kept].flatMap(([key, comment]) => {
      if (key === begun || key === this.#openId || this.#isSaid(comment)) return [];
      return [comment];
    });
  }

  #isSaid({ about, text }: MyComment): boolean {
    const threads = 'threadId' in about ? this.threads.filter((one) => one.threadId === about.threadId) : this.threads;
    return threads.some(({ notes }) => notes.some((note) => this.isMine(note) && note.text === text.trim()));
  }

  keptAbout(about: MyComment['about'] | null): MyComment | undefined {
    return about === null ? undefined : this.#kept.get(aboutKey(about));
  }

  /** Called with each letter; empty words are no longer kept. */
  keep(about: MyComment['about'], text: string, mentions: readonly PersonId[]): void {
    const { myPersonId } = this;
    if (myPersonId === null) return;
    const comment = { about, text, mentions, lang: language.lang };
    keepComment(myPersonId, this.draftId, comment);
    const kept = new Map(this.#kept);
    if (text.trim() === '') kept.delete(aboutKey(about));
    else kept.set(aboutKey(about), comment);
    this.#kept = kept;
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
    if (isDone) this.keep(about, '', []);
    if (isDone && this.#begun === about) this.#begun = null;
    return isDone;
  }

  async reply(threadId: ThreadId, text: string, mentions: readonly PersonId[]): Promise<boolean> {
    const isDone = await this.#ask(threadId, { type: 'comment.reply', threadId, text, mentions: [...mentions] });
    if (isDone) this.keep({ threadId }, '', []);
    return isDone;
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
