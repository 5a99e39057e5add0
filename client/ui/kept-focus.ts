/** Where is the keyboard when what it stood on has gone from the page? At what is left around it. */

/** Where whoever reads on finds the way again; `data-stays` is on what changes its content and has no role. */
const places = 'dialog, section, form, fieldset, li, nav, aside, main, [role="group"], [data-stays]';

/**
 * Watches where the focus is, from now on. A control that is pressed and goes by that, as answers do that were given, takes the focus with
 * it, and whoever has no pointer would begin at the top of the page again: the nearest place around it takes the focus then. Returns the way
 * to stop.
 */
export function keepFocus(): () => void {
  /** What has the focus, and all around it, from inside. */
  let path: readonly Element[] = [];
  /** What took the focus last, while nothing but Tab was pressed since: what goes whenever Tab comes to it would hold the keyboard for ever. */
  let taken: Element | null = null;
  const observer = new MutationObserver(() => {
    const [at] = path;
    if (at === undefined || at.isConnected) return;
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body) return;
    const left = path.filter((element) => element.isConnected);
    // A sheet that closed stood beside the page and not in it.
    const main = document.querySelector('main');
    for (const place of [...left.filter((element) => element.matches(places)), ...(main === null ? [] : [main])]) {
      if (place === taken && path.includes(place)) return;
      if (!(place instanceof HTMLElement) || !takesFocus(place)) continue;
      taken = place;
      return;
    }
  });

  function come({ target }: FocusEvent): void {
    observer.disconnect();
    // Words that are written are many changes, and the field stays.
    if (!(target instanceof Element) || (target instanceof HTMLElement && target.isContentEditable)) return;
    path = ancestors(target);
    observer.observe(document.body, { childList: true, subtree: true });
  }
  /** Whoever presses beside it has left it. */
  function leave({ target }: PointerEvent): void {
    if (!(target instanceof Element && path[0]?.contains(target))) path = [];
  }
  function press({ key }: KeyboardEvent): void {
    if (key !== 'Tab' && key !== 'Shift') taken = null;
  }
  document.addEventListener('focusin', come);
  document.addEventListener('pointerdown', leave, true);
  document.addEventListener('keydown', press, true);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', come);
    document.removeEventListener('pointerdown', leave, true);
    document.removeEventListener('keydown', press, true);
  };
}

function ancestors(element: Element): readonly Element[] {
  const found: Element[] = [];
  for (let one: Element | null = element; one !== null; one = one.parentElement) found.push(one);
  return found;
}

/** A place takes the focus as long as it is there, and is no stop on the way afterwards. */
function takesFocus(place: HTMLElement): boolean {
  if (!place.hasAttribute('tabindex')) {
    place.tabIndex = -1;
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  }
  place.focus({ preventScroll: true });
  return document.activeElement === place;
}
