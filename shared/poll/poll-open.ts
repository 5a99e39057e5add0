/** When may something be put to the vote? */
import { toCanonicalJson } from '../draft/canonical-text.ts';
import type { DraftState } from '../draft/draft.ts';
import { ok, refuse } from '../lib/result.ts';
import { quorumOf } from '../sitting/quorum.ts';
import type { SittingState } from '../sitting/sitting.ts';
import {
  isObjected,
  isRepeated,
  openPoll,
  type Elector,
  type Poll,
  type PollAsk,
  type PollForm,
  type PollState,
  type PollSubject,
} from './poll.ts';
import { isToldOpen } from './counts-told.ts';
import type { PollOpening } from './poll-commands.ts';
import { secondChoice, secondVote } from './votes-to-settle.ts';
import { adviceLeftOut, asksGroups, electorsOf, isRecusedNow, mayAnswerForOthers } from './poll-electors.ts';
import type { PollEvent } from './poll-events.ts';
import type { PollContext, PollDecided } from './poll-rules.ts';
import { putEvents, subjectOf } from './poll-subject.ts';
import { alikeLeast, areDecidingHidden } from './unnamed-marks.ts';
import { stillTakenOut, waitingList } from './put-forward.ts';
import { wordingsAsk, wordingsPut } from './wordings.ts';
import { asOpened, isOfList } from './put-forward-rules.ts';

/** Source: RULES, POLL-1 … POLL-4, POLL-9. */
export function openPollBy(state: PollState, asked: PollOpening, context: PollContext): PollDecided {
  const list = waitingList(state);
  const command = asOpened(list, asked);
  if (command === 'empty') return refuse('nothing-forward');
  const { sitting, arithmetic } = context;
  const isRollCall = command.subject.of === 'roll-call';
  const refused = mayOpen(state, sitting, isRollCall);
  if (refused !== null) return refused;
  const even = evenBefore(state, asked);
  if (even !== null) return arithmetic === 'ask-server' ? ok([]) : openAgain(even, asked.seconds, context);
  const barred = templateProblem(command, sitting);
  if (barred !== null) return barred;
  const subject = subjectOf(command, context.draft, context.proposal);
  if (!subject.ok) return subject;
  if (command.repeats !== undefined && !mayRepeat(state.polls[command.repeats], command)) return refuse('poll-unknown');
  if (isWithTakenOut(state, subject.value, context.draft)) return refuse('taken-out-alone');
  if (arithmetic === 'ask-server') return ok([]);
  const ask = askOf(command, subject.value, sitting);
  const problem = arithmetic.askProblem(ask);
  if (problem !== null) return problem;
  const form = command.form ?? 'named';
  const among = electorate(sitting, ask, form);
  if (among.electors.length === 0) return refuse('nobody-may-vote');
  const unfit = groupProblem(ask, form, among.electors);
  if (unfit !== null) return unfit;
  const pollId = context.newId('poll');
  const opened: PollEvent = {
    type: 'poll.opened',
    pollId,
    subject: subject.value,
    ask,
    paperHash: arithmetic.paperHash(subject.value, ask),
    form,
    // The first objection ends it: there is nothing left to take back.
    isChangeable: ask.kind !== 'no-objection' && (command.isChangeable ?? true),
    counts: command.counts ?? 'at-close',
    closesAt: context.now + command.seconds * 1000,
    ...among,
    repeats: command.repeats ?? null,
  };
  const listed: readonly PollEvent[] =
    list !== null && isOfList(list, asked) ? [{ type: 'poll.list-ended', how: 'opened' }] : [];
  return ok([opened, ...putEvents(pollId, subject.value), ...listed]);
}

/** What could be opened as it is now, and is shown first, so that clauses can be taken out of it (TAKE-1). */
export function putForward(state: PollState, opening: PollOpening, context: PollContext): PollDecided {
  if (waitingList(state) !== null) return refuse('list-is-forward');
  const refused = mayOpen(state, context.sitting, false);
  if (refused !== null) return refused;
  const barred = templateProblem(opening, context.sitting);
  if (barred !== null) return barred;
  const subject = subjectOf(opening, context.draft, context.proposal);
  if (!subject.ok) return subject;
  if (subject.value.of !== 'clauses' || subject.value.clauses.length < 2) return refuse('list-of-one');
  const { draftId, clauses } = subject.value;
  return ok([{ type: 'poll.list-put-forward', draftId, opening, clauses }]);
}

/** Among several is one that was taken out of a list: it waits for a vote of its own, whatever became of the list (TAKE-2). */
function isWithTakenOut({ forward }: PollState, subject: PollSubject, draft: DraftState): boolean {
  if (subject.of !== 'clauses' || subject.clauses.length < 2) return false;
  return stillTakenOut(forward, draft).some(
    (out) => out.draftId === subject.draftId && subject.clauses.some(({ clauseId }) => clauseId === out.clauseId),
  );
}

/** What the template of the sitting does not allow is not asked for in it (TPL-2). */
function templateProblem({ ask, form, counts = 'at-close' }: PollOpening, { template }: SittingState) {
  if (template === undefined) return null;
  const { noObjection, unnamed, openCounts } = template.allows;
  const isBarred =
    (ask.kind === 'no-objection' && !noObjection) ||
    (form === 'unnamed' && !unnamed) ||
    (isToldOpen(counts) && !openCounts);
  return isBarred ? refuse('not-by-template') : null;
}

/** What was annulled is held again; where somebody objected, the vote follows; a choice that is even, among those who are (POLL-18). */
function mayRepeat(poll: Poll | undefined, command: PollOpening): boolean {
  if (poll === undefined || !isSameMatter(poll.subject, command.subject)) return false;
  if (poll.annulled !== null || isObjected(poll)) return true;
  const second = secondChoice(poll, command.seconds);
  return second !== null && toCanonicalJson(second.ask) === toCanonicalJson(command.ask);
}

