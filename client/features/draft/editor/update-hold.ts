/**
 * When may what others do not be shown yet? From the moment a pointer goes down until the frame after it is up again: between the two
 * the browser has a new selection that nobody has read, and a redrawn text would lose it (tried: 5 clicks of 60 lost their caret),
 * and a clause that moves would be clicked in place of another.
 */

/** Longest hold, e.g. while somebody drags a selection; then it is shown after all. In ms. */
export const holdMaxMs = 3000;

export interface UpdateHold {
  readonly isOn: boolean;
  close(): void;
}

/** Watches the pointer over `root`; calls back when the hold begins and when it ends. */
export function openUpdateHold(root: HTMLElement, begin: () => void, end: () => void): UpdateHold {
  let on = false;
  let limit: ReturnType<typeof setTimeout> | undefined;
  let pointers = 0;

  function take(): void {
    pointers += 1;
    if (on) return;
    on = true;
    limit = setTimeout(release, holdMaxMs);
    begin();
  }
  function afterUp(event: Event): void {
    // A field that loses the focus to another one is no window that loses it.
    if (event.type === 'blur' && event.target !== window) return;
    pointers = 0;
    if (!on) return;
    // A frame, so that the browser has told of its selection, and a task, so that the field has read it.
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (pointers === 0) release();
      }, 0),
    );
  }
  function release(): void {
    if (!on) return;
    on = false;
    pointers = 0;
    clearTimeout(limit);
    end();
  }

  root.addEventListener('pointerdown', take, true);
  for (const type of ['pointerup', 'pointercancel', 'blur'] as const) addEventListener(type, afterUp, true);
  return {
    get isOn() {
      return on;
    },
    close() {
      release();
      root.removeEventListener('pointerdown', take, true);
      for (const type of ['pointerup', 'pointercancel', 'blur'] as const) removeEventListener(type, afterUp, true);
    },
  };
}
