/** Which wire do client and server speak? A change to the messages raises the version and adds a line; a test compares the hash. */

export const protocolVersion = 3;

/** `hash`: SHA-256 (hex, first 16) over the schemas of what goes up and the source of what goes down. */
export const protocolHistory: readonly {
  readonly version: number;
  readonly date: string;
  readonly hash: string;
  readonly what: string;
}[] = [
  { version: 1, date: '2026-11-22', hash: '0a5c85e16239b700', what: 'The first: four messages up, six down.' },
  {
    version: 2,
    date: '2026-11-22',
    hash: 'c6cd35031f7390fa',
    what: 'The text in full: numbers as labels, who writes, checked translations, proposals, comments, last touches.',
  },
  {
    version: 3,
    date: '2026-11-22',
    hash: '2d20c1765fb9ee73',
    what: 'Polls of every kind: several clauses, questions, methods of choosing, answers instead of choices; minutes, issued papers, announcements; silence that consents, cards counted in the hall, seats that take no part, groups of seats; lists that clauses are taken out of, counts of an open vote; the whole draft, minority opinions; votes that are entrusted to others; clauses proposed to be taken out; the floor, questions and how many want to know them; people brought in by a list, an organisation’s one seat; papers as JSON; what a seat weighs, who reports on an item; a consultation without a quorum; live polls; the second vote on an even decision announced as any other opening.',
  },
];
