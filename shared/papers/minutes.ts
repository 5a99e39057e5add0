/** What do the minutes say? The events as they happened, in the words of template T-3, with what the secretary corrected. */
import { inLang } from '../lib/lang.ts';
import { waysWords } from '../i18n/ways-words.ts';
import type { ClauseId, PersonId } from '../lib/ids.ts';
import { isFixedParagraph, type Signer } from '../minutes/minutes.ts';
import { consultationWords } from '../i18n/consultation-words.ts';
import { decisionNumbers } from '../poll/decision-numbers.ts';
import type { Poll } from '../poll/poll.ts';
import { quorumOf } from '../sitting/quorum.ts';
import type { DocumentModel, DocumentParagraph, DocumentRun } from './document.ts';
import { contestSentence, contestWords, rulingSentences, withoutStop } from './contest-sentences.ts';
import { floorSentence } from './floor-sentences.ts';
import { hallSentences } from './hall-sentences.ts';
import { proxySentences } from './proxy-sentences.ts';
import { recusalSentences } from './recusal-sentences.ts';
import { pollWeightSentences } from './weight-sentences.ts';
import { paperWords } from './paper-words.ts';
import { wholeDraftWords } from './whole-draft-words.ts';
import { questionOf, resolvedLines, resultSentences, wordingLines } from './poll-sentences.ts';
import {
  atOpening,
  dateOf,
  firstAt,
  holdersOf,
  lastAt,
  personName,
  personStanding,
  presiding,
  recordedUntil,
  timeOf,
  votedClause,
  type SittingRecord,
} from './sitting-record.ts';

/** A paragraph that can be named, so that it can be corrected. */
export interface MinutesParagraph {
  /** Names what it tells; see `paragraphKeyPattern`. */
  readonly key: string;
  readonly kind: DocumentParagraph['kind'];
  readonly number?: string;
  /** «СЛУШАЛИ: » and the like: the template's, before the words. */
  readonly lead: string;
  readonly words: string;
  /** As it was recorded, where the words are others now. */
  readonly recorded: string | null;
  /** Left out of the paper; shown at the desk alone. */
  readonly isLeftOut: boolean;
  /** Numbers and decisions: the record's, and nobody's to word. */
  readonly isFixed: boolean;
  /** The agenda item it belongs to; `null`: to the sitting. */
  readonly itemId: string | null;
}

type Draft = Omit<MinutesParagraph, 'recorded' | 'isLeftOut' | 'isFixed'>;

const unnumbered = '____';

/** Everything between head and signatures, in the order in which it happened, corrections and additions in their places. */
export function minutesParagraphs(record: SittingRecord): readonly MinutesParagraph[] {
  const { minutes, lang } = record;
  const corrections = minutes.corrections[lang] ?? {};
  const placed = recordedParagraphs(record).flatMap((paragraph) => [paragraph, ...addedBehind(record, paragraph)]);
  return placed.map((paragraph) => {
    const correction = corrections[paragraph.key];
    const isFixed = isFixedParagraph(paragraph.key);
    const isOther = correction !== undefined && !isFixed;
    return {
      ...paragraph,
      words: isOther && correction.words !== null ? correction.words : paragraph.words,
      recorded: isOther ? paragraph.words : null,
      isLeftOut: isOther && correction.words === null,
      isFixed,
    };
  });
}

function addedBehind(record: SittingRecord, { key, itemId }: Draft): readonly Draft[] {
  const leads = paperWords[record.lang].minutes.additions;
  return record.minutes.additions
    .filter(({ lang, after }) => lang === record.lang && after === key)
    .map(({ noteId, as, words }) => ({ key: `note:${noteId}`, kind: 'text', lead: leads[as], words, itemId }));
}

function recordedParagraphs(record: SittingRecord): readonly Draft[] {
  return [...openingParagraphs(record), ...courseParagraphs(record)];
}

