/** Is a vote prepared by names and keys alone, is what is missing said before it is asked for, and does the command say what was filled in? */
import { cleanup, render, screen, within } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { conductWords } from '../../../shared/i18n/conduct-words.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import { wordingsWords } from '../../../shared/i18n/wordings-words.ts';
import type { ProposalId, SeatId } from '../../../shared/lib/ids.ts';
import { votingWords } from '../../../shared/i18n/voting-words.ts';
import { ok, refuse } from '../../../shared/lib/result.ts';
import type { SittingStreamEvent } from '../../../shared/protocol/features.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import { Assembly } from '../../../client/live/assembly.svelte.ts';
import { FakeConnection, settle } from '../live/fake-connection.ts';
import { axeFindings } from '../poll/axe.ts';
import {
  amina,
  clauses,
  clauseTexts,
  draftId,
  forumId,
  forumSnapshot,
  frozenEvent,
  items,
  mineOf,
  openedEvents,
  pollOpened,
  sittingId,
  sittingSnapshot,
  startsAt,
  textId,
} from '../live/sitting-world.ts';
import SheetOnPage from './SheetOnPage.svelte';

const words = conductWords.ru;
const deciding: readonly SittingStreamEvent[] = [
  ...openedEvents,
  { type: 'sitting.item-done', itemId: items[0] },
  { type: 'sitting.item-started', itemId: items[1] },
];

let connection: FakeConnection;
let assembly: Assembly;
const onclose = vi.fn();

beforeEach(() => {
  // jsdom sizes no field.
  vi.stubGlobal('CSS', { supports: () => true });
  language.put('ru', ru);
  onclose.mockClear();
  connection = new FakeConnection();
  assembly = new Assembly({ forumId, sittingId, texts: true }, { connection, deviceNow: () => startsAt });
});
afterEach(() => {
  cleanup();
  assembly.close();
  vi.unstubAllGlobals();
});

async function draw(events: readonly SittingStreamEvent[] = deciding): Promise<void> {
  connection.connect();
  connection.next('hello').answer(ok({ personId: amina, now: startsAt, protocol: 1 }));
  await settle();
  connection.send('snapshot', forumSnapshot());
  connection.send('snapshot', sittingSnapshot(events));
  connection.send('mine', mineOf(amina));
  connection.send('text', { textId, frame: 'whole', textSeq: 3, clauses: clauseTexts });
  connection.next('follow').answer(ok(null));
  await settle();
  render(SheetOnPage, { assembly, order: clauses, onclose });
  flushSync();
}

/** As a key presses: a click without a pointer. */
async function press(element: HTMLElement): Promise<void> {
  element.focus();
  element.click();
  await settle();
  flushSync();
}
const radio = (name: string) => screen.getByRole('radio', { name });
function write(label: string, text: string): void {
  const field = screen.getByLabelText<HTMLInputElement>(label);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}
const put = () => screen.getByRole('button', { name: new RegExp(`^${words.put}`) });
const questionRu = words.question('русский');

/** Other words for the first clause. */
const proposed = (number: number, lang: 'ru' | 'kk', words: string): SittingStreamEvent => ({
  type: 'proposal.shown',
  proposalId: `pro_${String(number).padStart(16, '0')}` as ProposalId,
  draftId,
  about: { is: 'words-for', clauseId: clauses[0], lang },
  body: { [lang]: words },
  addressee: null,
  due: null,
});
const twoProposed = [proposed(1, 'ru', 'на три года;'), proposed(2, 'kk', 'үш жылға;'), proposed(3, 'ru', 'навсегда;')];

test('everything in it has a name, and axe finds nothing in any kind of vote', async () => {
  await draw([...deciding, frozenEvent, ...twoProposed]);
  expect(screen.getByRole('dialog', { name: words.prepare })).toBeTruthy();
  for (const kind of Object.values(words.kinds)) {
    await press(radio(kind));
    expect(await axeFindings(document.body), kind).toEqual([]);
  }
  await press(radio(words.kinds.choice));
  for (const method of Object.values(words.methods)) expect(radio(method)).toBeTruthy();
});

