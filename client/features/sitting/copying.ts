/** How do words that are only read get onto the clipboard? Who begins to select fetches what is needed for it. */
import type { copyRead, ReadText } from '../draft/reader-copy.ts';

/** For an element with clauses in it: `{@attach copying(() => …)}`. */
export function copying(text: () => ReadText): (element: Element) => () => void {
  return (element) => {
    let copy: typeof copyRead | undefined;
    const begin = (): void => {
      void import('../draft/reader-copy.ts').then(
        (loaded) => (copy = loaded.copyRead),
        () => undefined,
      );
    };
    const put = (event: Event): void => copy?.(event as ClipboardEvent, element, text());
    element.addEventListener('selectstart', begin, { once: true });
    element.addEventListener('copy', put);
    return () => {
      element.removeEventListener('selectstart', begin);
      element.removeEventListener('copy', put);
    };
  };
}
