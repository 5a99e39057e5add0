/** How is the next step named on its button, and what is said aloud with it? */
import type { Catalogue } from '../../../shared/i18n/catalogue.ts';
import { conductWords } from '../../../shared/i18n/conduct-words.ts';
import { timeOfDay } from '../../../shared/i18n/dates.ts';
import { floorWords } from '../../../shared/i18n/floor-words.ts';
import { waysWords } from '../../../shared/i18n/ways-words.ts';
import type { PersonId } from '../../../shared/lib/ids.ts';
import { inLang, type Lang } from '../../../shared/lib/lang.ts';
import { parseCanonicalClause } from '../../../shared/draft/canonical-clause.ts';
import { decisionNumbers } from '../../../shared/poll/decision-numbers.ts';
import {
  lastAnnulledPoll,
  lastClosedPoll,
  openPoll,
  soleClause,
  type Poll,
  type PollState,
} from '../../../shared/poll/poll.ts';
import type { SittingStream } from '../../../shared/protocol/features.ts';
import type { NextStep } from '../../../shared/sitting/next-step.ts';
import { quorumOf } from '../../../shared/sitting/quorum.ts';
import { activeItem } from '../../../shared/sitting/sitting.ts';
import { clauseName, outcomeWord } from '../poll/poll-words.ts';
import type { JustSeen } from './just-now.svelte.ts';

/** The deed, in the moderator's language. */
export function deedWords(
  words: Catalogue,
  lang: Lang,
  step: NextStep,
  polls: PollState,
  nameOf: (personId: PersonId) => string,
): string {
  const { deeds } = words.desk;
  switch (step.deed) {
    case 'open-lobby':
      return deeds.openLobby;
    case 'open-sitting':
      return deeds.openSitting;
    case 'resume':
      return deeds.resume;
    case 'start-item':
      return deeds.startItem(inLang(step.title, lang));
    case 'finish-item':
      return deeds.finishItem;
    case 'freeze':
      return deeds.freeze(clauseName(words, step.number));
    case 'put':
      return deeds.putToVote(clauseName(words, step.number));
    case 'open-list':
      return waysWords[lang].forward.open;
    case 'put-whole':
      return conductWords[lang].whole.putWhole;
    case 'call':
      return floorWords[lang].desk.call(nameOf(step.personId));
    case 'begin-turn':
      return floorWords[lang].desk.start(nameOf(step.personId));
    case 'end-turn':
      return floorWords[lang].desk.finish(nameOf(step.personId));
    case 'resume-turn':
      return floorWords[lang].desk.resume(nameOf(step.personId));
    case 'close-vote':
      return polls.polls[step.pollId]?.ask.kind === 'here' ? deeds.endRollCall : deeds.closeVote;
    case 'close-sitting':
      return deeds.closeSitting;
    case 'none':
      return words.sitting.closed;
  }
}

interface Spoken {
  readonly words: Catalogue;
  readonly lang: Lang;
  readonly offsetMinutes: number;
  /** What this desk has just seen happen, and the stream does not tell: said for a while, and not again. */
  readonly just?: JustSeen | undefined;
  readonly nameOf: (personId: PersonId) => string;
}

/**
 * The sentence to say now, in the language of `spoken`; `null` where nothing is to be said. What has just happened comes first (a
 * result), then what the next step needs.
 */
export function sayingOf(stream: SittingStream, step: NextStep, spoken: Spoken): string | null {
  const { words, lang, offsetMinutes, just, nameOf } = spoken;
  const { sayings } = words.desk;
  const { sitting } = stream;
  const poll = openPoll(stream.poll);
  if (poll !== null) {
    if (poll.ask.kind === 'here') return sayings.lobby;
    if (poll.ask.kind === 'no-objection') return waysWords[lang].silence.asked;
    if (poll.subject.of === 'draft') return conductWords[lang].whole.put[poll.subject.stage];
    if (soleClause(poll.subject) === null || poll.ask.kind === 'choice') return sayings.duringAny;
    const number = numberOf(stream, poll);
    return number === null ? sayings.duringPreamble : sayings.duringVote(number);
  }
  switch (sitting.phase) {
    case 'planned':
      return null;
    case 'lobby':
      if (sitting.rule.quorum === null)
        return Object.keys(sitting.present).length > 0 ? sayings.openPlainly : sayings.lobby;
      return quorumOf(sitting).reached ? sayings.open : sayings.lobby;
    case 'paused':
      // Announced once; from then on the next thing to say is that the work goes on.
      if (just !== 'paused') return sayings.resume;
      return sitting.pausedUntil === null
        ? sayings.pause
        : sayings.pauseUntil(timeOfDay(sitting.pausedUntil, offsetMinutes));
    case 'closed':
      return sayings.close;
    case 'open':
      break;
  }
  if (step.deed === 'open-list') return waysWords[lang].forward.say(step.clauses);
  // Said before an older result, which would be heard as this one's; and first where the same is put again.
  const annulled = annulledWords(words, stream);
  if (annulled !== null && step.deed !== 'put') return annulled;
  const result = newestResult(stream);
  if (step.deed === 'call' || step.deed === 'begin-turn') {
    const call = floorWords[lang].desk.sayCall(nameOf(step.personId));
    // What came out is heard before anybody is given the floor.
    const fresh = step.deed === 'call' && just === 'decided' ? result : null;
    const told = fresh === null ? null : (wholeResult(lang, fresh) ?? resultSentence(stream, spoken, fresh));
    return told === null ? call : `${told} ${call}`;
  }
  if (step.deed === 'end-turn' || step.deed === 'resume-turn') return floorWords[lang].desk.sayTime;
  // Of the whole draft it is said before anything goes on clause by clause.
  const ofWhole = result === null ? null : wholeResult(lang, result);
  if (ofWhole !== null) return ofWhole;
  if (isJustClosed(stream)) return conductWords[lang].whole.closed;
  if (step.deed === 'put') {
    const put = step.number === null ? sayings.putPreamble : sayings.putToVote(step.number);
    return annulled === null ? put : `${annulled} ${put}`;
  }
  if (just === 'resumed') return sayings.resume;
  if (result !== null) return resultSentence(stream, spoken, result);
  const item = activeItem(sitting);
  if (step.deed === 'close-sitting') return sayings.close;
  return item === null ? null : sayings.startItem(inLang(item.title, lang));
}

