/** What is said aloud by a screen reader about votes? Each change once: open, twenty seconds, the result, and that it is void. */
import { decisionNumbers } from '../../../shared/poll/decision-numbers.ts';
import { lastAnnulledPoll, lastClosedPoll, type Poll } from '../../../shared/poll/poll.ts';
import { asSentence } from '../../../shared/i18n/as-sentence.ts';
import type { PollId } from '../../../shared/lib/ids.ts';
import { language } from '../../i18n/language.svelte.ts';
import type { Assembly } from '../../live/assembly.svelte.ts';
import { alarm, announce } from '../../ui/announcements.svelte.ts';
import type { Ballot } from '../poll/ballot.svelte.ts';
import { kindName, outcomeWord, pollTitle, subjectName } from '../poll/poll-words.ts';

/** Called while a component is made. What had happened before it came is not said. */
export function announceVotes(assembly: () => Assembly, ballot: Ballot): void {
  let openedSaid: PollId | undefined;
  let twentySaid: PollId | undefined;
  /** Which vote was said last, or was there before, and how it came out: told later, or settled by a lot, it is said again. */
  let resultSaid: string | undefined;
  /** When that one was closed: of those before it nothing is said again. */
  let closedSaidAt = 0;
  let annulledSaid: PollId | null | undefined;

  $effect(() => {
    const poll = ballot.poll;
    if (poll === null || openedSaid === poll.pollId) return;
    openedSaid = poll.pollId;
    const said = language.words.poll.opened(nameOf(assembly(), poll), secondsLeft(assembly(), poll));
    // A question has a mark of its own.
    alarm(said.replace(/([?!…])\./, '$1'));
  });

  $effect(() => {
    const poll = ballot.poll;
    if (poll === null || twentySaid === poll.pollId || !ballot.waitsForMe) return;
    // Who asks for silence asks for less than that.
    if (poll.closesAt - poll.openedAt <= 20_000) return;
    const left = poll.closesAt - assembly().ticking;
    if (left > 20_000 || left < 1_000) return;
    twentySaid = poll.pollId;
    announce(language.words.poll.twentySeconds);
  });

  $effect(() => {
    const stream = assembly().sitting;
    if (stream === null) return;
    const last = lastClosedPoll(stream.poll);
    const before = resultSaid;
    resultSaid ??= '';
    if (last === null || (last.closedAt ?? 0) < closedSaidAt) return;
    closedSaidAt = last.closedAt ?? 0;
    const { result } = last;
    const tally = decisionNumbers(last);
    const outcome = tally?.outcome ?? (result?.kind === 'choice' ? result.counted.outcome : result === null);
    resultSaid = `${last.pollId} ${JSON.stringify(outcome)}`;
    if (before === undefined || before === resultSaid) return;
    const { poll: words } = language.words;
    const name = asSentence(nameOf(assembly(), last));
    if (result === null) {
      announce(`${name} ${words.resultLater}`);
      return;
    }
    if (tally === null) {
      // Its words come with such a vote; without a line it is said that there is a result.
      void import('../poll/results/outcome-said.ts').then(
        ({ outcomeSaid }) =>
          announce(`${name} ${words.result}: ${asSentence(outcomeSaid(language.lang, last, result))}`),
        () => announce(`${name} ${words.result}.`),
      );
      return;
    }
    const spoken = words.spoken(
      outcomeWord(language.words, tally.outcome),
      tally.yes,
      tally.no,
      tally.abstain,
      tally.notVoted,
    );
    announce(`${name} ${spoken}`);
  });

  $effect(() => {
    const stream = assembly().sitting;
    if (stream === null) return;
    const last = lastAnnulledPoll(stream.poll);
    const before = annulledSaid;
    annulledSaid = last?.pollId ?? null;
    if (before === undefined || last?.annulled == null || before === last.pollId) return;
    announce(`${asSentence(nameOf(assembly(), last))} ${language.words.poll.annulled(last.annulled.reason)}`);
  });
}

function nameOf(assembly: Assembly, poll: Poll): string {
  if (poll.ask.kind === 'no-objection') return pollTitle(language.words, language.lang, assembly.sitting?.draft, poll);
  const name = subjectName(language.words, language.lang, assembly.sitting?.draft, poll);
  return name === '' ? kindName(language.words, poll) : name;
}

function secondsLeft(assembly: Assembly, poll: Poll): number {
  return Math.max(0, Math.round((poll.closesAt - assembly.now()) / 1000));
}