/** The same clauses, draft or question, whatever the words of a clause are by now: else the record would call another vote its repetition. */
function isSameMatter(before: PollSubject, again: PollOpening['subject']): boolean {
  if (before.of === 'clauses' && (before.wordings !== undefined || again.of === 'wordings')) {
    const isOfBoth = before.wordings !== undefined && again.of === 'wordings' && again.draftId === before.draftId;
    return isOfBoth && again.clauseId === before.clauses[0]?.clauseId;
  }
  if (before.of !== 'clauses') return toCanonicalJson(matterOf(before)) === toCanonicalJson(matterOf(again));
  if (again.of !== 'clauses' || again.draftId !== before.draftId) return false;
  const put = new Set(before.clauses.map(({ clauseId }) => clauseId));
  return again.clauseIds.length === put.size && again.clauseIds.every((clauseId) => put.has(clauseId));
}

function matterOf(subject: PollSubject | PollOpening['subject']) {
  return subject.of === 'draft' ? { of: subject.of, draftId: subject.draftId, stage: subject.stage } : subject;
}

/** The decision that came out even, where this is the one second vote that its rule gives to it; else `null` (POLL-10). */
function evenBefore(state: PollState, asked: PollOpening): Poll | null {
  const first = asked.repeats === undefined ? undefined : state.polls[asked.repeats];
  if (first === undefined || isRepeated(state, first)) return null;
  const second = secondVote(first, asked.seconds);
  return second !== null && toCanonicalJson(second) === toCanonicalJson(asked) ? first : null;
}

/** The same once more: its clauses are in the vote still, so it is on the same words, with the electorate of now. */
function openAgain(poll: Poll, seconds: number, context: PollContext): PollDecided {
  const pollId = context.newId('poll');
  const { subject, ask, paperHash, form, isChangeable, counts } = poll;
  const among = electorate(context.sitting, ask, form);
  const unfit = groupProblem(ask, form, among.electors);
  if (unfit !== null) return unfit;
  const opened: PollEvent = {
    type: 'poll.opened',
    ...{ pollId, subject, ask, paperHash, form, isChangeable, counts },
    closesAt: context.now + seconds * 1000,
    ...among,
    repeats: poll.pollId,
  };
  return ok([opened, ...putEvents(pollId, subject)]);
}

/** `null`: yes. A roll call finds out who is here, so it waits for no quorum and may come before the sitting is opened. */
function mayOpen(state: PollState, sitting: SittingState, isRollCall: boolean) {
  if (sitting.phase !== 'open' && !(isRollCall && sitting.phase === 'lobby')) return refuse('sitting-not-open');
  if (openPoll(state) !== null) return refuse('poll-is-open');
  const quorum = quorumOf(sitting);
  if (isRollCall ? Object.keys(sitting.seats).length === 0 : quorum.entitled === 0) return refuse('nobody-may-vote');
  if (quorum.reached || isRollCall) return null;
  return refuse('no-quorum', { present: quorum.present, needed: quorum.needed });
}

/** Who takes no part in the item under way is not of it; a roll call asks everybody who is here, an unnamed vote only who is hidden in it. */
function electorate(sitting: SittingState, ask: PollAsk, form: PollForm) {
  const seated = electorsOf(sitting);
  const isOut = ({ seatId }: Elector): boolean => ask.kind !== 'here' && isRecusedNow(sitting, seatId);
  const isAdviceAsked = form === 'named' || adviceLeftOut(sitting).length === 0;
  const all = isAdviceAsked ? seated : seated.filter(({ right }) => right === 'deciding');
  const recused = all.filter(isOut);
  const electors = all
    .filter((elector) => !recused.includes(elector))
    .map((elector): Elector => {
      const { proxy, ...alone } = elector;
      const isProxyOut = recused.some(({ seatId }) => seatId === proxy?.seatId);
      return proxy === undefined || isProxyOut || !mayAnswerForOthers(ask) ? alone : elector;
    });
  const named = sitting.groups.filter(({ groupId }) => electors.some(({ group }) => group === groupId));
  const deciding = electors.filter(({ right }) => right === 'deciding');
  return {
    electors,
    entitled: weightOf(deciding),
    presentAtOpening: weightOf(deciding.filter(({ present }) => present)),
    seats: electors.length,
    ...(recused.length === 0 ? {} : { recused }),
    ...(named.length === 0 ? {} : { groups: named }),
  };
}

function weightOf(electors: readonly Elector[]): number {
  return electors.reduce((sum, { weight }) => sum + weight, 0);
}

/** Where each group has to carry it there are groups, and in an unnamed vote everybody is one of enough; `null`: it can be asked. */
function groupProblem(ask: PollAsk, form: PollForm, electors: readonly Elector[]) {
  const isByGroups = asksGroups(ask);
  if (isByGroups) {
    const groups = new Set(electors.flatMap(({ group, right }) => (right === 'deciding' ? [group] : [])));
    groups.delete(undefined);
    if (groups.size < 2) return refuse('groups-missing');
  }
  if (form === 'named' || areDecidingHidden(electors, isByGroups)) return null;
  return refuse(areDecidingHidden(electors, false) ? 'group-too-small' : 'weights-tell-voters', { least: alikeLeast });
}

/** What is asked, with the sitting's rule where none was named, and wordings by their names. */
function askOf({ ask }: PollOpening, subject: PollSubject, sitting: SittingState): PollAsk {
  if (ask.kind === 'wordings') return wordingsAsk(ask.by, wordingsPut({ subject }) ?? []);
  return ask.kind === 'decision' ? { kind: 'decision', rule: ask.rule ?? sitting.rule } : ask;
}
