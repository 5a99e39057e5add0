/**
 * Does Tab go on through the page, or put the clause under the one before? Who has come into a field by Tab is walking through the
 * page, and walks on; who has typed, moved the caret or pressed since, is writing, and means the clause.
 */
export interface TabTravel {
  readonly isTravelling: boolean;
}

export function openTabTravel(root: HTMLElement, signal: AbortSignal): TabTravel {
  let isTravelling = false;
  /** Tab was pressed, and nobody took it as a deed of theirs. */
  let isOnItsWay = false;
  addEventListener(
    'keydown',
    ({ key }) => {
      if (key !== 'Tab' && key !== 'Shift') isTravelling = false;
    },
    { capture: true, signal },
  );
  addEventListener(
    'keydown',
    (event) => {
      isOnItsWay = event.key === 'Tab' && !event.defaultPrevented;
    },
    { signal },
  );
  addEventListener('keyup', () => (isOnItsWay = false), { signal });
  addEventListener('pointerdown', () => (isTravelling = isOnItsWay = false), { capture: true, signal });
  root.addEventListener(
    'focusin',
    () => {
      if (isOnItsWay) isTravelling = true;
    },
    { signal },
  );
  return {
    get isTravelling() {
      return isTravelling;
    },
  };
}
