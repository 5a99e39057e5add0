/** What may be asked of a poll, and what does a ballot say? */
import * as z from 'zod';
import {
  clauseIdSchema,
  draftIdSchema,
  paragraphsSchema,
  personIdSchema,
  pollIdSchema,
  proposalIdSchema,
  requestIdSchema,
  seatIdSchema,
} from '../lib/schemas.ts';
import { wordingsMost } from './wordings.ts';
import { countsShown, draftStages, pollForms } from './poll.ts';
import {
  decisionRuleSchema,
  methodSchema,
  optionIdSchema,
  optionsMost,
  pollAnswerSchema,
  wordsSchema,
} from './poll-schemas.ts';

/** Clauses in one vote at most. */
const clausesMost = 200;

const subjectSchema = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('clauses'),
    draftId: draftIdSchema,
    clauseIds: z.array(clauseIdSchema).min(1).max(clausesMost),
  }),
  /** One of several wordings of a clause: each of proposals of one person, each of them in another language. */
  z.strictObject({
    of: z.literal('wordings'),
    draftId: draftIdSchema,
    clauseId: clauseIdSchema,
    wordings: z.array(z.array(proposalIdSchema).min(1).max(3)).min(1).max(wordingsMost),
  }),
  z.strictObject({ of: z.literal('draft'), draftId: draftIdSchema, stage: z.enum(draftStages) }),
  z.strictObject({ of: z.literal('question'), question: wordsSchema }),
  z.strictObject({ of: z.literal('roll-call') }),
]);

const askSchema = z.discriminatedUnion('kind', [
  /** Without a rule, the sitting's. */
  z.strictObject({ kind: z.literal('decision'), rule: decisionRuleSchema.optional() }),
  z.strictObject({
    kind: z.literal('choice'),
    method: methodSchema,
    options: z
      .array(z.strictObject({ optionId: optionIdSchema, words: wordsSchema }))
      .min(2)
      .max(optionsMost),
  }),
  /** Of wordings: the options are theirs, and *leave it as it is*. */
  z.strictObject({ kind: z.literal('wordings'), by: z.enum(['approval', 'schulze']) }),
  z.strictObject({ kind: z.literal('consent'), scale: z.enum(['five', 'eight']) }),
  z.strictObject({ kind: z.literal('no-objection') }),
  z.strictObject({ kind: z.literal('here') }),
]);

/** People counted in a hall at most. */
const hallMost = 2_000;
const cardsSchema = z.int().min(0).max(hallMost);

const secondsSchema = z.int().min(10).max(86_400);
const reasonSchema = paragraphsSchema(1_000);

/** What is done about a tie: by the rule of the vote, and by nothing else. Voting once more is an opening that repeats it. */
const settlementSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('chair-casting'), vote: z.enum(['yes', 'no']) }),
  z.strictObject({ by: z.literal('lot'), drawn: z.enum(['yes', 'no']) }),
  /** Of options: all that were tied, and whom the lot named. */
  z.strictObject({
    by: z.literal('lot-of-options'),
    among: z.array(optionIdSchema).min(2).max(optionsMost),
    drawn: z.array(optionIdSchema).min(1).max(optionsMost),
  }),
]);

/** Puts something to the vote, open for `seconds`. Left out: named, changeable, told at the close. */
export const pollOpenSchema = z.strictObject({
  type: z.literal('poll.open'),
  subject: subjectSchema,
  ask: askSchema,
  form: z.enum(pollForms).optional(),
  isChangeable: z.boolean().optional(),
  counts: z.enum(countsShown).optional(),
  seconds: secondsSchema,
  /** Held again, because that one was annulled, objected to, or even. */
  repeats: pollIdSchema.optional(),
});

export const pollCloseSchema = z.strictObject({ type: z.literal('poll.close'), pollId: pollIdSchema });

export const pollCommandSchema = z.discriminatedUnion('type', [
  pollOpenSchema,
  z.strictObject({ type: z.literal('poll.extend'), pollId: pollIdSchema, seconds: z.int().min(5).max(3_600) }),
  pollCloseSchema,
  /** By an elector, once: how many ask is told to the desk. */
  z.strictObject({ type: z.literal('poll.ask-more-time'), pollId: pollIdSchema }),
  /** For somebody without a device; `confirmed`: read back and agreed to. */
  z.strictObject({
    type: z.literal('poll.enter-by-hand'),
    pollId: pollIdSchema,
    seatId: seatIdSchema,
    answer: pollAnswerSchema,
    confirmed: z.literal(true),
  }),
  /** Cards raised in the hall, as the tellers hand them in; entered again, it stands in place of what was entered before. */
  z.strictObject({
    type: z.literal('poll.count-hall'),
    pollId: pollIdSchema,
    seats: z.array(seatIdSchema).max(hallMost),
    numbers: z.strictObject({ yes: cardsSchema, no: cardsSchema, abstain: cardsSchema }),
    tellers: z.array(personIdSchema).min(1).max(20),
  }),
  /** The seat takes no part in this vote; not once it has voted, and not to be taken back. */
  z.strictObject({ type: z.literal('poll.recuse'), pollId: pollIdSchema, seatId: seatIdSchema }),
  z.strictObject({ type: z.literal('poll.settle'), pollId: pollIdSchema, settlement: settlementSchema }),
  /** It counts for nothing, and what it decided stands as before it. */
  z.strictObject({ type: z.literal('poll.annul'), pollId: pollIdSchema, reason: reasonSchema }),
  z.strictObject({ type: z.literal('poll.contest'), pollId: pollIdSchema, reason: reasonSchema }),
  /** By who was outvoted, once: it stands in the minutes and behind the resolution. */
  z.strictObject({ type: z.literal('poll.record-minority'), pollId: pollIdSchema, words: paragraphsSchema(2_000) }),
  z.strictObject({
    type: z.literal('poll.decide-contest'),
    pollId: pollIdSchema,
    seatId: seatIdSchema,
    verdict: z.enum(['uphold', 'repeat']),
    reason: reasonSchema,
  }),
  z.strictObject({ type: z.literal('poll.publish'), pollId: pollIdSchema }),
  /** Several clauses, shown to all before their vote: from now on anybody with a deciding seat takes one out. */
  z.strictObject({ type: z.literal('poll.put-forward'), opening: pollOpenSchema }),
  z.strictObject({ type: z.literal('poll.take-out'), clauseId: clauseIdSchema }),
  z.strictObject({ type: z.literal('poll.withdraw-list') }),
]);

export type PollCommand = z.infer<typeof pollCommandSchema>;
export type PollOpening = Extract<PollCommand, { type: 'poll.open' }>;

/** `paperHash` says which words the voter had before them. */
export const ballotSchema = z.strictObject({
  requestId: requestIdSchema,
  pollId: pollIdSchema,
  /** For which seat: one's own, or one that was entrusted. Left out: one's own. */
  seatId: seatIdSchema.optional(),
  answer: pollAnswerSchema,
  paperHash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type BallotMessage = z.infer<typeof ballotSchema>;