test('what is missing is said, the first such field has the caret, and nothing is sent', async () => {
  await draw();
  await press(radio(words.kinds.choice));
  await press(put());
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain(words.problems.question);
  expect(alert.textContent).toContain(words.problems.options);
  expect(document.activeElement).toBe(screen.getByLabelText(questionRu));
  expect(connection.has('command')).toBe(false);
  write(questionRu, 'Что внести в план?');
  write(words.optionIn(1, 'русский'), 'Дороги');
  write(words.optionIn(2, 'русский'), ' дороги ');
  expect(screen.getByRole('alert').textContent).toContain(words.problems.optionSame);
  write(words.optionIn(2, 'русский'), 'Школы');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('[SIT-8] that votes are counted by their weight is said before one is put', async () => {
  await draw();
  expect(document.body.textContent).not.toContain('по весу');
  cleanup();
  const [given] = deciding.filter((event) => event.type === 'sitting.seat-given' && event.right === 'deciding');
  if (given?.type !== 'sitting.seat-given') throw new Error('nobody decides here');
  const weighed = { type: 'sitting.seats-weighed', seats: [{ seatId: given.seatId, weight: 40 }] } as const;
  connection.send('snapshot', sittingSnapshot([...deciding, weighed], 90));
  await settle();
  render(SheetOnPage, { assembly, order: clauses, onclose });
  flushSync();
  expect(document.body.textContent).toMatch(/Голоса считаются по весу: всего голосов – 4\d, мест/);
});

test('[POLL-1] the command says what was filled in, by the method for so many places', async () => {
  const advises = { seatId: 'seat_0000000000000077' as SeatId, personId: amina, weight: 1, right: 'advisory' } as const;
  await draw([...deciding, { type: 'sitting.seat-given', ...advises }]);
  await press(radio(words.kinds.choice));
  write(questionRu, 'Кого в группу?');
  write(words.optionIn(1, 'русский'), 'Чен');
  write(words.optionIn(2, 'казахский'), 'Дара');
  await press(screen.getByRole('button', { name: words.addOption }));
  expect(document.activeElement).toBe(screen.getByLabelText(words.optionIn(3, 'русский')));
  write(words.optionIn(3, 'русский'), 'Эли');
  await press(radio(words.methods.ranking));
  write(words.places, '4');
  await press(put());
  expect(screen.getAllByText(words.problems.places(3)).length).toBeGreaterThan(0);
  write(words.places, '2');
  expect(screen.queryByText(words.adviceLeftOut(1))).toBeNull();
  await press(radio(words.forms.unnamed));
  // [POLL-20] Said beforehand: one who advises is too few.
  expect(screen.getByText(words.adviceLeftOut(1))).toBeTruthy();
  await press(screen.getByRole('radio', { name: words.later }));
  await press(put());
  const asked = connection.next('command');
  expect(asked.message).toMatchObject({
    command: {
      type: 'announcement.announce',
      deed: {
        type: 'poll.open',
        subject: { of: 'question', question: { ru: 'Кого в группу?' } },
        ask: {
          kind: 'choice',
          method: { kind: 'transferable-vote', seats: 2 },
          options: [{ words: { ru: 'Чен' } }, { words: { kk: 'Дара' } }, { words: { ru: 'Эли' } }],
        },
        form: 'unnamed',
        isChangeable: true,
        counts: 'later',
        seconds: 60,
      },
    },
  });
  expect(onclose).not.toHaveBeenCalled();
  asked.answer(ok({ seq: 99 }));
  await settle();
  expect(onclose).toHaveBeenCalledOnce();
});

test('a decision goes by the sitting’s rule, and by another only where one is chosen', async () => {
  await draw();
  write(questionRu, 'Продлить?');
  await press(put());
  const first = connection.next('command');
  expect(first.message).toMatchObject({ command: { deed: { ask: { kind: 'decision' } } } });
  expect(JSON.stringify(first.message)).not.toContain('requirements');
  first.answer(refuse('announcement-pending'));
  await settle();
  flushSync();
  // Refused: it is said here, and what was filled in stays.
  expect(screen.getByRole('alert')).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>(questionRu).value).toBe('Продлить?');
  await press(radio(words.anotherRule));
  const majority = screen.getByLabelText<HTMLSelectElement>(words.majority);
  majority.value = 'three-fourths';
  majority.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
  await press(put());
  expect(connection.next('command').message).toMatchObject({
    command: {
      deed: {
        ask: {
          rule: { requirements: [{ kind: 'share', majority: 'three-fourths', base: 'present' }], tie: 'rejected' },
        },
      },
    },
  });
});

function choose(label: string, value: string): void {
  const field = screen.getByLabelText<HTMLSelectElement>(label);
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
}

test('[VOTE-2] [VOTE-6] a pair of majorities and a turnout are said in words before they are put; equal votes are asked about where there can be any', async () => {
  await draw();
  write(questionRu, 'Изменить устав?');
  await press(radio(words.anotherRule));
  choose(words.majority, 'simple');
  choose(words.base, 'entitled');
  expect(screen.getByLabelText(words.tie)).toBeTruthy();
  await press(screen.getByRole('checkbox', { name: words.second }));
  expect(screen.queryByLabelText(words.tie)).toBeNull();
  choose(words.secondMajority, 'two-thirds');
  choose(words.secondBase, 'yes-no');
  choose(words.turnout, 'two-thirds');
  const { rule } = votingWords.ru;
  screen.getByText(rule.needs(rule.majorities.simple, rule.bases.entitled));
  screen.getByText(rule.alsoNeeds(rule.majorities['two-thirds'], rule.bases['yes-no']));
  screen.getByText(rule.turnout(rule.atLeast(2, 3)));
  screen.getByText(words.turnoutMeans);
  await press(put());
  expect(connection.next('command').message).toMatchObject({
    command: {
      deed: {
        ask: {
          rule: {
            requirements: [
              { kind: 'share', majority: 'simple', base: 'entitled' },
              { kind: 'share', majority: 'two-thirds', base: 'yes-no' },
            ],
            tie: 'rejected',
            turnout: { numerator: 2, denominator: 3, strict: false },
          },
        },
      },
    },
  });
});

test.each([
  [
    'score',
    (): void => {
      choose(words.scoreBy, 'median');
      write(words.minimumScores, '3');
    },
    { kind: 'score', lowest: 0, highest: 5, by: 'median', minimumScores: 3 },
  ],
  [
    'borda',
    (): void => {
      choose(words.lastPlace, 'options');
      choose(words.unranked, 'zero');
    },
    { kind: 'borda', first: 'options', unranked: 'zero' },
  ],
  [
    'single-choice',
    (): void => {
      choose(words.required, 'two-thirds');
      choose(words.base, 'present');
    },
    { kind: 'single-choice', required: { majority: 'two-thirds', base: 'present' } },
  ],
] as const)('all that is counted by %s is asked for on the sheet', async (name, fill, method) => {
  await draw();
  await press(radio(words.kinds.choice));
  write(questionRu, 'Что первым?');
  write(words.optionIn(1, 'русский'), 'Дороги');
  write(words.optionIn(2, 'русский'), 'Школы');
  await press(radio(words.methods[name]));
  fill();
  await press(put());
  expect(connection.next('command').message).toMatchObject({ command: { deed: { ask: { method } } } });
});

test('[WORD-1, WORD-2] the wordings that are proposed for a closed clause are put, those of one person together; for an open one none is offered', async () => {
  await draw([...deciding, frozenEvent, ...twoProposed]);
  await press(radio(words.kinds.wordings));
  const group = screen.getByRole('group', { name: wordingsWords.ru.choose });
  const [first, second] = within(group).getAllByRole('checkbox');
  expect(group.textContent).toContain('үш жылға;');
  screen.getByText(wordingsWords.ru.becomes);
  await press(first!);
  await press(second!);
  await press(put());
  expect(screen.getByRole('alert').textContent).toContain(words.problems.wordings);
  await press(first!);
  await press(second!);
  await press(put());
  const [one, two, three] = twoProposed.map((event) => (event.type === 'proposal.shown' ? event.proposalId : ''));
  expect(connection.next('command').message).toMatchObject({
    command: {
      deed: {
        subject: { of: 'wordings', draftId, clauseId: clauses[0], wordings: [[one, two], [three]] },
        ask: { kind: 'wordings', by: 'schulze' },
      },
    },
  });
  cleanup();
  await draw([...deciding, ...twoProposed]);
  expect(screen.queryByRole('radio', { name: words.kinds.wordings })).toBeNull();
});

test('several closed clauses are put at once; where none is closed it is not offered', async () => {
  await draw([...deciding, frozenEvent]);
  await press(radio(words.kinds.clauses));
  await press(put());
  expect(screen.getByRole('alert').textContent).toContain(words.problems.clauses);
  const group = screen.getByRole('group', { name: words.clausesTitle });
  await press(within(group).getByRole('checkbox'));
  await press(put());
  expect(connection.next('command').message).toMatchObject({
    command: { deed: { subject: { of: 'clauses', draftId, clauseIds: [clauses[0]] } } },
  });
  cleanup();
  render(SheetOnPage, { assembly, order: [], onclose });
  expect(screen.queryByRole('radio', { name: words.kinds.clauses })).toBeNull();
});

test('a roll call is put without words, for the thirty seconds of the one under the people, and a vote that is open is the reason why nothing is', async () => {
  await draw();
  await press(radio(words.kinds['roll-call']));
  await press(put());
  expect(connection.next('command').message).toMatchObject({
    command: { deed: { subject: { of: 'roll-call' }, ask: { kind: 'here' }, seconds: 30 } },
  });
});

test('while another vote is open the button says so', async () => {
  await draw([...deciding, frozenEvent, pollOpened(startsAt + 60_000)]);
  expect(put().getAttribute('aria-disabled')).toBe('true');
  expect(put().textContent).toContain(ru.refusals['poll-is-open']);
});
