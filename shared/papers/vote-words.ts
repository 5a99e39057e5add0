/**
 * How was it counted, in sentences and tables that a delegate can follow? From the steps alone, for the screen and for the paper: both
 * say the same. Pure; every function takes the language and returns words, and names of options come in as they are to be read.
 */
import type { AgreementHistogram, AgreementLevel, AgreementScale } from '../counting/agreement.ts';
import { agreementScales } from '../counting/agreement.ts';
import type { Ballot, Method, OptionId, RequiredShare } from '../counting/ballot.ts';
import type { BordaStep } from '../counting/borda.ts';
import type { CountStep } from '../counting/count.ts';
import type { DecisionRule, Requirement } from '../counting/decision-rule.ts';
import type { InstantRunoffStep } from '../counting/instant-runoff.ts';
import type { Counted, LotStep, OptionVotes, Outcome } from '../counting/outcome.ts';
import type { PairTable } from '../counting/schulze.ts';
import { unitsOfVote, type TransferableVoteStep } from '../counting/transferable-vote.ts';
import type { DecisionStep, RequirementStep, TieSettlement, VoteDecision } from '../counting/vote-decision.ts';
import type { VoteSheet } from '../counting/vote-sheet.ts';
import type { Quorum } from '../forum/voting-rule.ts';
import { votingWords, type VotingWords } from '../i18n/voting-words.ts';
import { assertNever } from '../lib/assert-never.ts';
import { inLang, type Lang } from '../lib/lang.ts';
import type { SeatGroup } from '../sitting/sitting.ts';

/** The name of an option as it is read, in the language asked for. */
export type NameOf = (option: OptionId) => string;

