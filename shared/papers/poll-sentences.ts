/** What was put, and what was decided, in the sentences of the templates? For minutes and voting report alike. */
import { waysWords } from '../i18n/ways-words.ts';
import { wordingsWords } from '../i18n/wordings-words.ts';
import { assertNever } from '../lib/assert-never.ts';
import { inLang } from '../lib/lang.ts';
import { decisionNumbers } from '../poll/decision-numbers.ts';
import { verdictOf, type Poll, type PollResult } from '../poll/poll.ts';
import { asItIs, wordingChosen, wordingsPut } from '../poll/wordings.ts';
import { paperWords } from './paper-words.ts';
import { personName, votedClause, type SittingRecord, type VotedClause } from './sitting-record.ts';
import { agreementSentences, outcomeSentences } from './vote-words.ts';
import { wholeDraftWords } from './whole-draft-words.ts';

/** The clauses of a poll by the bytes that were voted on; those that are no longer known stand by their hash alone. */
export function clausesOf(record: SittingRecord, { subject }: Poll): readonly VotedClause[] {
  if (subject.of !== 'clauses' && subject.of !== 'draft') return [];
  return subject.clauses.flatMap((put) => votedClause(record, subject.draftId, put) ?? []);
}

/** In one line: of what the vote was. */
export function questionOf(record: SittingRecord, poll: Poll): string {
  const { subjects } = paperWords[record.lang];
  const { subject } = poll;
  switch (subject.of) {
    case 'clauses':
      return `${subject.wordings === undefined ? subjects.clauses : wordingsWords[record.lang].subject}${clausesOf(
        record,
        poll,
      )
        .map(({ named }) => named)
        .join(', ')}`;
    case 'draft':
      return subjects[subject.stage];
    case 'question':
      return inLang(subject.question, record.lang);
    case 'roll-call':
      return subjects.rollCall;
    default:
      return assertNever(subject);
  }
}

/** Each wording that is chosen among, in full, by the name that ballots have; as it is, the last. Empty where it is about something else. */
export function wordingLines(record: SittingRecord, poll: Poll): readonly string[] {
  const wordings = wordingsPut(poll);
  if (wordings === null) return [];
  const nameOf = optionName(record, poll);
  return [
    ...wordings.map(({ optionId, words }) => `${nameOf(optionId)}: «${inLang(words, record.lang)}»`),
    ...clausesOf(record, poll).map(({ words }) => `${nameOf(asItIs)}: «${words}»`),
  ];
}

/** How an option is called on paper. */
export function optionName(record: Pick<SittingRecord, 'lang'>, { ask }: Poll): (option: string) => string {
  return (option) => {
    const found = ask.kind === 'choice' ? ask.options.find(({ optionId }) => optionId === option) : undefined;
    return found === undefined ? option : inLang(found.words, record.lang);
  };
}

/** The results text of T-3; of a choice, who is elected; of a survey, what it says. */
export function resultSentences(record: SittingRecord, poll: Poll): readonly string[] {
  const { result } = poll;
  const { lang } = record;
  const words = paperWords[lang];
  if (result === null) return [];
  switch (result.kind) {
    case 'decision':
      return [decisionText(record, poll, result)];
    case 'choice':
      return outcomeSentences(lang, result.counted.outcome, optionName(record, poll));
    case 'consent':
      return agreementSentences(lang, result.histogram);
    case 'no-objection':
      return [
        result.isCarried ? words.result.withoutObjection : words.result.objected,
        ...objectionLines(record, poll),
      ];
    case 'here':
      return [words.minutes.rollCall(result.answered, poll.seats)];
    default:
      return assertNever(result);
  }
}

/** Who objected, and what was said for it. */
function objectionLines({ people, lang }: SittingRecord, { result, electors }: Poll): readonly string[] {
  if (result?.kind !== 'no-objection' || result.isCarried) return [];
  const { by, because } = waysWords[lang].silence;
  const holders = result.objectors.flatMap((seatId) =>
    electors === 'hidden' ? [] : (electors.find((elector) => elector.seatId === seatId)?.personId ?? []),
  );
  const names = holders.map((personId) => personName({ people, lang }, personId));
  return [`${by(names.join(', '))}.`, ...result.reasons.map((reason) => `${because(reason.replace(/\.$/, ''))}.`)];
}

function decisionText(
  { lang }: SittingRecord,
  poll: Poll,
  { decision, settlement }: Extract<PollResult, { kind: 'decision' }>,
): string {
  const { result: words } = paperWords[lang];
  const numbers = decisionNumbers(poll);
  const isCarried = decision.outcome === 'carried';
  if (settlement?.by === 'chair-casting') return isCarried ? words.chairCarried : words.chairRejected;
  if (settlement?.by === 'lot') return isCarried ? words.lotCarried : words.lotRejected;
  switch (decision.outcome) {
    case 'carried':
      return numbers?.no === 0 && numbers.abstain === 0 ? words.unanimously : words.carried;
    case 'rejected':
      return settlement?.by === 'revote' || isEven(numbers) ? words.tie : words.rejected;
    case 'no-quorum':
      return words.noQuorum;
    case 'no-turnout':
      return words.noTurnout;
    case 'tie':
      return words.tie;
    default:
      return assertNever(decision.outcome);
  }
}

function isEven(numbers: ReturnType<typeof decisionNumbers>): boolean {
  return numbers !== null && numbers.yes === numbers.no && numbers.yes > 0;
}

/** That the chair came back to it: what it decided holds no more. */
export function supersededSentences({ draft, lang }: SittingRecord, { pollId }: Poll): readonly string[] {
  return Object.values(draft.drafts)
    .flatMap(({ superseded }) => superseded.filter((one) => one.pollId === pollId))
    .map(({ reason }) => wholeDraftWords[lang].superseded(reason.replace(/\.$/, '')));
}

/** What was decided, as the minutes say it: «принять пункт 3 в редакции: «…»». Empty where nothing was. */
export function resolvedLines(record: SittingRecord, poll: Poll): readonly string[] {
  const { result, subject } = poll;
  const chosen = poll.annulled === null ? wordingChosen(poll, result) : null;
  if (chosen !== null) {
    return clausesOf(record, poll).map(
      ({ named }) => `${wordingsWords[record.lang].decided(named)} «${inLang(chosen.words, record.lang)}»`,
    );
  }
  const verdict = result === null ? null : verdictOf(result);
  // After an objection nothing was decided: the vote that follows says what.
  if (verdict === null || verdict === 'objected' || poll.annulled !== null) return [];
  const { result: words } = paperWords[record.lang];
  const isCarried = verdict === 'carried';
  switch (subject.of) {
    case 'clauses':
      return clausesOf(record, poll).map(({ named, words: text, addressee }) =>
        isCarried
          ? `${words.adoptClause(named)} «${addressee === '' ? '' : `${addressee}: `}${text}»`
          : words.rejectClause(named),
      );
    case 'draft':
      return isCarried ? [words[subject.stage]] : [];
    case 'question':
      return isCarried ? [inLang(subject.question, record.lang)] : [];
    case 'roll-call':
      return [];
    default:
      return assertNever(subject);
  }
}