/** Times, who presided, who was there, the quorum, who was invited, the agenda. */
function openingParagraphs(record: SittingRecord): readonly Draft[] {
  const { lang, sitting } = record;
  const words = paperWords[lang];
  const opening = atOpening(record);
  const line = (key: string, lead: string, text: string): Draft => ({
    key,
    kind: 'line',
    lead,
    words: text,
    itemId: null,
  });
  const names = (holders: readonly PersonId[]): string =>
    holders.length === 0 ? unnumbered : holders.map((holder) => personStanding(record, holder)).join('; ');
  const [from, to] = [firstAt(record, 'sitting.opened'), lastAt(record, 'sitting.closed')];
  const told = (at: number | null): string => (at === null ? '__:__' : timeOf(record, at));
  const invited = holdersOf(record, 'invited');
  const presence: Draft[] = [];
  if (opening !== null) {
    const deciding = Object.values(opening.seats).filter(({ right }) => right === 'deciding');
    const present = deciding.filter(({ holder }) => opening.present[holder] !== undefined);
    const remote = present.filter(({ holder }) => opening.present[holder]?.where === 'remote');
    presence.push(line('presence', '', words.minutes.attended(present.length, deciding.length, remote.length)));
    const quorum = quorumOf(opening);
    const said = quorum.reached ? words.minutes.quorum : words.minutes.noQuorum;
    presence.push(line('quorum', '', opening.rule.quorum === null ? words.minutes.noQuorumAsked : said));
  }
  return [
    line('times', '', words.minutes.times(told(from), told(to))),
    line('presiding', `${words.chair}: `, names(presiding(record))),
    line('secretary', `${words.secretary}: `, names(holdersOf(record, 'secretary'))),
    ...presence,
    ...(invited.length === 0 ? [] : [line('invited', words.minutes.invited, names(invited))]),
    { key: 'agenda', kind: 'heading', lead: '', words: words.minutes.agenda, itemId: null },
    ...sitting.agenda.map((item, place): Draft => ({
      key: `agenda:${item.itemId}`,
      kind: 'list',
      number: `${String(place + 1)}.`,
      lead: '',
      words: inLang(item.title, lang),
      itemId: null,
    })),
  ];
}

/** The course: opening, items as they ran, votes and decisions under them, breaks, closing. */
function courseParagraphs(record: SittingRecord): readonly Draft[] {
  const { lang, sitting, events, poll } = record;
  const words = paperWords[lang].minutes;
  const paragraphs: Draft[] = [];
  let itemId: string | null = null;
  let itemNumber = 0;
  let decisions = 0;
  const add = (paragraph: Omit<Draft, 'itemId'>): void => {
    paragraphs.push({ ...paragraph, itemId });
  };
  events.forEach(({ seq, at, event }, place) => {
    switch (event.type) {
      case 'sitting.opened':
        add({ key: 'opened', kind: 'text', lead: '', words: openedSentence(record, event, at) });
        break;
      case 'sitting.item-started': {
        const item = sitting.agenda.find((one) => one.itemId === event.itemId);
        if (item === undefined) break;
        itemId = item.itemId;
        itemNumber += 1;
        decisions = 0;
        const number = `${String(itemNumber)}.`;
        const title = inLang(item.title, lang);
        add({ key: `item:${itemId}`, kind: 'item', number, lead: words.heard, words: title });
        add({ key: `began:${itemId}`, kind: 'text', lead: '', words: words.began(timeOf(record, at)) });
        break;
      }
      case 'sitting.item-done':
        itemId = null;
        break;
      case 'sitting.paused': {
        const resumed = events.slice(place).find((later) => later.event.type === 'sitting.resumed');
        const until = resumed === undefined ? null : timeOf(record, resumed.at);
        add({ key: `pause:${String(seq)}`, kind: 'text', lead: '', words: words.paused(timeOf(record, at), until) });
        break;
      }
      case 'sitting.closed':
        itemId = null;
        add({ key: 'closed', kind: 'text', lead: '', words: words.closed(timeOf(record, at)) });
        break;
      case 'poll.clause-taken-out': {
        const named = clauseNamed(record, event.clauseId);
        const told = waysWords[lang].forward.takenOut(named, personName(record, event.personId));
        add({ key: `out:${String(seq)}`, kind: 'text', lead: '', words: `${told}.` });
        break;
      }
      case 'draft.clause-reopened': {
        const named = clauseNamed(record, event.clauseId);
        const text = wholeDraftWords[lang].reopened(named, event.reason.replace(/\.$/, ''));
        add({ key: `reopened:${String(seq)}`, kind: 'text', lead: '', words: text });
        break;
      }
      case 'poll.minority-recorded': {
        const about = poll.polls[event.pollId];
        const electors = about === undefined || about.electors === 'hidden' ? [] : about.electors;
        const who = electors.find(({ seatId }) => seatId === event.seatId)?.personId;
        if (about === undefined || who === undefined) break;
        const text = `${personStanding(record, who)} (${questionOf(record, about)}): ${event.words}`;
        add({ key: `minority:${String(seq)}`, kind: 'text', lead: words.additions.opinion, words: text });
        break;
      }
      case 'poll.closed': {
        const closed = poll.polls[event.pollId];
        if (closed === undefined) break;
        const told = pollParagraphs(record, closed, itemNumber > 0 ? `${String(itemNumber)}.` : '', decisions);
        decisions += told.decided;
        told.paragraphs.forEach(add);
        break;
      }
      case 'poll.annulled': {
        const annulled = poll.polls[event.pollId];
        if (annulled === undefined) break;
        const question = withoutStop(questionOf(record, annulled));
        const words = contestWords[lang].annulled(question, withoutStop(event.reason));
        add({ key: `annulled:${String(seq)}`, kind: 'text', lead: '', words });
        break;
      }
      case 'poll.contested': {
        const contested = poll.polls[event.pollId];
        if (contested === undefined) break;
        const words = contestSentence(record, contested, event.seatId, event.reason);
        add({ key: `contested:${String(seq)}`, kind: 'text', lead: contestWords[lang].lead, words });
        break;
      }
      case 'poll.contest-decided': {
        const words = rulingSentences(record, event).join(' ');
        add({ key: `ruled:${String(seq)}`, kind: 'text', lead: '', words });
        break;
      }
      case 'floor.done':
      case 'floor.statement-shown':
      case 'floor.ruled':
      case 'floor.appealed':
      case 'floor.appeal-settled': {
        const told = floorSentence(record, event);
        if (told === null) break;
        const key = `${told.isRuling ? 'order' : 'spoke'}:${String(seq)}`;
        add({ key, kind: 'text', lead: told.lead, words: told.words });
        break;
      }
      default:
        break;
    }
  });
  return paragraphs;
}

