/** What stands in the resolution? Only what was adopted, from the bytes that were voted on. Source: template T-2. */
import type { ForumState } from '../forum/forum.ts';
import { dayAt, longDate, parseDay, timeOfDay } from '../i18n/dates.ts';
import { inLang, type Lang, type Localized } from '../lib/lang.ts';
import { parseCanonicalClause, type CanonicalClause } from '../draft/canonical-clause.ts';
import { byNumber, numberClauses } from '../draft/clause-number.ts';
import { draftReference, drawnRuns } from '../draft/clause-reference.ts';
import type { Run } from '../draft/clause-runs.ts';
import { inTextOrder } from '../draft/clause-tree.ts';
import type { ClosedClause, Draft, FrozenClause } from '../draft/draft.ts';
import type { ClauseId } from '../lib/ids.ts';
import { decisionNumbers } from '../poll/decision-numbers.ts';
import { initialPolls, type Poll, type PollState } from '../poll/poll.ts';
import { checkCode } from './check-code.ts';
import type { DocumentModel, DocumentParagraph, DocumentRun, DocumentTable } from './document.ts';
import type { OpinionTold } from './minority-opinions.ts';
import { wholeDraftWords } from './whole-draft-words.ts';
import { paperLangs, resolutionWords, type PaperLang } from './resolution-words.ts';

export interface ResolutionInput {
  readonly forum: Pick<ForumState, 'title' | 'theme' | 'place' | 'dayStartsAt' | 'utcOffsetMinutes'>;
  readonly sittingTitle: Localized;
  readonly draft: Draft;
  readonly polls: PollState;
  readonly lang: PaperLang;
  /** Clauses stand under the name of whom they ask; left out: each names them itself. */
  readonly byAddressee?: boolean;
  /** Of those who were outvoted; left out: none. */
  readonly opinions?: readonly OpinionTold[];
  /** As of when, ms UTC: printed in the draft mark. The same state at the same time is the same paper. */
  readonly printedAt: number;
}

interface AdoptedClause {
  readonly id: ClauseId;
  readonly frozen: FrozenClause;
  readonly words: CanonicalClause;
  /** The vote that adopted it; `null` where it is not known here. */
  readonly poll: Poll | null;
  /** Its number in the resolution; `words` has the one with which it was voted on. */
  readonly number: string | null;
}

/** By what a reference is read: the numbers of the resolution, and of what is not in it those of the draft. */
interface Spoken {
  readonly lang: PaperLang;
  readonly numbers: ReadonlyMap<ClauseId, string | null>;
}

/**
 * The resolution as it stands. A clause that is open, frozen, in a vote or rejected is not in it, and nothing is read from the
 * running text (PAPER-1). It carries the mark of a draft until it is adopted as a whole (PAPER-2). What is adopted counts from 1; a
 * table says which number is which where the draft had another (PAPER-4). Where the template says so, the name of whom neighbouring
 * clauses ask stands once above them, and neither their order nor a number changes by it (PAPER-15).
 */
export function buildResolution(input: ResolutionInput): DocumentModel {
  const { lang, printedAt } = input;
  const words = resolutionWords[lang];
  const adopted = adoptedClauses(input);
  const spoken: Spoken = { lang, numbers: new Map(adopted.map(({ id, number }) => [id, number])) };
  const preamble = adopted.filter(({ words: { kind } }) => kind === 'preamble');
  const operative = adopted.filter(({ words: { kind } }) => kind === 'operative');
  return {
    lang,
    title: `${words.title} · ${inLang(input.forum.title, lang)}`,
    printedAt,
    blocks: [
      ...head(input, adopted),
      ...preamble.map((clause) => preambleParagraph(clause, spoken)),
      ...formula(preamble.length > 0, operative.length > 0, lang),
      ...operativePart(operative, spoken, input.byAddressee === true),
      ...adoption(input),
      ...preamble.map((clause, place) => preambleCheck(clause, place + 1, lang)),
      ...signatures(lang),
      ...renumberings(operative, lang),
      ...annex(input),
    ],
  };
}

/**
 * Preamble clauses in the order in which they were closed, then operative ones by the number they were voted on with, each with its
 * sub-clauses: one whose clause was not adopted comes up to its place.
 */
