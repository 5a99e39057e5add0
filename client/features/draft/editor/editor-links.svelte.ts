/** How do words become a link, or stand for another clause? Asked in a sheet; the place is kept by its neighbours while it is open. */
import { plainText, sliceRuns } from '../../../../shared/draft/clause-runs.ts';
import { bodyText, clauseRuns } from '../../../../shared/draft/clause-text.ts';
import { deleteWords, insertReference, insertWords, linkWords } from '../../../../shared/draft/clause-text-edit.ts';
import type { ClauseId } from '../../../../shared/lib/ids.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';
import type { EditorCore } from './editor-core.ts';
import { offsetOf, placeAt } from './peer-carets.ts';

interface Place {
  readonly clauseId: ClauseId;
  readonly lang: Lang;
  readonly from: Uint8Array;
  readonly to: Uint8Array;
}

export type Asked = Place & ({ readonly for: 'link'; readonly href: string } | { readonly for: 'reference' });

export class EditorLinks {
  readonly #core: EditorCore;
  #asked = $state.raw<Asked | null>(null);

  constructor(core: EditorCore) {
    this.#core = core;
  }

  /** What the page is to ask now. */
  get asked(): Asked | null {
    return this.#asked;
  }

  /** For the selected words, or the link in which the caret stands. `false`: no caret. */
  askLink(): boolean {
    const here = this.#here();
    if (here === null) return false;
    const { clauseId, lang, from, to } = here;
    let offset = 0;
    let found = { from, to, href: '' };
    for (const run of clauseRuns(this.#core.doc, clauseId, lang)) {
      const end = offset + run.text.length;
      if (run.link !== undefined && offset <= from && from <= end && (from < end || from === to)) {
        found = { from: from === to ? offset : from, to: from === to ? end : to, href: run.link };
      }
      offset = end;
    }
    this.#asked = {
      for: 'link',
      clauseId,
      lang,
      ...this.#placesOf(clauseId, lang, found.from, found.to),
      href: found.href,
    };
    return true;
  }

  askReference(): boolean {
    const here = this.#here();
    if (here === null) return false;
    const { clauseId, lang, from, to } = here;
    this.#asked = { for: 'reference', clauseId, lang, ...this.#placesOf(clauseId, lang, from, to) };
    return true;
  }

  /** The address given; `null` takes the link away. Without words selected the address itself is put in. */
  link(href: string | null): void {
    this.#answer((doc, { clauseId, lang }, from, to) => {
      if (to > from) {
        linkWords(doc, clauseId, lang, from, to - from, href);
        return to;
      }
      if (href === null) return to;
      const shown = href.replace(/^mailto:/, '');
      insertWords(doc, clauseId, lang, from, shown, { link: href });
      return from + shown.length;
    });
  }

  /** The clause chosen; what was selected gives way. */
  refer(id: ClauseId): void {
    this.#answer((doc, { clauseId, lang }, from, to) => {
      if (to > from) deleteWords(doc, clauseId, lang, from, to - from);
      const before = plainText(sliceRuns(clauseRuns(doc, clauseId, lang), 0, from));
      const space = before === '' || /[\s\u00a0([«]$/u.test(before) ? '' : ' ';
      insertWords(doc, clauseId, lang, from, space);
      insertReference(doc, clauseId, lang, from + space.length, id);
      return from + space.length + 1;
    });
  }

  close(): void {
    const asked = this.#asked;
    this.#asked = null;
    if (asked === null) return;
    const offset = this.#offsets(asked).to;
    // The sheet gives the focus back when it is gone.
    setTimeout(() => this.#core.focus(asked.clauseId, asked.lang, { offset }), 0);
  }

  #answer(run: (doc: EditorCore['doc'], place: Place, from: number, to: number) => number): void {
    const asked = this.#asked;
    this.#asked = null;
    if (asked === null || !this.#core.isOpen(asked.clauseId)) return;
    const { from, to } = this.#offsets(asked);
    let offset = to;
    this.#core.deed(() => (offset = run(this.#core.doc, asked, from, to)));
    setTimeout(() => this.#core.focus(asked.clauseId, asked.lang, { offset }), 0);
  }

  #here(): { readonly clauseId: ClauseId; readonly lang: Lang; readonly from: number; readonly to: number } | null {
    const field = this.#core.focused();
    if (field === null || !this.#core.isOpen(field.clauseId)) return null;
    field.readSelection();
    field.settle();
    const [from, to] = [field.anchorOffset, field.caretOffset].sort((a, b) => a - b) as [number, number];
    return { clauseId: field.clauseId, lang: field.lang, from, to };
  }

  #placesOf(
    id: ClauseId,
    lang: Lang,
    from: number,
    to: number,
  ): { readonly from: Uint8Array; readonly to: Uint8Array } {
    const text = bodyText(this.#core.doc, id, lang)!;
    return { from: placeAt(text, from), to: placeAt(text, to) };
  }

  #offsets({ clauseId, lang, from, to }: Place): { readonly from: number; readonly to: number } {
    const text = bodyText(this.#core.doc, clauseId, lang);
    const start = text === null ? 0 : (offsetOf(text, from) ?? 0);
    return { from: start, to: text === null ? start : Math.max(start, offsetOf(text, to) ?? start) };
  }
}
