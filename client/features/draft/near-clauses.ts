/**
 * Which clauses have their fields? Those near the view: a field costs more than words, and a long text has hundreds. They come a few in a
 * frame, the nearest first, so that neither opening nor scrolling waits for them; words stand in their place until then, and read the same.
 */
import { flushSync } from 'svelte';

export interface NearClause {
  readonly id: string;
  /** Near, it has what stands beside its words; then a field too, or words in its place. */
  set(isNear: boolean, hasField: boolean): void;
  /** Must it stay as it is: is somebody writing in the field, or selecting the words? */
  isHeld(hasField: boolean): boolean;
}

type Nearness = 'far' | 'near' | 'field';

interface Followed {
  readonly clause: NearClause;
  readonly element: Element;
  /** Is it near the view? */
  isNear: boolean;
  /** What it was told to be. */
  is: Nearness;
  /** Where it was seen last, px from the top of the page. */
  top: number;
}

/** How far from the view a clause is near: two screens up and down. */
const margin = '200% 0px';
/**
 * Where hundreds of clauses are is not asked for with each frame, in which a letter may want to be seen. `delay` (ms) is known to Chromium
 * alone; others ask with each frame.
 */
const lookedAt: IntersectionObserverInit & { readonly delay: number } = { rootMargin: margin, delay: 150 };
/** How long fields are made in one frame, in ms; one at least. */
const budgetMs = 5;
/** While the page is being scrolled no field is made: words read the same, and nothing shall hold the page up. It rests after so many ms. */
const scrollsMs = 120;
/** Fields that are far away go when one has come to rest, in ms. */
const restMs = 1500;

/** Into the field under the pointer; without a pointer, to its beginning. */
function putCaret(entry: Element, { clientX, clientY }: MouseEvent): void {
  const place = 'caretPositionFromPoint' in document ? document.caretPositionFromPoint(clientX, clientY) : null;
  const fields = [...entry.querySelectorAll<HTMLElement>('.field')];
  const field = fields.find((one) => place !== null && one.contains(place.offsetNode)) ?? fields[0];
  if (field === undefined || field.contains(document.activeElement)) return;
  field.focus({ preventScroll: true });
  if (place !== null && field.contains(place.offsetNode)) getSelection()?.collapse(place.offsetNode, place.offset);
}

export class NearClauses {
  readonly #followed = new Map<Element, Followed>();
  readonly #byId = new Map<string, Followed>();
  /** Those that are not yet what they are to be. */
  readonly #unsettled = new Set<Followed>();
  /** Asked for before they were on the page. */
  readonly #wanted = new Set<string>();
  /** Gone just now, and near: one that changes its group is made anew there in the same moment. */
  readonly #gone = new Set<string>();
  readonly #observer: IntersectionObserver | null;
  /** Are there fields at all? Not before the text is here, and for none who only read. */
  #hasFields = false;
  #frame = 0;
  /** Of the view, px from the top of the page. Looked for where the page is laid out anyway: when something is made it must not be once more. */
  #middle = 0;
  /** Until when the page counts as being scrolled, by `performance.now()`. */
  #scrollsUntil = 0;
  #waitingForRest: ReturnType<typeof setTimeout> | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#observer =
      typeof IntersectionObserver === 'undefined'
        ? null
        : new IntersectionObserver((seen) => this.#see(seen), lookedAt);
  }

