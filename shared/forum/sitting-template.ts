/** By which rules does a kind of assembly decide? Data that is chosen when a forum is made, copied into its sitting, and changed by nobody after. */
import type { DecisionRule } from '../counting/decision-rule.ts';
import type { SittingKind } from './forum.ts';
import { quorumOfChoice, type QuorumChoice } from './voting-rule.ts';

export const templateNames = ['regional-forum', 'round-table', 'public-council', 'model-un'] as const;
export type TemplateName = (typeof templateNames)[number];

/** What may be done beside an ordinary named vote. */
export interface SittingAllows {
  /** To decide by silence. */
  readonly noObjection: boolean;
  /** To vote without names. */
  readonly unnamed: boolean;
  /** To show numbers before the close. */
  readonly openCounts: boolean;
  /** That somebody votes for somebody else who is away (RULES, PROXY-1). */
  readonly proxies: boolean;
  /** For how many others one votes at most; left out: `proxiesUsual`. */
  readonly proxiesMost?: number;
  /** That several delegates of one organisation decide (RULES, ORG-1); left out: one does. */
  readonly manyOfOrganisation?: boolean;
  /** That clauses of a resolution stand under the name of whom they are addressed to (RULES, PAPER-15); left out: each names them itself. */
  readonly byAddressee?: boolean;
}

/** Where no template names another number: enough for neighbours who cannot come, too few to carry a vote alone. */
export const proxiesUsual = 2;

/** What stands in a sitting of the template it was made by. */
export interface ChosenTemplate {
  readonly name: TemplateName;
  readonly allows: SittingAllows;
}

export interface SittingTemplate {
  readonly kind: SittingKind;
  readonly quorum: QuorumChoice;
  readonly rule: DecisionRule;
  readonly allows: SittingAllows;
}

function ruleOf(base: 'present' | 'yes-no', tie: DecisionRule['tie'], quorum: QuorumChoice): DecisionRule {
  return {
    requirements: [{ kind: 'share', majority: 'simple', base }],
    inEachGroup: [],
    tie,
    quorum: quorumOfChoice[quorum],
    turnout: null,
  };
}

/**
 * Source: RULES, TPL-1 … TPL-3; the law on public councils for theirs (open vote, two thirds, members take part themselves), the conference
 * rules for the last (a delegation votes for itself). In a forum a seat is an organisation's, which may send another in its place.
 */
export const sittingTemplates: Readonly<Record<TemplateName, SittingTemplate>> = {
  'regional-forum': {
    kind: 'plenary',
    quorum: 'more-than-half',
    rule: ruleOf('present', 'rejected', 'more-than-half'),
    allows: { noObjection: true, unnamed: true, openCounts: true, proxies: true, byAddressee: true },
  },
  'round-table': {
    kind: 'round-table',
    quorum: 'none',
    rule: ruleOf('yes-no', 'rejected', 'none'),
    // People sit at it for themselves.
    allows: {
      noObjection: true,
      unnamed: true,
      openCounts: true,
      proxies: false,
      manyOfOrganisation: true,
      byAddressee: true,
    },
  },
  'public-council': {
    kind: 'council',
    quorum: 'two-thirds',
    rule: ruleOf('present', 'chair-casting', 'two-thirds'),
    allows: { noObjection: false, unnamed: false, openCounts: false, proxies: false },
  },
  'model-un': {
    kind: 'plenary',
    quorum: 'more-than-half',
    rule: ruleOf('yes-no', 'rejected', 'more-than-half'),
    allows: { noObjection: true, unnamed: false, openCounts: false, proxies: false },
  },
};