/** Numbers and names in rows; every row is as long as the head, and its first cell says what the row is. */
export interface VoteTable {
  readonly is: 'table';
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
export interface VoteSentence {
  readonly is: 'sentence';
  readonly text: string;
}
/** A round of a count: folded on a screen, under its own heading on paper. */
export interface VoteRound {
  readonly is: 'round';
  readonly title: string;
  readonly parts: readonly (VoteSentence | VoteTable)[];
}
export type VotePart = VoteSentence | VoteTable | VoteRound;

// ── A yes-or-no question ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** By what rule it is decided: one sentence for each thing that is asked for. For the ballot, before the vote, and for the report. */
export function ruleSentences(lang: Lang, rule: DecisionRule): readonly string[] {
  const words = votingWords[lang];
  const [first, ...others] = rule.requirements;
  return [
    requirementRule(words, first, words.rule.needs),
    ...others.map((requirement) => requirementRule(words, requirement, words.rule.alsoNeeds)),
    ...rule.inEachGroup.map((requirement) => {
      if (requirement.kind === 'unanimous') return words.rule.unanimousInGroups;
      if (requirement.kind === 'no-objection') return words.rule.noObjectionInGroups;
      return requirementRule(words, requirement, words.rule.eachGroup);
    }),
    ...(rule.quorum === null ? [] : [words.rule.quorum(quorumShare(words, rule.quorum))]),
    ...(rule.turnout === null ? [] : [words.rule.turnout(quorumShare(words, rule.turnout))]),
  ];
}

function requirementRule(
  words: VotingWords,
  requirement: Requirement,
  say: (majority: string, base: string) => string,
): string {
  switch (requirement.kind) {
    case 'share':
      return say(words.rule.majorities[requirement.majority], words.rule.bases[requirement.base]);
    case 'unanimous':
      return words.rule.unanimous;
    case 'no-objection':
      return words.rule.noObjection;
    default:
      return assertNever(requirement);
  }
}

function quorumShare(words: VotingWords, { numerator, denominator, strict }: Quorum): string {
  if (strict) return numerator * 2 === denominator ? words.rule.half : words.rule.moreThan(numerator, denominator);
  return words.rule.atLeast(numerator, denominator);
}

/** Each step of a decision as a sentence, in the order in which it was decided: quorum, turnout, majorities, tie, settlement, advisory. */
export function decisionSentences(
  lang: Lang,
  decision: Pick<VoteDecision, 'steps'>,
  groupName: NameOf = (group) => group,
): readonly string[] {
  const words = votingWords[lang];
  return decision.steps.map((step) => decisionSentence(words, step, groupName));
}

/** A group of a vote as it was called at its opening. */
export function groupNames(lang: Lang, groups: readonly SeatGroup[]): NameOf {
  return (group) => inLang(groups.find(({ groupId }) => groupId === group)?.name ?? {}, lang) || group;
}

function decisionSentence(words: VotingWords, step: DecisionStep, groupName: NameOf): string {
  const { decision } = words;
  switch (step.step) {
    case 'quorum': {
      const there = step.isReached ? decision.quorumThere : decision.quorumMissing;
      return `${decision.quorum(step.here, step.entitled, step.needed)} ${there}`;
    }
    case 'turnout': {
      const there = step.isReached ? decision.turnoutThere : decision.turnoutMissing;
      return `${decision.turnout(step.here, step.entitled, step.needed)} ${there}`;
    }
    case 'requirement': {
      const sentence = requirementSentence(words, step);
      return step.group === null ? sentence : decision.inGroup(groupName(step.group), sentence);
    }
    case 'tie':
      return `${decision.tie(step.votes)} ${decision.tieRules[step.rule]}`;
    case 'settled':
      return settlementSentence(words, step.settlement);
    case 'advisory': {
      const said = decision.advisory(step.yes, step.no, step.abstain);
      return step.invalid === 0 ? said : `${said} ${decision.invalid(step.invalid)}`;
    }
    default:
      return assertNever(step);
  }
}

function requirementSentence(words: VotingWords, step: RequirementStep): string {
  const { decision, rule } = words;
  const met = step.isMet ? decision.met : decision.notMet;
  const { requirement, needed, base, yes } = step;
  switch (requirement.kind) {
    case 'share': {
      const [majority, of] = [rule.majorities[requirement.majority], rule.bases[requirement.base]];
      if (needed === null) return decision.emptyBase(majority, of);
      return `${decision.share(majority, of, base, needed, yes)} ${met}`;
    }
    case 'unanimous':
      return `${decision.unanimous(base, yes)} ${met}`;
    case 'no-objection':
      // Needed is for and against together: all who spoke to it.
      return `${decision.noObjection(needed === null ? 0 : needed - yes)} ${met}`;
    default:
      return assertNever(requirement);
  }
}

function settlementSentence({ decision }: VotingWords, settlement: TieSettlement): string {
  switch (settlement.by) {
    case 'chair-casting':
      return settlement.vote === 'yes' ? decision.chairFor : decision.chairAgainst;
    case 'revote':
      return decision.secondVote;
    case 'lot':
      return settlement.drawn === 'yes' ? decision.lotFor : decision.lotAgainst;
    default:
      return assertNever(settlement);
  }
}

/** Below this a number could tell who voted how. */
const smallestTold = 5;

/**
 * For, against, abstained and not voted by group, of a named vote: an unnamed one is not told apart (KIND-1). No number under five is told,
 * nor one that could be worked out from the sums beside it; all are where the groups decide (`isByGroups`), for there they are the
 * arithmetic. `null`: there are not two groups to tell apart, or nothing could be told.
 */
export function groupTable(
  lang: Lang,
  sheet: VoteSheet,
  form: 'named' | 'unnamed',
  groupName: NameOf = (group) => group,
  isByGroups = false,
): VoteTable | null {
  if (sheet.groups.length < 2 || form === 'unnamed') return null;
  const words = votingWords[lang];
  const cells = sheet.groups.map(({ count: { yes, no, abstain, invalid, entitled } }) => [
    yes,
    no,
    abstain,
    entitled - yes - no - abstain - invalid,
  ]);
  const hidden = isByGroups ? cells.map((row) => row.map(() => false)) : cellsToHide(cells);
  if (hidden.every((row) => row.every((isHidden) => isHidden))) return null;
  return {
    is: 'table',
    title: words.groups.title,
    head: [words.groups.group, words.groups.yes, words.groups.no, words.groups.abstain, words.groups.notVoted],
    rows: sheet.groups.map(({ group }, row) => [
      groupName(group),
      ...cells[row]!.map((cell, column) => (hidden[row]![column]! ? words.groups.hidden : String(cell))),
    ]),
  };
}

/**
 * Cells under five; and in each row and column where only one is hidden, or the hidden ones come to less than five together, the smallest
 * of the others: else the sum would tell them.
 */
function cellsToHide(cells: readonly (readonly number[])[]): readonly (readonly boolean[])[] {
  const hidden = cells.map((row) => row.map((cell) => cell < smallestTold));
  const lines = [
    ...cells.map((row, a) => row.map((_, b) => [a, b] as const)),
    ...(cells[0] ?? []).map((_, b) => cells.map((_, a) => [a, b] as const)),
  ];
  for (let isNew = true; isNew;) {
    isNew = false;
    for (const line of lines) {
      const told = line.filter(([a, b]) => !hidden[a]![b]!);
      const kept = line.filter(([a, b]) => hidden[a]![b]!);
      const sum = kept.reduce((all, [a, b]) => all + cells[a]![b]!, 0);
      if (kept.length === 0 || told.length === 0 || (kept.length > 1 && sum >= smallestTold)) continue;
      const [a, b] = told.reduce((least, cell) =>
        cells[cell[0]]![cell[1]]! < cells[least[0]]![least[1]]! ? cell : least,
      );
      hidden[a]![b] = true;
      isNew = true;
    }
  }
  return hidden;
}

// ── A choice among options ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** How one of several is chosen, in a sentence or two. For the ballot and for the report. */
export function methodSentences(lang: Lang, method: Method): readonly string[] {
  const words = votingWords[lang];
  const say = words.method;
  switch (method.kind) {
    case 'single-choice':
      return [say.one, ...requiredRule(words, method.required)];
    case 'approval':
      return [
        say.approval(method.seats),
        ...(method.maxMarks === null ? [] : [say.atMost(method.maxMarks)]),
        ...requiredRule(words, method.required),
      ];
    case 'score':
      return [say.score(method.lowest, method.highest), say.by[method.by]];
    case 'borda':
      return [say.borda];
    case 'instant-runoff':
      return [say.runoff];
    case 'schulze':
      return [say.schulze];
    case 'transferable-vote':
      return [say.transferable(method.seats)];
    default:
      return assertNever(method);
  }
}

function requiredRule(words: VotingWords, required: RequiredShare | null): readonly string[] {
  if (required === null) return [];
  return [words.method.needs(words.rule.majorities[required.majority], words.rule.bases[required.base])];
}

/** The one or two words that stand first and large: what came out. */
export function outcomeWord(lang: Lang, outcome: Outcome, nameOf: NameOf): string {
  const { outcome: words } = votingWords[lang];
  switch (outcome.kind) {
    case 'chosen':
      return outcome.elected.length === 1 ? nameOf(outcome.elected[0]!) : words.electedTable;
    case 'tie':
      return words.tieWord;
    case 'none':
      return words.noneWord;
    default:
      return assertNever(outcome);
  }
}

/**
 * Who is elected; or who is even, and what is to be done about it; or why nobody is. `evenMost`: more of those who are even are not named in
 * the sentence, for they stand marked beside it.
 */
export function outcomeSentences(lang: Lang, outcome: Outcome, nameOf: NameOf, evenMost = Infinity): readonly string[] {
  const { outcome: words } = votingWords[lang];
  const list = (options: readonly OptionId[]): string => options.map(nameOf).join(', ');
  switch (outcome.kind) {
    case 'chosen':
      return [
        outcome.elected.length === 1 ? words.winner(list(outcome.elected)) : words.elected(list(outcome.elected)),
      ];
    case 'tie': {
      const { tie, elected } = outcome;
      const among = tie.among.length > evenMost ? words.marked(tie.among.length) : list(tie.among);
      const even =
        tie.at.what === 'seat'
          ? words.tieForSeat(among, tie.take)
          : tie.at.what === 'exclusion'
            ? words.tieForExclusion(among, tie.at.round)
            : words.tieForSurplus(among, tie.at.round);
      return [even, ...(elected.length === 0 ? [] : [words.alreadyElected(list(elected))]), words.toDo];
    }
    case 'none':
      return [outcome.why === 'no-votes' ? words.noVotes : words.notReached];
    default:
      return assertNever(outcome);
  }
}

/** The whole count, step by step, in the order in which it went. */
export function countParts(lang: Lang, counted: Counted<CountStep>, nameOf: NameOf): readonly VotePart[] {
  const parts: VotePart[] = [];
  let round: { title: string; parts: (VoteSentence | VoteTable)[] } | null = null;
  for (const step of counted.steps) {
    if (step.step === 'round') {
      round = { title: votingWords[lang].count.round(step.round), parts: [] };
      parts.push({ is: 'round', ...round });
    }
    // What a round led to stands in it: who left, who was elected, where the votes went. The next round opens with where they lie.
    (round?.parts ?? parts).push(...stepParts(lang, step, nameOf));
  }
  return parts;
}

function stepParts(lang: Lang, step: CountStep, nameOf: NameOf): readonly (VoteSentence | VoteTable)[] {
  const words = votingWords[lang];
  const { count, outcome } = words;
  const list = (options: readonly OptionId[]): string => options.map(nameOf).join(', ');
  switch (step.step) {
    case 'ballots': {
      const said = count.ballots(step.cast, step.counted);
      return [sentence(step.blank === 0 ? said : `${said} ${count.blank(step.blank)}`)];
    }
    case 'votes':
      return [votesTable(words, step.votes, String, nameOf)];
    case 'required': {
      const [majority, base] = [words.rule.majorities[step.required.majority], words.rule.bases[step.required.base]];
      return [sentence(count.required(majority, base, step.base, step.needed))];
    }
    case 'scores':
      return [
        {
          is: 'table',
          title: count.scoresTable,
          head: [count.option, count.sum, count.scoredBy, count.mean, count.median],
          rows: step.rows.map((row) => [
            nameOf(row.option),
            String(row.sum),
            String(row.scores),
            row.scores === 0 ? '–' : decimal(lang, roundedFraction(row.sum, row.scores, 2)),
            row.medianHalves === null ? '–' : decimal(lang, String(row.medianHalves / 2)),
          ]),
        },
        ...step.rows.filter((row) => !row.isRanked).map((row) => sentence(count.tooFew(nameOf(row.option)))),
      ];
    case 'points-of-places':
      return [sentence(`${count.pointsOfPlaces(step.points.join(', '))} ${unrankedSentence(words, step.unranked)}`)];
    case 'points':
      return [
        {
          is: 'table',
          title: count.pointsTable,
          head: [count.option, count.points],
          rows: byMost(step.rows, ({ halfPoints }) => halfPoints).map((row) => [
            nameOf(row.option),
            decimal(lang, String(row.halfPoints / 2)),
          ]),
        },
      ];
    case 'round':
      return 'needed' in step ? runoffRound(words, step, nameOf) : transferableRound(lang, step, nameOf);
    case 'excluded': {
      const options = list(step.options);
      const out = [
        sentence(step.options.length > 1 ? count.outTogether(options) : count.out(options)),
        ...(step.lookedBackTo === null ? [] : [sentence(count.lookedBack(step.lookedBackTo))]),
      ];
      return 'transfers' in step ? [...out, ...transfersTable(lang, step.transfers, nameOf)] : out;
    }
    case 'elected':
      if ('option' in step) return [sentence(count.moreThanHalf(nameOf(step.option)))];
      return [sentence((step.by === 'quota' ? count.reached : count.lastSeats)(list(step.options)))];
    case 'quota':
      return [sentence(count.quota(inVotes(lang, step.quota), step.seats, inVotes(lang, step.valid)))];
    case 'surplus':
      return [
        sentence(count.surplus(nameOf(step.option), inVotes(lang, step.votes), inVotes(lang, step.surplus))),
        ...(step.lookedBackTo === null ? [] : [sentence(count.lookedBack(step.lookedBackTo))]),
        ...transfersTable(lang, step.transfers, nameOf),
      ];
    case 'pairs':
      return [pairTable(count.pairsTable, step.options, step.preferred, nameOf)];
    case 'paths':
      return [pairTable(count.pathsTable, step.options, step.strength, nameOf)];
    case 'order': {
      const places = step.order.map((level, place) => count.order(place + 1, list(level)));
      return [
        sentence(`${count.orderTitle} ${places.join('; ')}.`),
        ...(step.againstStatusQuo ?? []).map(({ option, over, under }) =>
          sentence(count.overStatusQuo(nameOf(option), over, under)),
        ),
      ];
    }
    case 'lot':
      return [sentence(lotSentence(words, step, list))];
    case 'places': {
      const elected =
        step.elected.length === 1 ? outcome.winner(list(step.elected)) : outcome.elected(list(step.elected));
      return [sentence(step.vacant === 0 ? elected : `${elected} ${outcome.vacant(step.vacant)}`)];
    }
    default:
      return assertNever(step);
  }
}

function lotSentence({ count }: VotingWords, step: LotStep, list: (options: readonly OptionId[]) => string): string {
  return count.lot(list(step.tie.among), list(step.drawn));
}

function unrankedSentence({ count }: VotingWords, unranked: Extract<BordaStep, { unranked: unknown }>['unranked']) {
  return unranked === 'average' ? count.unrankedAverage : count.unrankedZero;
}

function runoffRound(
  words: VotingWords,
  step: Extract<InstantRunoffStep, { step: 'round' }>,
  nameOf: NameOf,
): readonly (VoteSentence | VoteTable)[] {
  const { count } = words;
  return [
    votesTable(words, step.votes, String, nameOf),
    ...(step.exhausted === 0 ? [] : [sentence(count.exhausted(String(step.exhausted)))]),
    sentence(count.needed(step.needed, step.continuing)),
  ];
}

function transferableRound(
  lang: Lang,
  step: Extract<TransferableVoteStep, { step: 'round' }>,
  nameOf: NameOf,
): readonly (VoteSentence | VoteTable)[] {
  const words = votingWords[lang];
  const { count } = words;
  return [
    votesTable(words, step.votes, (votes) => inVotes(lang, votes), nameOf),
    ...(step.nonTransferable === 0 ? [] : [sentence(count.exhausted(inVotes(lang, step.nonTransferable)))]),
    ...(step.lost === 0 ? [] : [sentence(count.lost(inVotes(lang, step.lost)))]),
  ];
}

function votesTable(
  { count }: VotingWords,
  votes: readonly OptionVotes[],
  say: (votes: number) => string,
  nameOf: NameOf,
): VoteTable {
  const rows = byMost(votes, (row) => row.votes).map((row) => [nameOf(row.option), say(row.votes)]);
  return { is: 'table', title: count.votesTable, head: [count.option, count.votes], rows };
}

function transfersTable(
  lang: Lang,
  transfers: Extract<TransferableVoteStep, { step: 'surplus' }>['transfers'],
  nameOf: NameOf,
): readonly VoteTable[] {
  if (transfers.length === 0) return [];
  const { count } = votingWords[lang];
  // From whom, the sentence before it has said: votes go on from one option at a time.
  const rows = transfers.map(({ to, ballots, value, votes }) => [
    to === null ? count.nobody : nameOf(to),
    String(ballots),
    inVotes(lang, value),
    inVotes(lang, votes),
  ]);
  const head = [count.to, count.ballotsHead, count.value, count.votes];
  return [{ is: 'table', title: count.transfersTable, head, rows }];
}

/** Long names would make a table of pairs wider than any page: columns are numbered, and each row begins with its number and its name. */
function pairTable(title: string, options: readonly OptionId[], cells: PairTable, nameOf: NameOf): VoteTable {
  return {
    is: 'table',
    title,
    head: ['', ...options.map((_, place) => String(place + 1))],
    rows: options.map((option, a) => [
      `${a + 1}. ${nameOf(option)}`,
      ...options.map((_, b) => (a === b ? '–' : String(cells[a]?.[b] ?? 0))),
    ]),
  };
}

// ── Levels of agreement ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A level in words; on the long scale with its number, 1 to 8. */
export function levelWord(lang: Lang, scale: AgreementScale, level: AgreementLevel): string {
  const words: Readonly<Record<string, string>> = votingWords[lang][scale];
  const word = words[level];
  if (word === undefined) throw new Error(`the scale ${scale} has no level ${level}`);
  if (scale !== 'eight') return word;
  const levels: readonly AgreementLevel[] = agreementScales.eight;
  return `${levels.indexOf(level) + 1}. ${word}`;
}

/** What a histogram says, never in one number; its rows stand beside it, each with its word. */
export function agreementSentences(lang: Lang, histogram: AgreementHistogram): readonly string[] {
  const { agreement } = votingWords[lang];
  const { reading, weight } = histogram;
  const said = ((): string => {
    switch (reading.scale) {
      case 'round':
        return reading.label === 'adopted' ? agreement.adopted : weight > 0 ? agreement.objected : agreement.discuss;
      case 'five':
        return { consent: agreement.consent, discuss: agreement.discuss, blocked: agreement.blocked }[reading.label];
      case 'eight':
        if (reading.label === 'strong') return agreement.strong(reading.inFirstThree, weight);
        return reading.label === 'consensus' ? agreement.consensus : agreement.continue;
      default:
        return assertNever(reading);
    }
  })();
  return [agreement.answered(weight), said, agreement.decidesNothing];
}

// ── A ballot ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a ballot says, as its voter would say it. For *your choice*, the roll of a named vote and the receipt. */
export function ballotWords(lang: Lang, ballot: Ballot, nameOf: NameOf): string {
  const { ask } = votingWords[lang];
  switch (ballot.kind) {
    case 'choice':
      return ballot.option === null ? ask.empty : nameOf(ballot.option);
    case 'marks':
      return ballot.options.length === 0 ? ask.empty : ballot.options.map(nameOf).join(', ');
    case 'scores': {
      const given = ballot.scores.filter(({ score }) => score !== null);
      return given.length === 0
        ? ask.empty
        : given.map(({ option, score }) => `${nameOf(option)} – ${score ?? ''}`).join(', ');
    }
    case 'ranking': {
      const ranks = ballot.ranking.filter((rank) => rank.length > 0);
      return ranks.length === 0
        ? ask.empty
        : ranks.map((rank, place) => `${place + 1}. ${rank.map(nameOf).join(' = ')}`).join('; ');
    }
    default:
      return assertNever(ballot);
  }
}

// ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function sentence(text: string): VoteSentence {
  return { is: 'sentence', text };
}

/** Units of a transferable vote as votes, with as many decimals as they have. Whole numbers only: nothing is rounded. */
function inVotes(lang: Lang, units: number): string {
  const part = units % unitsOfVote;
  const whole = String((units - part) / unitsOfVote);
  if (part === 0) return whole;
  return decimal(lang, `${whole}.${String(part).padStart(5, '0').replace(/0+$/, '')}`);
}

/** A fraction of whole numbers ≥ 0, rounded half up to some decimals; decoration, for what decides is compared exactly. */
function roundedFraction(numerator: number, denominator: number, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  const rounded = (2n * n * scale + d) / (2n * d);
  return `${rounded / scale}.${String(rounded % scale).padStart(decimals, '0')}`;
}

/** Russian and Kazakh write a comma. */
function decimal(lang: Lang, number: string): string {
  return lang === 'en' ? number : number.replace('.', ',');
}

function byMost<Row>(rows: readonly Row[], of: (row: Row) => number): readonly Row[] {
  return [...rows].sort((a, b) => of(b) - of(a));
}
