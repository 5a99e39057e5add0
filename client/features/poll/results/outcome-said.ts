/** Which words is the result of a vote, where the question was not For or Against? Read as its heading, and said aloud. */
import { votingWords } from '../../../../shared/i18n/voting-words.ts';
import { waysWords } from '../../../../shared/i18n/ways-words.ts';
import { inLang, type Lang } from '../../../../shared/lib/lang.ts';
import { agreementSentences, outcomeWord } from '../../../../shared/papers/vote-words.ts';
import type { Poll, PollResult } from '../../../../shared/poll/poll.ts';

/** Of For and Against, which has its own words everywhere, `''`. */
export function outcomeSaid(lang: Lang, { ask, seats }: Pick<Poll, 'ask' | 'seats'>, result: PollResult): string {
  switch (result.kind) {
    case 'choice': {
      const options = ask.kind === 'choice' ? ask.options : [];
      const nameOf = (id: string): string => inLang(options.find(({ optionId }) => optionId === id)?.words ?? {}, lang);
      return outcomeWord(lang, result.counted.outcome, nameOf);
    }
    case 'consent':
      return agreementSentences(lang, result.histogram)[1] ?? '';
    case 'no-objection': {
      const { silence } = waysWords[lang];
      return result.isCarried ? silence.carried : silence.objected;
    }
    case 'here':
      return votingWords[lang].answered(result.answered, seats);
    case 'decision':
      return '';
  }
}
