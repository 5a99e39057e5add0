/** Is the page being printed? Paper is narrower than the screen, and asking the window's width meanwhile would turn the page into another one. */

let isPrinting = false;

if (typeof addEventListener === 'function') {
  addEventListener('beforeprint', () => (isPrinting = true));
  // The widths of the screen are told anew a little after the event.
  addEventListener('afterprint', () => setTimeout(() => (isPrinting = false), 500));
}

/** Calls back now and whenever the answer of a media query changes on the screen; what is true on paper alone is not told. Returns the way to stop. */
export function followMedia(query: string, tell: (matches: boolean) => void): () => void {
  const list = matchMedia(query);
  const read = (): void => {
    if (!isPrinting && !matchMedia('print').matches) tell(list.matches);
  };
  list.addEventListener('change', read);
  read();
  return () => list.removeEventListener('change', read);
}

/** Calls back whenever the page is about to be put on paper, in time for it. Returns the way to stop. */
export function beforePaper(prepare: () => void): () => void {
  const paper = matchMedia('print');
  const turn = (): void => {
    if (paper.matches) prepare();
  };
  addEventListener('beforeprint', prepare);
  paper.addEventListener('change', turn);
  if (paper.matches) queueMicrotask(prepare);
  return () => {
    removeEventListener('beforeprint', prepare);
    paper.removeEventListener('change', turn);
  };
}
