/** How is a clause dragged to another place? By its number, with a line where it would stand; near the edge the page goes on under it. */
import type { ClauseId } from '../../../../shared/lib/ids.ts';

export interface DragHost {
  readonly root: HTMLElement;
  mayMove(id: ClauseId): boolean;
  /** Where to: right behind this clause; `null`: at the beginning. */
  move(id: ClauseId, after: ClauseId | null): void;
}

/** How far a press goes before it is a drag, in px. */
const beginsAt = 6;
/** How near the edge of the screen the page begins to go on, in px. */
const edge = 64;

/** Follows presses on numbers with a mouse or a pen; a finger scrolls, and has the buttons up and down. Returns the way to stop. */
export function openClauseDrag(host: DragHost): () => void {
  const { root } = host;
  const stopped = new AbortController();
  let drag: { readonly id: ClauseId; readonly x: number; readonly y: number; pointer: number; isOn: boolean } | null =
    null;
  let line: HTMLElement | null = null;
  let after: ClauseId | null | undefined;
  let scrolling = 0;
  let at = { x: 0, y: 0 };

  const entries = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-clause]')];
  const idOf = (entry: Element): ClauseId => entry.getAttribute('data-clause') as ClauseId;

  function down(event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType === 'touch' || !(event.target instanceof Element)) return;
    const entry = event.target.closest('.hanging')?.closest('[data-clause]');
    if (entry === null || entry === undefined || !host.mayMove(idOf(entry))) return;
    drag = { id: idOf(entry), x: event.clientX, y: event.clientY, pointer: event.pointerId, isOn: false };
  }

  function move(event: PointerEvent): void {
    if (drag === null || event.pointerId !== drag.pointer) return;
    at = { x: event.clientX, y: event.clientY };
    if (!drag.isOn) {
      if (Math.abs(at.x - drag.x) + Math.abs(at.y - drag.y) < beginsAt) return;
      drag.isOn = true;
      line = root.ownerDocument.createElement('div');
      line.className = 'drop-line';
      line.setAttribute('aria-hidden', 'true');
      root.append(line);
      root.toggleAttribute('data-dragging', true);
      scrolling = requestAnimationFrame(scroll);
    }
    event.preventDefault();
    place();
  }

  /** The gap that is nearest to the pointer. */
  function place(): void {
    const all = entries().filter((entry) => idOf(entry) !== drag?.id);
    const before = all.filter((entry) => {
      const { top, bottom } = entry.getBoundingClientRect();
      return (top + bottom) / 2 < at.y;
    });
    const last = before.at(-1);
    after = last === undefined ? null : idOf(last);
    const frame = root.getBoundingClientRect();
    const y =
      last === undefined
        ? (all[0]?.getBoundingClientRect().top ?? frame.top)
        : last.getBoundingClientRect().bottom - 16;
    if (line !== null) line.style.top = `${y - frame.top}px`;
  }

  function scroll(): void {
    if (drag?.isOn !== true) return;
    const up = edge - at.y;
    const under = at.y - (innerHeight - edge);
    const by = up > 0 ? -up / 4 : under > 0 ? under / 4 : 0;
    if (by !== 0) {
      scrollBy({ top: by, behavior: 'instant' });
      place();
    }
    scrolling = requestAnimationFrame(scroll);
  }

  function end(isDropped: boolean): void {
    const done = drag;
    cancelAnimationFrame(scrolling);
    line?.remove();
    line = null;
    drag = null;
    root.removeAttribute('data-dragging');
    if (done?.isOn !== true) return;
    // The press ends over the number: no click follows a drag.
    const stop = (event: Event): void => {
      event.stopPropagation();
      event.preventDefault();
    };
    addEventListener('click', stop, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', stop, { capture: true }), 0);
    if (isDropped && after !== undefined && after !== done.id) host.move(done.id, after);
    after = undefined;
  }

  root.addEventListener('pointerdown', down, { capture: true, signal: stopped.signal });
  addEventListener('pointermove', move, { capture: true, signal: stopped.signal });
  addEventListener('pointerup', () => end(true), { capture: true, signal: stopped.signal });
  addEventListener('pointercancel', () => end(false), { capture: true, signal: stopped.signal });
  addEventListener(
    'keydown',
    (event) => {
      if (drag?.isOn !== true || event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      end(false);
    },
    { capture: true, signal: stopped.signal },
  );
  return () => {
    end(false);
    stopped.abort();
  };
}
