/** What stands in the resolution? Only what was adopted, from the bytes that were voted on. Source: template T-2. */
import type { ForumState } from '../forum/forum.ts';
import { dayAt, longDate, parseDay, timeOfDay } from '../i18n/dates.ts';
import { inLang, type Lang, type Localized } from '../lib/lang.ts';
import { parseCanonicalClause, type CanonicalClause } from '../draft/canonical-text.ts';
import { byNumber } from '../draft/clause-number.ts';
import type { Run } from '../draft/clause-runs.ts';
import type { Draft, FrozenClause } from '../draft/draft.ts';
import { decideMajority } from '../poll/majority.ts';
import type { Poll, PollState } from '../poll/poll.ts';
import { checkCode } from './check-code.ts';
import type { DocumentModel, DocumentParagraph, DocumentRun } from './document.ts';
import { paperLangs, resolutionWords, type PaperLang } from './resolution-words.ts';

export interface ResolutionInput {
  readonly forum: Pick<ForumState, 'title' | 'theme' | 'place' | 'dayStartsAt' | 'utcOffsetMinutes'>;
  readonly sittingTitle: Localized;
  readonly draft: Draft;
  readonly polls: PollState;
  readonly lang: PaperLang;
  /** As of when, ms UTC: printed in the draft mark. The same state at the same time is the same paper. */
  readonly printedAt: number;
}

interface AdoptedClause {
  readonly frozen: FrozenClause;
  readonly words: CanonicalClause;
  /** The vote that adopted it; `null` where it is not known here. */
  readonly poll: Poll | null;
}

/**
 * The resolution as it stands. A clause that is open, frozen, in a vote or rejected is not in it, and nothing is read from the
 * running text (PAPER-1). It carries the mark of a draft: adoption as a whole is a later step (PAPER-2).
 */
export function buildResolution(input: ResolutionInput): DocumentModel {
  const { lang, printedAt } = input;
  const words = resolutionWords[lang];
  const adopted = adoptedClauses(input);
  const preamble = adopted.filter(({ words: { kind } }) => kind === 'preamble');
  const operative = adopted.filter(({ words: { kind } }) => kind === 'operative');
  return {
    lang,
    title: `${words.title} · ${inLang(input.forum.title, lang)}`,
    printedAt,
    paragraphs: [
      ...head(input, adopted),
      ...preamble.map((clause) => preambleParagraph(clause, lang)),
      ...formula(preamble.length > 0, operative.length > 0, lang),
      ...operative.flatMap((clause) => operativeParagraphs(clause, lang)),
      ...preamble.map((clause, place) => preambleCheck(clause, place + 1, lang)),
      ...signatures(lang),
    ],
  };
}

/** Operative clauses by the number they were voted on with, preamble clauses in the order in which they were closed. */
function adoptedClauses({ draft, polls }: ResolutionInput): readonly AdoptedClause[] {
  return Object.values(draft.clauses)
    .filter(({ status }) => status === 'adopted')
    .map(({ frozen, pollId }) => ({
      frozen,
      words: parseCanonicalClause(frozen.bytes),
      poll: pollId === null ? null : (polls.polls[pollId] ?? null),
    }))
    .sort(
      (a, b) =>
        byNumber(a.words.number, b.words.number) ||
        a.frozen.frozenAt - b.frozen.frozenAt ||
        (a.frozen.paperHash < b.frozen.paperHash ? -1 : 1),
    );
}

function head(input: ResolutionInput, adopted: readonly AdoptedClause[]): readonly DocumentParagraph[] {
  const { forum, lang, printedAt } = input;
  const words = resolutionWords[lang];
  const offset = forum.utcOffsetMinutes;
  const asOf = words.asOf(longDate(lang, dayAt(printedAt, offset)), timeOfDay(printedAt, offset));
  const theme = inLang(forum.theme, lang);
  const sitting = inLang(input.sittingTitle, lang);
  return [
    { kind: 'mark', align: 'end', runs: [{ text: words.draftMark, bold: true }, { text: ` · ${asOf}` }] },
    { kind: 'title', align: 'centre', runs: [{ text: words.title.toLocaleUpperCase(lang) }] },
    ...[inLang(forum.title, lang), theme === '' ? '' : `«${theme}»`, sitting]
      .filter((line) => line !== '')
      .map((text): DocumentParagraph => ({ kind: 'subtitle', align: 'centre', runs: [{ text }] })),
    {
      kind: 'place-date',
      align: 'start',
      runs: [{ text: inLang(forum.place, lang) }],
      opposite: [{ text: longDate(lang, dayAt(decidedAt(adopted) ?? forum.dayStartsAt, offset)) }],
    },
  ];
}

/** When the last of its clauses was adopted; before the first, `null`: then the forum's day stands for it. */
function decidedAt(adopted: readonly AdoptedClause[]): number | null {
  const times = adopted.flatMap(({ poll }) => poll?.result?.closedAt ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

function preambleParagraph(clause: AdoptedClause, lang: PaperLang): DocumentParagraph {
  // Emphasis within italics is upright, as printers do it; the words themselves are untouched.
  const runs = clauseRuns(clause.words, lang).map(({ italic, ...run }): DocumentRun =>
    italic === true ? run : { ...run, italic: true },
  );
  return { kind: 'preamble', align: 'justified', runs };
}

function formula(hasPreamble: boolean, hasOperative: boolean, lang: PaperLang): readonly DocumentParagraph[] {
  const words = resolutionWords[lang];
  if (!hasOperative) return [{ kind: 'note', align: 'start', runs: [{ text: words.nothingAdopted }] }];
  return [{ kind: 'formula', align: 'start', runs: [{ text: hasPreamble ? words.formula : words.formulaAlone }] }];
}

function operativeParagraphs(clause: AdoptedClause, lang: PaperLang): readonly DocumentParagraph[] {
  const { number, addressee, due } = clause.words;
  const words = resolutionWords[lang];
  const day = due === null ? undefined : parseDay(due);
  const whom = addressee === null ? '' : inLang(addressee, lang);
  const under = day === undefined ? [] : [words.due(longDate(lang, day))];
  return [
    {
      kind: 'clause',
      align: 'justified',
      ...(number === null ? {} : { number: `${number}.` }),
      runs: [...(whom === '' ? [] : [{ text: `${whom}: ` }]), ...clauseRuns(clause.words, lang)],
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
  if (poll?.result == null) return [];
  const { tally, needed } = poll.result;
  const words = resolutionWords[lang];
  const { base: baseVotes } = decideMajority(tally, poll.rule);
  const unanimously = tally.no === 0 && tally.abstain === 0;
  const { yes, no, abstain } = tally.advisory;
  const counted = words.vote({ tally, base: poll.rule.base, baseVotes, needed, unanimously });
  return yes + no + abstain === 0 ? [counted] : [counted, words.advisory(tally.advisory)];
}

/** The adopted words in the paper's language, letter by letter; where it has none, those it has, and a word that says so. */
function clauseRuns({ body }: CanonicalClause, lang: PaperLang): readonly DocumentRun[] {
  const own = body[lang] ?? [];
  if (own.length > 0) return own.map((run) => toDocumentRun(run));
  const order: readonly Lang[] = [...paperLangs, 'en'];
  const other = order.find((candidate) => (body[candidate] ?? []).length > 0);
  if (other === undefined) return [];
  return [
    { text: `${resolutionWords[lang].otherLanguage} ` },
    ...(body[other] ?? []).map((run) => ({ ...toDocumentRun(run), lang: other })),
  ];
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
