/** By which rules does this sitting decide, in sentences? The same where they are chosen, on its page, and wherever else they are told. */
import type { DecisionRule } from '../counting/decision-rule.ts';
import { proxiesUsual, type SittingAllows } from '../forum/sitting-template.ts';
import { templatesWords } from '../i18n/templates-words.ts';
import type { Lang } from '../lib/lang.ts';
import { ruleSentences } from './vote-words.ts';

const asked = ['noObjection', 'unnamed', 'openCounts', 'proxies'] as const satisfies readonly (keyof SittingAllows)[];

/** `allows` `null`: the sitting was made without a template, and nothing is barred but what nobody may. */
export function sittingRules(lang: Lang, rule: DecisionRule, allows: SittingAllows | null): readonly string[] {
  const words = templatesWords[lang];
  return [
    ...ruleSentences(lang, rule),
    words.ties[rule.tie],
    words.advisory,
    ...(allows === null ? [] : asked.map((what) => (allows[what] ? words.allowed[what] : words.barred[what]))),
    ...(allows?.byAddressee === true ? [words.byAddressee] : []),
    ...(allows?.proxies === true ? [words.proxiesMost(allows.proxiesMost ?? proxiesUsual)] : []),
  ];
}
