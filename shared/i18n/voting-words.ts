/**
 * With which words do ballots of many kinds and the steps of their counts speak? Apart from the words of every page: they travel with
 * such a vote alone. All languages at once, for the hall's screen speaks two and a paper its own.
 */
import type { Lang } from '../lib/lang.ts';
import { voting as en } from './en/voting.ts';
import { voting as kk } from './kk/voting.ts';
import { voting as ru } from './ru/voting.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type VotingWords = typeof en;

export const votingWords: Readonly<Record<Lang, VotingWords>> = { kk, ru, en };