function adoptedClauses({ draft, polls }: Pick<ResolutionInput, 'draft' | 'polls'>): readonly AdoptedClause[] {
  if (draft.phase === 'rejected') return [];
  const adopted = (Object.entries(draft.clauses) as [ClauseId, ClosedClause][])
    .filter(([, { status }]) => status === 'adopted')
    .map(([id, { frozen, pollId }]) => ({
      id,
      frozen,
      words: parseCanonicalClause(frozen.bytes),
      poll: pollId === null ? null : (polls.polls[pollId] ?? null),
    }))
    .sort(
      (a, b) =>
        byNumber(a.words.number, b.words.number) ||
        draft.order.indexOf(a.id) - draft.order.indexOf(b.id) ||
        a.frozen.frozenAt - b.frozen.frozenAt ||
        (a.frozen.paperHash < b.frozen.paperHash ? -1 : 1),
    );
  const places = adopted.map(({ id, words: { kind, parent } }, place) => {
    return { id, kind, parent, order: String(place).padStart(6, '0'), removed: false, place };
  });
  const numbers = numberClauses<ClauseId>(places);
  return inTextOrder(places).flatMap(({ id, place }) => {
    const clause = adopted[place];
    return clause === undefined ? [] : [{ ...clause, number: numbers.get(id) ?? null }];
  });
}

/** What stands in the resolution, in its order, each with its number there; `null`: in the preamble. */
export function resolutionClauses(
  draft: Draft,
): readonly { readonly clauseId: ClauseId; readonly number: string | null }[] {
  return adoptedClauses({ draft, polls: initialPolls }).map(({ id, number }) => ({ clauseId: id, number }));
}

/** The table old → new, of the clauses whose number changed; none where none did. */
function renumberings(operative: readonly AdoptedClause[], lang: PaperLang): readonly DocumentTable[] {
  const { title, head } = resolutionWords[lang].renumbered;
  const rows = operative
    .filter(({ number, words }) => number !== words.number)
    .sort((a, b) => byNumber(a.words.number, b.words.number))
    .map(({ number, words }) => [words.number ?? '', number ?? '']);
  return rows.length === 0 ? [] : [{ kind: 'table', title, head, rows }];
}

function head(input: ResolutionInput, adopted: readonly AdoptedClause[]): readonly DocumentParagraph[] {
  const { forum, lang, printedAt } = input;
  const words = resolutionWords[lang];
  const offset = forum.utcOffsetMinutes;
  const asOf = words.asOf(longDate(lang, dayAt(printedAt, offset)), timeOfDay(printedAt, offset));
  const theme = inLang(forum.theme, lang);
  const sitting = inLang(input.sittingTitle, lang);
  return [
    // The mark of a draft goes with its adoption as a whole (PAPER-2).
    ...(input.draft.phase === 'adopted'
      ? []
      : [
          {
            kind: 'mark',
            align: 'end',
            runs: [{ text: draftMark(input), bold: true }, { text: ` · ${asOf}` }],
          } as const,
        ]),
    { kind: 'title', align: 'centre', runs: [{ text: words.title.toLocaleUpperCase(lang) }] },
    ...[inLang(forum.title, lang), theme === '' ? '' : `«${theme}»`, sitting]
      .filter((line) => line !== '')
      .map((text): DocumentParagraph => ({ kind: 'subtitle', align: 'centre', runs: [{ text }] })),
    {
      kind: 'place-date',
      align: 'start',
      runs: [{ text: inLang(forum.place, lang) }],
      opposite: [{ text: longDate(lang, dayAt(wholeAt(input) ?? decidedAt(adopted) ?? forum.dayStartsAt, offset)) }],
    },
  ];
}

function draftMark({ draft, lang }: ResolutionInput): string {
  return draft.phase !== 'rejected' && draft.basis !== null
    ? wholeDraftWords[lang].basisMark
    : resolutionWords[lang].draftMark;
}

/** The vote that adopted the whole; `null`: it is not adopted, or its vote is not known here. */
function wholeVote({ draft, polls }: ResolutionInput): Poll | null {
  return draft.phase !== 'adopted' || draft.decision === null ? null : (polls.polls[draft.decision.pollId] ?? null);
}

function wholeAt(input: ResolutionInput): number | null {
  return wholeVote(input)?.result?.closedAt ?? null;
}

