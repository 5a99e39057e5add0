/** What does a report say of each vote: what was put, by what rule, who could, how they answered, and what came out? Template T-14. */
import { waysWords } from '../i18n/ways-words.ts';
import { inLang } from '../lib/lang.ts';
import { decisionNumbers } from '../poll/decision-numbers.ts';
import type { Elector, Poll } from '../poll/poll.ts';
import { fromBoxed, isBallot } from '../poll/poll-answer.ts';
import { inHallMark } from '../poll/box-mark.ts';
import { electorateWords } from '../i18n/electorate-words.ts';
import { hallWords } from '../i18n/hall-words.ts';
import { checkCode } from './check-code.ts';
import type { DocumentBlock, DocumentModel, DocumentParagraph, DocumentTable } from './document.ts';
import { proxySentences } from './proxy-sentences.ts';
import { recusalSentences } from './recusal-sentences.ts';
import { pollWeightSentences } from './weight-sentences.ts';
import { hallSentences, mendedHallSentences } from './hall-sentences.ts';
import { minutesHead } from './minutes.ts';
import { paperWords } from './paper-words.ts';
import { standings } from './standings.ts';
import {
  clausesOf,
  optionName,
  questionOf,
  resultSentences,
  supersededSentences,
  wordingLines,
} from './poll-sentences.ts';
import {
  compareNames,
  dateOf,
  personName,
  pollsInOrder,
  recordedUntil,
  timeOf,
  type SittingRecord,
} from './sitting-record.ts';
import {
  agreementSentences,
  ballotWords,
  countParts,
  decisionSentences,
  groupNames,
  groupTable,
  levelWord,
  methodSentences,
  ruleSentences,
  type VotePart,
} from './vote-words.ts';

/** All votes of the sitting that were closed, in the order in which they were opened. */
export function buildVotingReport(record: SittingRecord): DocumentModel {
  const { lang } = record;
  const { report } = paperWords[lang];
  const closed = pollsInOrder(record).filter(({ closedAt, result }) => closedAt !== null && result !== null);
  return {
    lang,
    title: `${report.title} · ${inLang(record.sitting.title, lang)}`,
    printedAt: recordedUntil(record),
    running: `${inLang(record.forum.title, lang)} · ${report.title}`,
    blocks: [
      ...minutesHead(record, report.title),
      ...closed.flatMap((poll, place) => [
        { kind: 'heading', align: 'start', runs: [{ text: report.vote(place + 1) }] } satisfies DocumentBlock,
        factsTable(record, poll),
        ...arithmetic(record, poll),
        ...rollTable(record, poll),
      ]),
    ],
  };
}

/** One fact a row. */
function factsTable(record: SittingRecord, poll: Poll): DocumentTable {
  const { lang } = record;
  const { report, minutes } = paperWords[lang];
  const { facts } = report;
  const clauses = clausesOf(record, poll);
  const numbers = decisionNumbers(poll);
  const instant = (at: number): string => `${dateOf(record, at)}, ${timeOf(record, at)}`;
  const wordings = wordingLines(record, poll);
  const wording =
    wordings.length > 0
      ? wordings
      : clauses.map(({ named, words }) => (clauses.length > 1 ? `${named}: «${words}»` : `«${words}»`));
  const result = [
    ...(poll.annulled === null ? [] : [minutes.annulled(poll.annulled.reason)]),
    ...resultSentences(record, poll),
    ...supersededSentences(record, poll),
  ];
  const rows: (readonly [string, string])[] = [
    [facts.question, questionOf(record, poll)],
    ...(wording.length === 0 ? [] : [[facts.wording, wording.join('\n')] as const]),
    [facts.hash, checkCode(poll.paperHash)],
    [facts.form, poll.form === 'named' ? report.named : report.unnamed],
    [facts.rule, rules(record, poll).join(' ')],
    [facts.opened, instant(poll.openedAt)],
    [facts.closed, instant(poll.closedAt ?? poll.closesAt)],
    [facts.electorate, [report.entitled(poll.entitled, poll.seats), ...pollWeightSentences(lang, poll)].join('. ')],
    [facts.present, String(numbers?.present ?? poll.presentAtOpening)],
    ...(numbers === null ? [] : [[facts.answers, minutes.voted(numbers)] as const]),
    ...hallRow(record, poll),
    ...proxySentences(record, poll).map((said) => [electorateWords[lang].proxies, said] as const),
    ...recusalSentences(record, poll).map((said) => [electorateWords[lang].noPart, said] as const),
    ...(numbers === null || numbers.needed === 0 ? [] : [[facts.needed, report.needed(numbers.needed)] as const]),
    [facts.result, result.join(' ')],
    [facts.seal, poll.result?.sealHash ?? ''],
  ];
  return { kind: 'table', title: '', head: report.head, widths: [3, 7], rows };
}

/** Where votes by card were counted in the hall, and what was mended of that count. */
function hallRow(record: SittingRecord, poll: Poll): readonly (readonly [string, string])[] {
  const said = [...hallSentences(record, poll), ...mendedHallSentences(record, poll)];
  return said.length === 0 ? [] : [[hallWords[record.lang].sources, said.join('\n')]];
}

function rules({ lang }: SittingRecord, { ask }: Poll): readonly string[] {
  if (ask.kind === 'decision') return ruleSentences(lang, ask.rule);
  if (ask.kind === 'no-objection') return [waysWords[lang].silence.rule];
  return ask.kind === 'choice' ? methodSentences(lang, ask.method) : [];
}