  /** Follows the element of a clause. Returns the way to stop. */
  follow(element: Element, clause: NearClause): () => void {
    const was = this.#byId.get(clause.id);
    const isHere = this.#gone.delete(clause.id) || (was !== undefined && was.is !== 'far');
    const isNear = this.#wanted.delete(clause.id) || isHere || this.#observer === null;
    const followed: Followed = { clause, element, isNear, is: 'far', top: 0 };
    this.#followed.set(element, followed);
    this.#byId.set(clause.id, followed);
    if (isNear) this.#set(followed, this.#wantedOf(followed));
    this.#observer?.observe(element);
    return () => {
      this.#observer?.unobserve(element);
      this.#followed.delete(element);
      this.#unsettled.delete(followed);
      if (this.#byId.get(clause.id) !== followed) return;
      this.#byId.delete(clause.id);
      if (followed.is === 'far') return;
      this.#gone.add(clause.id);
      setTimeout(() => this.#gone.delete(clause.id), 0);
    };
  }

  /** From now on there are fields, or none: they come as they do when one scrolls, or a page of hundreds would halt as it opens. */
  openFields(hasFields: boolean): void {
    this.#hasFields = hasFields;
    for (const followed of this.#followed.values()) {
      if (this.#observer === null) this.#set(followed, this.#wantedOf(followed));
      else this.#note(followed);
    }
    this.#later();
  }

  /** The clause gets its field now, wherever it stands; the caller flushes. */
  want(id: string): void {
    const followed = this.#byId.get(id);
    if (followed === undefined) {
      this.#wanted.add(id);
      return;
    }
    if (followed.is !== 'field') this.#set(followed, 'field');
    if (!followed.isNear) this.#rest();
  }

  /** For `{@attach}` on the element around all clauses: a clause that a pointer or the focus comes to does not wait. */
  readonly root = (element: HTMLElement): (() => void) => {
    const stopped = new AbortController();
    const capture = { capture: true, signal: stopped.signal };
    const entryOf = (target: EventTarget | null): Element | null =>
      target instanceof Element ? target.closest('[data-clause]') : null;
    /** Answers whether it was made what it is to be just now. */
    const come = ({ target }: Event): boolean => {
      const followed = this.#byId.get(entryOf(target)?.getAttribute('data-clause') ?? '');
      const nearness = this.#hasFields ? 'field' : 'near';
      if (followed === undefined || followed.is === nearness || followed.clause.isHeld(false)) return false;
      this.#set(followed, nearness);
      flushSync();
      return true;
    };
    let pressed: Element | null = null;
    const press = (event: Event): void => {
      const entry = entryOf(event.target);
      pressed = come(event) ? entry : null;
    };
    // The words went from under the press, and the browser puts no caret into what came in their place. Or nothing was pressed: a screen
    // reader may click without a pointer.
    const click = (event: MouseEvent): void => {
      const isInWords = event.target instanceof Element && event.target.closest('.words, .body') !== null;
      const entry = entryOf(event.target);
      const isNew = come(event) || (entry !== null && entry === pressed);
      pressed = null;
      if (isNew && isInWords && entry !== null) putCaret(entry, event);
    };
    element.addEventListener('click', click, capture);
    // A page that is scrolled goes by under a pointer that rests, and the browser says that it goes over this and that.
    let [x, y] = [Number.NaN, Number.NaN];
    const pass = (event: PointerEvent): void => {
      const isMoved = event.clientX !== x || event.clientY !== y;
      [x, y] = [event.clientX, event.clientY];
      if (isMoved || !this.#isScrolling()) come(event);
    };
    element.addEventListener('pointerover', pass, capture);
    element.addEventListener('pointerdown', press, capture);
    element.addEventListener('focusin', come, capture);
    const scrolled = (): void => void (this.#scrollsUntil = performance.now() + scrollsMs);
    addEventListener('scroll', scrolled, { ...capture, passive: true });
    // Words that were selected kept their place; now they may not be any more.
    document.addEventListener('selectionchange', () => this.#later(), { signal: stopped.signal });
    return () => {
      stopped.abort();
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
      clearTimeout(this.#resting);
      clearTimeout(this.#waitingForRest);
    };
  };

  #isScrolling(): boolean {
    return performance.now() < this.#scrollsUntil;
  }

  /** What it is to be where it stands. */
  #wantedOf({ isNear }: Followed): Nearness {
    if (!isNear) return 'far';
    return this.#hasFields ? 'field' : 'near';
  }

  #set(followed: Followed, nearness: Nearness): void {
    followed.is = nearness;
    this.#note(followed);
    followed.clause.set(nearness !== 'far', nearness === 'field');
  }

  #note(followed: Followed): void {
    if (followed.is === this.#wantedOf(followed)) this.#unsettled.delete(followed);
    else this.#unsettled.add(followed);
  }

  #see(seen: readonly IntersectionObserverEntry[]): void {
    this.#middle = scrollY + innerHeight / 2;
    for (const { target, isIntersecting, boundingClientRect } of seen) {
      const followed = this.#followed.get(target);
      if (followed === undefined) continue;
      followed.isNear = isIntersecting;
      this.#note(followed);
      followed.top = boundingClientRect.top + scrollY;
    }
    this.#later();
    this.#rest();
  }

  #later(): void {
    if (this.#frame !== 0 || this.#unsettled.size === 0 || this.#waiting(true).length === 0) return;
    if (this.#isScrolling()) {
      clearTimeout(this.#waitingForRest);
      this.#waitingForRest = setTimeout(() => this.#later(), this.#scrollsUntil - performance.now());
      return;
    }
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#isScrolling()) {
        this.#later();
        return;
      }
      const waiting = this.#waiting(true).sort(
        (a, b) => Math.abs(a.top - this.#middle) - Math.abs(b.top - this.#middle),
      );
      if (this.#make(waiting)) this.#later();
    });
  }

  #rest(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      if (this.#make(this.#waiting(false))) this.#rest();
    }, restMs);
  }

  #waiting(isNear: boolean): Followed[] {
    return [...this.#unsettled].filter((followed) => followed.isNear === isNear && !followed.clause.isHeld(!isNear));
  }

  /** As many as there is time for; answers whether some are left. */
  #make(waiting: readonly Followed[]): boolean {
    const until = performance.now() + budgetMs;
    let made = 0;
    for (const followed of waiting) {
      if (made > 0 && performance.now() > until) return true;
      this.#set(followed, this.#wantedOf(followed));
      flushSync();
      made += 1;
    }
    return false;
  }
}