/** «Резолюция принята в целом большинством голосов: …», with the code of the whole text that was voted on. */
function adoption(input: ResolutionInput): readonly DocumentParagraph[] {
  const { draft, lang } = input;
  if (draft.phase !== 'adopted') return [];
  const poll = wholeVote(input);
  const numbers = poll === null ? null : decisionNumbers(poll);
  const text = [
    wholeDraftWords[lang].adopted(numbers, numbers?.no === 0 && numbers.abstain === 0),
    ...(poll === null ? [] : [resolutionWords[lang].checkCode(checkCode(poll.paperHash))]),
  ];
  return [{ kind: 'note', align: 'justified', runs: [{ text: text.join(' ') }] }];
}

/** Opinions of those who were outvoted, behind everything that was adopted. */
function annex({ opinions = [], lang }: ResolutionInput): readonly DocumentParagraph[] {
  if (opinions.length === 0) return [];
  return [
    { kind: 'heading', align: 'start', runs: [{ text: wholeDraftWords[lang].annex }] },
    ...opinions.flatMap(({ about, who, words }): readonly DocumentParagraph[] => [
      { kind: 'note', align: 'start', runs: [{ text: about }] },
      { kind: 'text', align: 'justified', runs: [{ text: `${who}: `, bold: true }, { text: words }] },
    ]),
  ];
}