function openedSentence(
  record: SittingRecord,
  { asConsultation }: Extract<SittingRecord['events'][number]['event'], { type: 'sitting.opened' }>,
  at: number,
): string {
  const { lang } = record;
  const time = timeOf(record, at);
  return asConsultation === true ? consultationWords[lang].opened(time) : paperWords[lang].minutes.opened(time);
}

/** «пункт 3»: by the words it was closed with, whichever draft it is of. */
function clauseNamed(record: SittingRecord, clauseId: ClauseId): string {
  for (const { draftId, clauses, formerly } of Object.values(record.draft.drafts)) {
    const frozen = clauses[clauseId]?.frozen ?? formerly.filter((one) => one.clauseId === clauseId).at(-1)?.frozen;
    const paperHash = frozen?.paperHash;
    const voted = paperHash === undefined ? null : votedClause(record, draftId, { clauseId, paperHash });
    if (voted !== null) return voted.named;
  }
  return '';
}

/** What was put, how it was answered, and what was decided by it. `item`: «2.», before the number of a decision. */
function pollParagraphs(
  record: SittingRecord,
  poll: Poll,
  item: string,
  before: number,
): { readonly paragraphs: readonly Omit<Draft, 'itemId'>[]; readonly decided: number } {
  const words = paperWords[record.lang].minutes;
  const numbers = decisionNumbers(poll);
  const asked = questionOf(record, poll);
  const question = poll.repeats === null ? asked : contestWords[record.lang].repeats(asked);
  const put: Omit<Draft, 'itemId'> = {
    key: `put:${poll.pollId}`,
    kind: 'text',
    lead: '',
    words: [/[.!?»]$/.test(question) ? question : `${question}.`, ...wordingLines(record, poll)].join(' '),
  };
  const { advisory } = numbers ?? { advisory: { yes: 0, no: 0, abstain: 0 } };
  const counted = numbers === null ? [] : [words.voted(numbers)];
  const beside =
    advisory.yes + advisory.no + advisory.abstain === 0
      ? []
      : [words.advisory(advisory.yes, advisory.no, advisory.abstain)];
  // What was annulled later is told as it came out, with what became of it, and nothing was decided by it.
  const isAnnulled = poll.annulled !== null;
  const told = isAnnulled ? [words.annulled(withoutStop(poll.annulled.reason))] : resultSentences(record, poll);
  const result = poll.result === null && !isAnnulled ? [contestWords[record.lang].unpublished] : told;
  const resolved = resolvedLines(record, poll);
  const paragraphs: Omit<Draft, 'itemId'>[] = [put];
  if (counted.length > 0) {
    const lead = voteLead[record.lang];
    paragraphs.push({
      key: `voted:${poll.pollId}`,
      kind: 'text',
      lead,
      words: [
        ...counted,
        ...pollWeightSentences(record.lang, poll),
        ...hallSentences(record, poll),
        ...proxySentences(record, poll),
        ...recusalSentences(record, poll),
        ...beside,
      ].join(' '),
    });
  }
  const lines = resolved.map((line, place) => `${item}${String(before + place + 1)}. ${line}`);
  const lead = resolved.length > 0 ? words.decided : '';
  paragraphs.push({ key: `decided:${poll.pollId}`, kind: 'text', lead, words: [...lines, ...result].join(' ') });
  return { paragraphs, decided: resolved.length };
}

