/** What is being looked for in the text, and which place is shown? Over all clauses in the language shown; places are tinted, not selected. */
import type { ClauseId } from '../../../../shared/lib/ids.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';
import type { EditorCore } from './editor-core.ts';
import { findInRuns, type FoundWords } from './find-words.ts';
import { clauseElement, rangeOfWords, tint, wordsElement } from './words-on-screen.ts';

interface Found extends FoundWords {
  readonly clauseId: ClauseId;
}

const allName = 'found-words';
const hereName = 'found-here';

export class TextFinder {
  readonly #core: EditorCore;
  #wanted = $state('');
  #isOpen = $state(false);
  #found = $state.raw<readonly Found[]>([]);
  #at = $state(-1);
  #lang: Lang = 'ru';

  constructor(core: EditorCore) {
    this.#core = core;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  get wanted(): string {
    return this.#wanted;
  }
  get count(): number {
    return this.#found.length;
  }
  /** The place shown, counted from 1; 0: none. */
  get place(): number {
    return this.#at + 1;
  }

  open(): void {
    this.#isOpen = true;
  }

  /** Puts the bar away; the caret goes to the place shown last. */
  close(): void {
    const shown = this.#found[this.#at];
    this.#isOpen = false;
    this.#wanted = '';
    this.#found = [];
    this.#at = -1;
    this.#draw();
    if (shown !== undefined) this.#core.focus(shown.clauseId, this.#lang, { offset: shown.to });
  }

  /** Looks for other words; the first place is shown. */
  look(wanted: string, lang: Lang): void {
    this.#wanted = wanted;
    this.#lang = lang;
    this.#search();
    this.#at = this.#found.length > 0 ? 0 : -1;
    this.#show();
  }

  step(by: -1 | 1): void {
    const { length } = this.#found;
    if (length === 0) return;
    this.#at = (this.#at + by + length) % length;
    this.#show();
  }

  /** The text or its language has changed: the same words are looked for again, and the place stays as near as it can. */
  refresh(lang = this.#lang): void {
    if (!this.#isOpen || this.#wanted === '') return;
    this.#lang = lang;
    this.#search();
    this.#at = Math.min(Math.max(this.#at, this.#found.length > 0 ? 0 : -1), this.#found.length - 1);
    this.#draw();
  }

  #search(): void {
    const labelOf = (id: ClauseId): string | null | undefined => this.#core.labelOf(id);
    this.#found = this.#core.standing.flatMap(({ id, body }) =>
      findInRuns(body[this.#lang] ?? [], this.#lang, labelOf, this.#wanted).map((place) => ({
        clauseId: id,
        ...place,
      })),
    );
  }

  #show(): void {
    this.#draw();
    const here = this.#found[this.#at];
    const { root } = this.#core;
    if (here === undefined || root === null) return;
    clauseElement(root, here.clauseId)?.scrollIntoView({ block: 'center', behavior: 'instant' });
    // A clause far away is laid out only when it is near.
    requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const { root } = this.#core;
    const ranges: Range[] = [];
    const here: Range[] = [];
    for (const entry of root?.querySelectorAll('[data-found]') ?? []) entry.removeAttribute('data-found');
    this.#found.forEach((place, index) => {
      const element = root === null ? null : wordsElement(root, place.clauseId, this.#lang);
      // In a field a reference is its one character; where words are read it is read out.
      const { from, to } = element?.classList.contains('field') === true ? place : place.read;
      const range = element === null ? null : rangeOfWords(element, from, to);
      if (range === null) return;
      (index === this.#at ? here : ranges).push(range);
      // Where words cannot be tinted, at least their clause is.
      if (index === this.#at) element?.closest('[data-clause]')?.setAttribute('data-found', '');
    });
    tint(allName, ranges);
    tint(hereName, here);
  }
}