/** When the last of its clauses was adopted; before the first, `null`: then the forum's day stands for it. */
function decidedAt(adopted: readonly AdoptedClause[]): number | null {
  const times = adopted.flatMap(({ poll }) => poll?.result?.closedAt ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

function preambleParagraph(clause: AdoptedClause, spoken: Spoken): DocumentParagraph {
  // Emphasis within italics is upright, as printers do it; the words themselves are untouched.
  const runs = clauseRuns(clause.words, spoken).map(({ italic, ...run }): DocumentRun =>
    italic === true ? run : { ...run, italic: true },
  );
  return { kind: 'preamble', align: 'justified', runs };
}

function formula(hasPreamble: boolean, hasOperative: boolean, lang: PaperLang): readonly DocumentParagraph[] {
  const words = resolutionWords[lang];
  if (!hasOperative) return [{ kind: 'note', align: 'start', runs: [{ text: words.nothingAdopted }] }];
  return [{ kind: 'formula', align: 'start', runs: [{ text: hasPreamble ? words.formula : words.formulaAlone }] }];
}

function operativePart(
  clauses: readonly AdoptedClause[],
  spoken: Spoken,
  byAddressee: boolean,
): readonly DocumentParagraph[] {
  const { lang } = spoken;
  let above = '';
  return clauses.flatMap((clause): readonly DocumentParagraph[] => {
    const whom = addresseeOf(clause, lang);
    // What stands under a clause belongs to it: it names whom it asks where that is somebody else.
    if (!byAddressee || isSubClause(clause)) return operativeParagraphs(clause, spoken, above);
    // Of a clause without an addressee nobody shall think that it asks whom the one before it asks.
    const isSame = whom === above || (whom === '' && above === resolutionWords[lang].others);
    above = whom !== '' || above === '' ? whom : resolutionWords[lang].others;
    const name: DocumentParagraph = { kind: 'formula', align: 'start', runs: [{ text: above, bold: true }] };
    return [...(isSame || above === '' ? [] : [name]), ...operativeParagraphs(clause, spoken, above)];
  });
}

function isSubClause({ number }: AdoptedClause): boolean {
  return number?.includes('.') === true;
}

function addresseeOf({ words: { addressee } }: AdoptedClause, lang: PaperLang): string {
  return addressee === null ? '' : inLang(addressee, lang);
}

/** `above`: under whose name it stands; `''`: nobody's. */
function operativeParagraphs(clause: AdoptedClause, spoken: Spoken, above: string): readonly DocumentParagraph[] {
  const { lang } = spoken;
  const { due } = clause.words;
  const { number } = clause;
  const words = resolutionWords[lang];
  const day = due === null ? undefined : parseDay(due);
  const whom = addresseeOf(clause, lang);
  const under = day === undefined ? [] : [words.due(longDate(lang, day))];
  return [
    {
      kind: isSubClause(clause) ? 'sub-clause' : 'clause',
      align: 'justified',
      ...(number === null ? {} : { number: `${number}.` }),
      runs: [...(whom === '' || whom === above ? [] : [{ text: `${whom}: ` }]), ...clauseRuns(clause.words, spoken)],
    },
    ...under.map((text): DocumentParagraph => ({ kind: 'under-clause', align: 'start', runs: [{ text }] })),
    { kind: 'under-clause', align: 'start', runs: [{ text: checkSentences(clause, lang) }] },
  ];
}

/** The votes on the preamble stand below the clauses, so that it reads on as one sentence. */
function preambleCheck(clause: AdoptedClause, place: number, lang: PaperLang): DocumentParagraph {
  const text = `${resolutionWords[lang].preamblePart(place)}: ${checkSentences(clause, lang)}`;
  return { kind: 'note', align: 'start', runs: [{ text }] };
}

/** How it was adopted, and by what a reader compares it with the record. */
function checkSentences({ frozen, poll }: AdoptedClause, lang: PaperLang): string {
  return [...voteSentences(poll, lang), resolutionWords[lang].checkCode(checkCode(frozen.paperHash))].join(' ');
}

function voteSentences(poll: Poll | null, lang: PaperLang): readonly string[] {
  // Of what was adopted with the whole the last line tells.
  if (poll?.subject.of === 'draft') return [];
  if (poll?.result?.kind === 'no-objection') return [resolutionWords[lang].withoutObjection];
  const numbers = poll === null ? null : decisionNumbers(poll);
  if (numbers === null) return [];
  const words = resolutionWords[lang];
  const unanimously = numbers.no === 0 && numbers.abstain === 0;
  const { yes, no, abstain } = numbers.advisory;
  const counted = words.vote({ numbers, unanimously });
  return yes + no + abstain === 0 ? [counted] : [counted, words.advisory(numbers.advisory)];
}

/** The adopted words in the paper's language, letter by letter; where it has none, those it has, and a word that says so. */
function clauseRuns({ body, refs }: CanonicalClause, { lang, numbers }: Spoken): readonly DocumentRun[] {
  /** A reference to what is not in the resolution names the draft, where it was read: its number here is another's. */
  const spoken = (runs: readonly Run[], of: Lang): readonly DocumentRun[] =>
    withAddresses(
      runs.flatMap((run) => {
        const outside = run.ref !== undefined && (numbers.get(run.ref) ?? null) === null;
        const drawn = drawnRuns([run], of, (id) => numbers.get(id) ?? refs[id]);
        const { ref } = run;
        if (!outside || ref === undefined || refs[ref] == null) return drawn;
        return drawn.map((one) => ({ ...one, text: draftReference(of, refs[ref] ?? '') }));
      }),
    );
  const own = body[lang] ?? [];
  if (own.length > 0) return spoken(own, lang);
  const order: readonly Lang[] = [...paperLangs, 'en'];
  const other = order.find((candidate) => (body[candidate] ?? []).length > 0);
  if (other === undefined) return [];
  return [
    { text: `${resolutionWords[lang].otherLanguage} ` },
    ...spoken(body[other] ?? [], other).map((run) => ({ ...run, lang: other })),
  ];
}

/** Words with a link are followed by its address, where they are not the address themselves: paper cannot be clicked. */
function withAddresses(runs: readonly Run[]): readonly DocumentRun[] {
  return runs.flatMap((run, place): readonly DocumentRun[] => {
    const printed = toDocumentRun(run);
    const { link } = run;
    if (link === undefined || runs[place + 1]?.link === link) return [printed];
    let linked = '';
    for (let back = place; runs[back]?.link === link; back -= 1) linked = `${runs[back]?.text ?? ''}${linked}`;
    const address = link.replace(/^mailto:/i, '');
    const bare = (text: string): string =>
      text
        .trim()
        .replace(/^https?:\/\//i, '')
        .replace(/\/$/, '');
    return bare(linked) === bare(address) ? [printed] : [printed, { text: ` (${address})` }];
  });
}

function toDocumentRun({ text, strong, em }: Run): DocumentRun {
  return { text, ...(strong === true ? { bold: true } : {}), ...(em === true ? { italic: true } : {}) };
}

function signatures(lang: PaperLang): readonly DocumentParagraph[] {
  const { chair, secretary } = resolutionWords[lang];
  return [chair, secretary].map((text) => ({
    kind: 'signature',
    align: 'start',
    runs: [{ text }],
    opposite: [{ text: '____________________' }],
  }));
}