const voteLead = { ru: 'ГОЛОСОВАЛИ: ', kk: 'ДАУЫС БЕРДІ: ', en: 'VOTED: ' } as const;

/** The minutes as a paper. The same record gives the same model. */
export function buildMinutes(record: SittingRecord): DocumentModel {
  const { lang, minutes } = record;
  const words = paperWords[lang];
  const body = minutesParagraphs(record).filter(({ isLeftOut }) => !isLeftOut);
  const title = words.minutes.title(minutes.number ?? unnumbered);
  return {
    lang,
    title: `${title} · ${inLang(record.sitting.title, lang)}`,
    printedAt: recordedUntil(record),
    running: `${inLang(record.forum.title, lang)} · ${title}`,
    blocks: [
      ...minutesHead(record, title),
      ...body.map(toParagraph),
      ...signatureLines(record, ['chair', 'secretary']),
      line(words.minutes.annex),
      ...words.minutes.annexes.map((text, place): DocumentParagraph => ({
        kind: 'list',
        align: 'start',
        number: `${String(place + 1)})`,
        runs: [{ text: `${text}${place === 0 ? ';' : '.'}` }],
      })),
    ],
  };
}

/** Organisation, title, of which sitting, place and date. */
export function minutesHead(record: SittingRecord, title: string): readonly DocumentParagraph[] {
  const { lang, forum, sitting } = record;
  const words = paperWords[lang];
  const of = words.minutes.of(words.sittingKinds[sitting.kind], inLang(sitting.title, lang));
  const began = firstAt(record, 'sitting.opened') ?? sitting.startsAt;
  return [
    { kind: 'subtitle', align: 'centre', runs: [{ text: inLang(forum.title, lang) }] },
    { kind: 'title', align: 'centre', runs: [{ text: title }] },
    { kind: 'subtitle', align: 'centre', runs: [{ text: of }] },
    {
      kind: 'place-date',
      align: 'start',
      runs: [{ text: dateOf(record, began) }],
      opposite: [{ text: inLang(forum.place, lang) }],
    },
  ];
}

export function toParagraph({ kind, number, lead, words }: MinutesParagraph): DocumentParagraph {
  const runs: DocumentRun[] = lead === '' ? [] : [{ text: lead, bold: true }];
  return {
    kind,
    align: kind === 'heading' ? 'centre' : kind === 'text' ? 'justified' : 'start',
    ...(number === undefined ? {} : { number }),
    runs: [...runs, { text: words }],
  };
}

/** Who signs, a line, and the name; once signed, the day of it. */
export function signatureLines(record: SittingRecord, signers: readonly Signer[]): readonly DocumentParagraph[] {
  const words = paperWords[record.lang];
  return signers.map((as) => {
    const signed = record.minutes.signatures[as];
    const [holder] = as === 'chair' ? presiding(record) : holdersOf(record, 'secretary');
    const who = signed?.personId ?? holder;
    const name = who === undefined ? '' : `  ${personName(record, who)}`;
    const done = signed === undefined ? '____________' : words.minutes.signed(dateOf(record, signed.at));
    return {
      kind: 'signature',
      align: 'start',
      runs: [{ text: as === 'chair' ? words.chair : words.secretary }],
      opposite: [{ text: `${done}${name}` }],
    };
  });
}

function line(text: string): DocumentParagraph {
  return { kind: 'note', align: 'start', runs: [{ text }] };
}
