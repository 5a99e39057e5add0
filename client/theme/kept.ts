/** What does this browser remember of its reader's choices? Storage may be shut off or full: then the choice lasts as long as the page. */
export type KeptKey = 'lang' | 'theme' | 'text-size';

export function kept(key: KeptKey): string | null {
  try {
    return localStorage.getItem(`ortaq.${key}`);
  } catch {
    return null;
  }
}

/** `null` forgets. */
export function keep(key: KeptKey, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`ortaq.${key}`);
    else localStorage.setItem(`ortaq.${key}`, value);
  } catch {
    // Nothing to tell: the choice is in force, and will be asked for again next time.
  }
}
