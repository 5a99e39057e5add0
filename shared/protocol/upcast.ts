/** How does an event written by an older program read today? */
import type { DecisionRule, Requirement } from '../counting/decision-rule.ts';
import type { VoteOutcome } from '../counting/vote-decision.ts';
import type { VoteSheet } from '../counting/vote-sheet.ts';
import type { Majority, MajorityBase, Quorum } from '../forum/voting-rule.ts';
import type { PollResult } from '../poll/poll.ts';
import { eventVersions } from './features.ts';

type Body = Readonly<Record<string, unknown>>;

/** `lift[type][n]` turns the body of version n into version n + 1. Fixtures of every past version are kept with the tests. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, (body: Body) => Body>>>>;

export const upcasters: Upcasters = {
  'forum.created': { 1: withDecisionRule },
  'sitting.planned': { 1: withDecisionRule },
  'poll.opened': { 1: pollOpened2 },
  'poll.closed': { 1: pollClosed2 },
  // Since then clauses can be proposed to be taken out: what was proposed before reads the same.
  'proposal.shown': { 1: (body) => body },
};

/** A rule was one majority of one base; now it is a list of what is to be met. */
function withDecisionRule(body: Body): Body {
  return { ...body, rule: decisionRuleOf(body['rule'] as FirstRule) };
}

interface FirstRule {
  readonly majority: Majority;
  readonly base: MajorityBase;
  readonly tie: 'rejected';
  readonly quorum: Quorum | null;
}

function decisionRuleOf({ majority, base, tie, quorum }: FirstRule): DecisionRule {
  const requirement: Requirement = majority === 'unanimous' ? { kind: 'unanimous' } : { kind: 'share', majority, base };
  return { requirements: [requirement], inEachGroup: [], tie, quorum, turnout: null };
}

/** The first polls were all named votes, for or against, on one clause. */
function pollOpened2({ rule, subject, ...body }: Body): Body {
  const { draftId, clauseId, paperHash } = subject as Readonly<Record<'draftId' | 'clauseId' | 'paperHash', string>>;
  return {
    ...body,
    subject: { of: 'clauses', draftId, clauses: [{ clauseId, paperHash }] },
    ask: { kind: 'decision', rule: decisionRuleOf(rule as FirstRule) },
    paperHash,
    isChangeable: true,
    counts: 'at-close',
    repeats: null,
  };
}

interface FirstResult {
  readonly closedAt: number;
  readonly sealHash: string;
  readonly outcome: VoteOutcome;
  readonly needed: number;
  readonly tally: Readonly<Record<'yes' | 'no' | 'abstain' | 'present' | 'entitled', number>> & {
    readonly advisory: Readonly<Record<'yes' | 'no' | 'abstain', number>>;
  };
}

/** The numbers are told as they were told then; the steps were not noted. */
function pollClosed2({ pollId, result }: Body): Body {
  const { closedAt, sealHash, outcome, needed, tally } = result as FirstResult;
  const { yes, no, abstain, present, entitled, advisory } = tally;
  const sheet: VoteSheet = {
    whole: { yes, no, abstain, invalid: 0, present, entitled },
    groups: [],
    advisory: { ...advisory, invalid: 0 },
  };
  const outcomeNow: PollResult = {
    kind: 'decision',
    sheet,
    decision: { outcome, needed: needed === 0 ? null : needed, steps: [] },
    settlement: null,
    closedAt,
    cast: yes + no + abstain + advisory.yes + advisory.no + advisory.abstain,
    sealHash,
  };
  return { pollId, closedAt, result: outcomeNow };
}

/**
 * The body at today's version. Throws when the event is newer than this program, or a step is missing: both are ours to mend,
 * and reading on would be guessing.
 */
export function upcast(
  type: string,
  version: number,
  body: Body,
  lift: Upcasters = upcasters,
  versions: Readonly<Record<string, number>> = eventVersions,
): Body {
  const wanted = versions[type] ?? 1;
  if (version > wanted) throw new Error(`${type} is of version ${version}; this program knows ${wanted}`);
  let lifted = body;
  for (let step = version; step < wanted; step += 1) {
    const upcaster = lift[type]?.[step];
    if (upcaster === undefined) throw new Error(`no way from version ${step} of ${type}`);
    lifted = upcaster(lifted);
  }
  return lifted;
}