/** The last result, as long as no item has been begun since. */
export function newestResult(stream: SittingStream): Poll | null {
  const last = lastClosedPoll(stream.poll);
  return last?.result != null && last.result.closedAt >= itemBegan(stream) ? last : null;
}

/** What is said of a vote that was annulled last, under the item. */
function annulledWords(words: Catalogue, stream: SittingStream): string | null {
  const annulled = lastAnnulledPoll(stream.poll)?.annulled ?? null;
  if (annulled === null || annulled.at < itemBegan(stream)) return null;
  return words.poll.annulled(annulled.reason).replace(/[.…]*$/, '.');
}

function itemBegan({ sitting }: SittingStream): number {
  return activeItem(sitting)?.startedAt ?? 0;
}

/** What is said of a vote on anything but the whole draft. */
function resultSentence(stream: SittingStream, { words, lang }: Spoken, poll: Poll): string | null {
  if (poll.result?.kind === 'no-objection') {
    const { carried, objected } = waysWords[lang].silence;
    return `${poll.result.isCarried ? carried : objected}.`;
  }
  const tally = decisionNumbers(poll);
  if (tally === null) return null;
  const { outcome, needed } = tally;
  const { sayings } = words.desk;
  const number = numberOf(stream, poll);
  if (outcome === 'no-quorum') return sayings.noQuorum(tally.present, quorumNeeded(stream) || needed);
  if (number === null) {
    return words.poll.spoken(outcomeWord(words, outcome), tally.yes, tally.no, tally.abstain, tally.notVoted);
  }
  const counts = [tally.yes, tally.no, tally.abstain] as const;
  if (outcome === 'rejected') return sayings.rejected(number, ...counts);
  const isUnanimous = tally.no === 0 && tally.abstain === 0;
  return isUnanimous ? sayings.carriedUnanimously(number) : sayings.carried(number, ...counts);
}

/** What is said of a vote on the whole draft; `null`: it was about something else, or there is no decision. */
function wholeResult(lang: Lang, poll: Poll): string | null {
  const numbers = decisionNumbers(poll);
  if (poll.subject.of !== 'draft' || numbers === null) return null;
  const { outcome, yes, no, abstain, notVoted } = numbers;
  if (outcome !== 'carried' && outcome !== 'rejected') return null;
  const { whole } = conductWords[lang];
  // The sentence says what came out: the word for it, said again before the numbers, would be heard as another decision.
  return `${whole[outcome][poll.subject.stage]} ${whole.counted(yes, no, abstain, notVoted)}`;
}

function isJustClosed({ draft, poll }: SittingStream): boolean {
  const [first] = Object.values(draft.drafts);
  if (first?.phase !== 'closed' || first.putAt !== null) return false;
  return first.order.some((id) => {
    const frozenAt = first.clauses[id]?.frozen.frozenAt ?? 0;
    return frozenAt > (lastClosedPoll(poll)?.closedAt ?? 0);
  });
}

function quorumNeeded(stream: SittingStream): number {
  return quorumOf(stream.sitting).needed;
}

function numberOf(stream: SittingStream, poll: Poll): string | null {
  const clause = soleClause(poll.subject);
  const closed = clause === null ? undefined : stream.draft.drafts[clause.draftId]?.clauses[clause.clauseId];
  return closed === undefined ? null : parseCanonicalClause(closed.frozen.bytes).number;
}