/** How it was counted, step by step. */
function arithmetic(record: SittingRecord, poll: Poll): readonly DocumentBlock[] {
  const { lang } = record;
  const { result } = poll;
  if (result === null) return [];
  switch (result.kind) {
    case 'decision':
      return [
        ...decisionSentences(lang, result.decision, groupNames(lang, poll.groups)).map(note),
        ...[groupTable(lang, result.sheet, poll.form, groupNames(lang, poll.groups), isByGroups(poll))].flatMap(
          (table) => (table === null ? [] : toBlocks(table)),
        ),
      ];
    case 'choice':
      return [
        ...countParts(lang, result.counted, optionName(record, poll)).flatMap(toBlocks),
        ...(result.advisory === null
          ? []
          : [
              advisoryTable(
                record,
                standings(lang, result.advisory).map(({ option, figure }) => [
                  optionName(record, poll)(option),
                  figure ?? '',
                ]),
              ),
            ]),
      ];
    case 'consent':
      return [
        ...agreementSentences(lang, result.histogram).map(note),
        {
          kind: 'table',
          title: '',
          head: paperWords[lang].report.head,
          widths: [7, 2],
          rows: result.histogram.rows.map(({ level, weight }) => [
            levelWord(lang, poll.ask.kind === 'consent' ? poll.ask.scale : 'five', level),
            String(weight),
          ]),
        },
        ...(result.advisory === null
          ? []
          : [
              advisoryTable(
                record,
                result.advisory.rows.map(({ level, weight }) => [
                  levelWord(lang, poll.ask.kind === 'consent' ? poll.ask.scale : 'five', level),
                  String(weight),
                ]),
              ),
            ]),
      ];
    case 'no-objection':
    case 'here':
      return [];
  }
}

/** What seats that advise answered, under its own title: it is in no sum (POLL-19). */
function advisoryTable({ lang }: SittingRecord, rows: readonly (readonly string[])[]): DocumentTable {
  return { kind: 'table', title: waysWords[lang].advisory, head: paperWords[lang].report.head, widths: [7, 2], rows };
}

/** Do the groups decide? Then what each did is the arithmetic. */
function isByGroups({ ask }: Poll): boolean {
  return ask.kind === 'decision' && ask.rule.inEachGroup.length > 0;
}

function toBlocks(part: VotePart): readonly DocumentBlock[] {
  if (part.is === 'sentence') return [note(part.text)];
  if (part.is === 'round') {
    return [
      { kind: 'note', align: 'start', runs: [{ text: part.title, bold: true }] },
      ...part.parts.flatMap(toBlocks),
    ];
  }
  const { title, head, rows } = part;
  return [{ kind: 'table', title, head, rows, widths: [4, ...head.slice(1).map(() => 1)] }];
}

function note(text: string): DocumentParagraph {
  return { kind: 'note', align: 'start', runs: [{ text }] };
}

/** Who voted how; of a named vote alone, and only here, where the box was read. */
export function rollTable(record: SittingRecord, poll: Poll): readonly DocumentTable[] {
  const { lang, people } = record;
  const { report } = paperWords[lang];
  const { silence } = waysWords[lang];
  const box = record.rolls[poll.pollId];
  if (poll.form !== 'named' || poll.electors === 'hidden' || box === undefined || poll.ask.kind === 'here') return [];
  const cast = new Map(box.map((ballot) => [ballot.seatId, ballot]));
  const said = (elector: Elector): string => {
    const { choice, proxy } = cast.get(elector.seatId) ?? {};
    if (choice === inHallMark) return hallWords[lang].inHall;
    if (choice === undefined) return poll.ask.kind === 'no-objection' ? silence.silent : report.none;
    const words = answerWords(record, poll, choice);
    if (proxy !== undefined) return `${words} (${electorateWords[lang].byProxy(personName(record, proxy))})`;
    return poll.byHand.includes(elector.seatId) ? `${words} (${report.byHand})` : words;
  };
  const rows = [...poll.electors]
    .sort((a, b) => compareNames(record, a.personId, b.personId))
    .map((elector, place) => {
      const organisation = people[elector.personId]?.organisation;
      return [
        String(place + 1),
        personName(record, elector.personId),
        organisation == null ? '' : inLang(organisation, lang),
        report.rights[elector.right],
        String(elector.weight),
        said(elector),
      ];
    });
  const silent = [...poll.recused]
    .sort((a, b) => compareNames(record, a.personId, b.personId))
    .map(({ personId, right, weight }, place) => {
      const organisation = people[personId]?.organisation;
      return [
        String(rows.length + place + 1),
        personName(record, personId),
        organisation == null ? '' : inLang(organisation, lang),
        report.rights[right],
        String(weight),
        electorateWords[lang].noPart,
      ];
    });
  return [
    {
      kind: 'table',
      title: report.roll,
      head: report.rollHead,
      widths: [0.8, 4, 3.8, 2.2, 1.5, 2.6],
      rows: [...rows, ...silent],
    },
  ];
}

function answerWords(record: SittingRecord, poll: Poll, choice: string): string {
  const { lang } = record;
  const { report } = paperWords[lang];
  const answer = fromBoxed(choice);
  if (answer.kind === 'decision') return report.choices[answer.choice];
  if (answer.kind === 'here') return report.here;
  if (answer.kind === 'objection') return waysWords[lang].silence.objection;
  if (isBallot(answer)) return ballotWords(lang, answer, optionName(record, poll));
  return poll.ask.kind === 'consent' ? levelWord(lang, poll.ask.scale, answer.level) : '';
}
