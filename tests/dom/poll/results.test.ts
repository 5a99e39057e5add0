/** Does a result say the word first, then who stands where, then each step, in three languages and to every ear? */
import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { examples, options, pollOf, type Example } from '../../../client/features/poll/gallery/examples.ts';
import ResultOfAsk from '../../../client/features/poll/results/ResultOfAsk.svelte';
import VoteSteps from '../../../client/features/poll/results/VoteSteps.svelte';
import { language } from '../../../client/i18n/language.svelte.ts';
import { en } from '../../../shared/i18n/en.ts';
import { kk } from '../../../shared/i18n/kk.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import { votingWords } from '../../../shared/i18n/voting-words.ts';
import { langs } from '../../../shared/lib/lang.ts';
import type { PollResult } from '../../../shared/poll/poll.ts';
import { axeFindings } from './axe.ts';

const words = votingWords.en;
const catalogues = { kk, ru, en };
beforeEach(() => language.put('en', en));
afterEach(() => cleanup());

function exampleOf(name: string): Example & { readonly result: PollResult } {
  const found = examples.find((example) => example.name === name);
  if (found === undefined || found.result === null) throw new Error(`no example is called ${name}`);
  return { ...found, result: found.result };
}
function show(name: string, form: 'named' | 'unnamed' = 'named'): HTMLElement {
  const example = exampleOf(name);
  const poll = pollOf(example, form);
  const { result } = example;
  const { container } =
    result.kind === 'decision' ? render(VoteSteps, { poll, result }) : render(ResultOfAsk, { poll, result });
  return container;
}
const nameOf = (id: string): string => options.find(({ optionId }) => optionId === id)?.words.en ?? '';

describe('a choice', () => {
  test('names who is chosen first, and says so of them in the list, not by colour alone', () => {
    const container = show('schulze');
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(nameOf('b'));
    const [first] = within(container.querySelector('ol')!).getAllByRole('listitem');
    expect(first?.textContent).toContain(`${words.outcome.chosen}: ${nameOf('b')}`);
  });

  test('[COUNT-3] equal votes say between whom, and what is to be done', () => {
    const container = show('approval-tie');
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(words.outcome.tieWord);
    expect(container.textContent).toContain(`${nameOf('a')}, ${nameOf('b')}`);
    expect(container.textContent).toContain(words.outcome.toDo);
  });

  test('[COUNT-12] rounds unfold, each with a table whose rows and columns have their heads', () => {
    const container = show('transferable-vote');
    const rounds = [...container.querySelectorAll('details details')];
    expect(rounds.map((round) => round.querySelector('summary')?.textContent)).toEqual(['Round 1', 'Round 2']);
    for (const table of container.querySelectorAll('table')) {
      expect(table.querySelector('caption')?.textContent).not.toBe('');
      for (const row of table.querySelectorAll('tbody tr')) {
        const isNameAlone = row.querySelector('th[scope=rowgroup]') !== null;
        const hasHead = row.querySelector('th[scope=row]') !== null || row.previousElementSibling !== null;
        expect(isNameAlone || hasHead).toBe(true);
      }
    }
  });
});

test('[COUNT-13] levels of consent are a histogram with every level, and no number for all of them', () => {
  const container = show('eight');
  const rows = within(container.querySelector('ol')!).getAllByRole('listitem');
  expect(rows).toHaveLength(8);
  expect(rows[1]?.textContent).toMatch(new RegExp(`${words.eight['minor-point']}\\s*44`));
  expect(container.textContent).toContain(words.agreement.decidesNothing);
  expect(container.textContent).not.toMatch(/mean|average|%/i);
});

test('a roll call says how many answered', () => {
  show('here');
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(words.answered(131, 144));
  screen.getByRole('img', { name: words.answered(131, 144) });
});

describe('a decision', () => {
  test('[VOTE-2] [VOTE-3] a pair and groups are told each with its numbers', () => {
    const text = show('pair-groups').textContent;
    expect(text).toContain('НПО. Needed');
    expect(text).toContain(words.rule.alsoNeeds(words.rule.majorities['two-thirds'], words.rule.bases['yes-no']));
    expect(text).toContain(words.groups.title);
  });

  test('[VOTE-2] which of a pair was missed is not under the fold, the seal of the box is', () => {
    const { result, ...example } = exampleOf('pair-groups');
    const sealHash = 'ab'.repeat(32);
    const { container } = render(VoteSteps, { poll: pollOf({ ...example, result }), result: { ...result, sealHash } });
    const open = [...container.querySelectorAll(':scope > p')].map((one) => one.textContent ?? '');
    expect(open).toHaveLength(2);
    expect(open.every((said) => said.endsWith(words.decision.met) || said.endsWith(words.decision.notMet))).toBe(true);
    expect(container.querySelector('details')?.textContent).toContain(`${words.seal}: ${sealHash}`);
  });

  test('[VOTE-5] equal votes stand unfolded with what settles them', () => {
    const container = show('tie');
    expect(container.querySelector('details')?.open).toBe(true);
    expect(container.textContent).toContain(words.decision.tieRules.lot);
  });

  test('[KIND-1] unnamed, it is not told apart by kinds of organisation', () => {
    const container = show('pair-groups', 'unnamed');
    expect(container.textContent).not.toContain(words.groups.title);
    expect(container.querySelector('table')).toBeNull();
  });
});

// Each in one language after the other: what axe reads here (names, roles, order) differs by words alone. All screens in each language are read in a browser.
test.each(examples.map(({ name }, place) => [name, langs[place % langs.length]!] as const))(
  '%s is clean for axe, in %s',
  async (name, lang) => {
    language.put(lang, catalogues[lang]);
    const container = show(name);
    for (const folded of container.querySelectorAll('details')) folded.open = true;
    expect(await axeFindings(container)).toEqual([]);
  },
);

test.each(langs)('in %s all that is told of a result has words', (lang) => {
  language.put(lang, catalogues[lang]);
  for (const { name } of examples) {
    const container = show(name);
    const told = [...container.querySelectorAll('h1, h2, h3, th, caption, summary, button, li')];
    expect([name, told.length > 0, told.filter(isWordless).map(({ outerHTML }) => outerHTML)]).toEqual([
      name,
      true,
      [],
    ]);
    expect([name, /undefined|\[object/.exec(container.textContent)]).toEqual([name, null]);
    cleanup();
  }
});

/** A picture may stand for words, by its name. */
function isWordless(element: Element): boolean {
  const named = element.matches('[aria-label]') ? [element] : [...element.querySelectorAll('[aria-label], [alt]')];
  return element.textContent.trim() === '' && named.length === 0;
}
