/** Is a key meant for the page, and not for a field, a control or the browser? */

/** Calls `press` with `event.key` of keys meant for the page. Returns the way to stop. */
export function onPageKey(press: (key: string, event: KeyboardEvent) => void): () => void {
  function listen(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const at = event.target;
    if (at instanceof HTMLElement && (at.isContentEditable || at.closest('input, textarea, select') !== null)) return;
    // Space and Enter belong to the control that has the focus.
    if ((event.key === ' ' || event.key === 'Enter') && at instanceof HTMLElement && isControl(at)) return;
    press(event.key, event);
  }
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}

function isControl(element: HTMLElement): boolean {
  return element.closest('button, a[href], summary, [role="button"], [tabindex="0"]') !== null;
}

/** The Latin letter of a key whatever layout is on: V is М on a Russian keyboard. */
export function letterOf(event: KeyboardEvent): string {
  return /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? event.key.toLowerCase();
}
