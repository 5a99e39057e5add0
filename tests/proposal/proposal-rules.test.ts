/** When may somebody propose, who answers, and what is written into the text? */
import { describe, expect, test } from 'vitest';
import type { ProposalCommand } from '../../shared/proposal/proposal-commands.ts';
import { proposalCommandSchema } from '../../shared/proposal/proposal-commands.ts';
import { answeredProposals, proposalsOf, shownAtMost, shownProposals } from '../../shared/proposal/proposal.ts';
import { textEditsFor, viewSittingStreamState } from '../../shared/protocol/features.ts';
import {
  clauses,
  draftId,
  frozenWorld,
  idNumber,
  names,
  openedWorld,
  people,
  textId,
  type RuleWorld,
} from '../rule-world.ts';

const proposalId = idNumber('proposal', 1);
const show: Extract<ProposalCommand, { type: 'proposal.show' }> = {
  type: 'proposal.show',
  proposalId,
  draftId,
  about: { is: 'new', kind: 'operative', after: clauses[1]! },
  body: { ru: 'открыть реестр', kk: 'тізілім ашылсын' },
  addressee: { ru: 'Акимату', en: 'To the akimat' },
  due: '2027-01-01',
};
const wordsFor = { ...show, about: { is: 'words-for', clauseId: clauses[0]!, lang: 'ru' } } as const;
const takeOut = { ...show, about: { is: 'take-out', clauseIds: [clauses[0]!, clauses[1]!, clauses[0]!] } } as const;
const admit: ProposalCommand = { type: 'proposal.admit', proposalId };
const decline: ProposalCommand = { type: 'proposal.decline', proposalId, reason: 'повторяет пункт 1' };
const withdraw: ProposalCommand = { type: 'proposal.withdraw', proposalId };

function shownWorld(what: ProposalCommand = show, world: RuleWorld = openedWorld()): RuleWorld {
  world.do('jana', what);
  return world;
}

function outcome(world: RuleWorld, who: Parameters<RuleWorld['decide']>[0], command: ProposalCommand): string {
  const decided = world.decide(who, command);
  return decided.ok ? decided.value.map(({ type }) => type).join(' ') : decided.code;
}

describe('[PROP-1] showing', () => {
  test('keeps the words in the languages of the text, by whom and since when, and writes nothing into it', () => {
    const world = shownWorld();
    const [proposal] = shownProposals(world.sitting.proposal, draftId);
    expect(proposal).toEqual({
      proposalId,
      draftId,
      author: people.jana,
      shownAt: world.now,
      about: show.about,
      body: show.body,
      addressee: { ru: 'Акимату' },
      due: '2027-01-01',
      state: { is: 'shown' },
    });
    const shown = world.sittingEvents.at(-1)!.event;
    expect(textEditsFor(shown, world.sitting, people.jana)).toBeNull();
  });

  test('other words for a clause are in its language alone, without addressee and date', () => {
    const world = shownWorld(wordsFor);
    const [proposal] = shownProposals(world.sitting.proposal, draftId);
    expect(proposal).toMatchObject({ body: { ru: 'открыть реестр' }, addressee: null, due: null });
    expect(Object.keys(proposal?.body ?? {})).toEqual(['ru']);
  });

  test.each([
    ['nothing written', { ...show, body: {} }, 'clause-empty'],
    ['a language that the text has not', { ...show, body: { en: 'a register' } }, 'clause-empty'],
    ['another language than that of the words', { ...wordsFor, body: { kk: 'тізілім' } }, 'clause-empty'],
    ['another draft', { ...show, draftId: idNumber('draft', 9) }, 'draft-unknown'],
  ] as const)('%s is refused', (_name, command, code) => {
    expect(outcome(openedWorld(), 'chen', command)).toBe(code);
  });

  test('who may is the table’s, and the others are told so whatever they ask of', () => {
    const may = names.filter((name) => outcome(openedWorld(), name, show) === 'proposal.shown');
    expect(may).toEqual(['gani', 'amina', 'chen', 'dara', 'jana', 'lev']);
    expect(outcome(openedWorld(), 'fay', { ...show, draftId: idNumber('draft', 9) })).toBe('not-permitted');
  });

  test('in a closed sitting nothing is shown and nothing answered', () => {
    const world = shownWorld();
    world.do('amina', { type: 'sitting.close' });
    expect(outcome(world, 'chen', { ...show, proposalId: idNumber('proposal', 2) })).toBe('sitting-closed');
    expect(outcome(world, 'amina', admit)).toBe('sitting-closed');
    expect(outcome(world, 'jana', withdraw)).toBe('sitting-closed');
  });

  test('words are one line without anything unseen, dates are of the calendar, lengths have an end', () => {
    const parse = (change: object) => proposalCommandSchema.safeParse({ ...show, ...change });
    expect(parse({ body: { ru: '  а\u202e\nб\u200b  ' } }).data).toMatchObject({ body: { ru: 'а б' } });
    expect(parse({ due: '2027-02-30' }).success).toBe(false);
    expect(parse({ body: { ru: 'а'.repeat(4_001) } }).success).toBe(false);
    expect(parse({ body: { ru: 'а'.repeat(4_000) } }).success).toBe(true);
    expect(parse({ body: { ru: ' ' } }).success).toBe(false);
    expect(parse({ author: people.chen }).success).toBe(false);
  });
});

describe('[PROP-6] once', () => {
  test('the same sheet again is refused as known, whoever sends it', () => {
    const world = shownWorld();
    expect(outcome(world, 'jana', show)).toBe('proposal-known');
    expect(outcome(world, 'chen', show)).toBe('proposal-known');
  });

  test('nobody has more than twenty waiting; an answered one makes room', () => {
    const world = openedWorld();
    for (let number = 1; number <= shownAtMost; number += 1) {
      world.do('jana', { ...show, proposalId: idNumber('proposal', number) });
    }
    const another = { ...show, proposalId: idNumber('proposal', 99) };
    expect(outcome(world, 'jana', another)).toBe('proposals-too-many');
    expect(outcome(world, 'chen', another)).toBe('proposal.shown');
    world.do('amina', decline);
    expect(outcome(world, 'jana', another)).toBe('proposal.shown');
  });
});

describe('[PROP-2] answering', () => {
  test('is for chair, moderator and drafting group; taking back for the author', () => {
    const world = shownWorld();
    expect(names.filter((name) => outcome(world, name, admit) === 'proposal.admitted')).toEqual([
      'gani',
      'amina',
      'lev',
    ]);
    expect(names.filter((name) => outcome(world, name, decline) === 'proposal.declined')).toEqual([
      'gani',
      'amina',
      'lev',
    ]);
    expect(names.filter((name) => outcome(world, name, withdraw) === 'proposal.withdrawn')).toEqual(['jana']);
  });

  test('an author who has no seat any more takes theirs back all the same', () => {
    const world = shownWorld();
    world.do('amina', { type: 'sitting.take-seat', seatId: world.seatOf('jana') });
    expect(outcome(world, 'jana', withdraw)).toBe('proposal.withdrawn');
  });

  test.each([
    ['admitted', 'amina', admit],
    ['declined', 'lev', decline],
    ['withdrawn', 'jana', withdraw],
  ] as const)('%s it is answered, and no second answer is taken', (state, who, command) => {
    const world = shownWorld();
    world.do(who, command);
    const [proposal] = proposalsOf(world.sitting.proposal, draftId);
    expect(proposal?.state.is).toBe(state);
    for (const again of [admit, decline]) expect(outcome(world, 'amina', again)).toBe('proposal-answered');
    expect(outcome(world, 'jana', withdraw)).toBe('proposal-answered');
    expect(shownProposals(world.sitting.proposal, draftId)).toEqual([]);
  });

  test('the reason and who answered are kept, and told to the author', () => {
    const world = shownWorld();
    world.do('lev', decline);
    const told = answeredProposals(world.sitting.proposal, people.jana);
    expect(told.map(({ state }) => state)).toEqual([
      { is: 'declined', by: people.lev, at: world.now, reason: 'повторяет пункт 1' },
    ]);
    expect(answeredProposals(world.sitting.proposal, people.chen)).toEqual([]);
  });

  test('one of that id nobody showed is unknown', () => {
    expect(outcome(openedWorld(), 'amina', admit)).toBe('proposal-unknown');
    expect(outcome(openedWorld(), 'jana', withdraw)).toBe('not-permitted');
  });
});

describe('[PROP-3] what admitting writes', () => {
  test('a new clause stands where it was asked for, whole, in the author’s name', () => {
    const world = shownWorld();
    const before = world.sitting;
    const [admitted] = world.do('amina', admit);
    if (admitted?.type !== 'proposal.admitted') throw new Error('not admitted');
    const { body, due } = show;
    expect(textEditsFor(admitted, before, people.amina)).toEqual({
      textId,
      by: people.jana,
      edits: [
        {
          edit: 'create',
          clause: {
            id: admitted.clauseId,
            kind: 'operative',
            after: clauses[1],
            addressee: { ru: 'Акимату' },
            due,
            body,
          },
        },
      ],
    });
  });

  test('without a place it goes to the end', () => {
    const world = shownWorld({ ...show, about: { is: 'new', kind: 'preamble', after: null } });
    const before = world.sitting;
    const [admitted] = world.do('amina', admit);
    expect(textEditsFor(admitted!, before, people.amina)?.edits).toMatchObject([
      { edit: 'create', clause: { kind: 'preamble', after: 'end' } },
    ]);
  });

  test('other words replace those of the clause in that language', () => {
    const world = shownWorld(wordsFor);
    const before = world.sitting;
    const [admitted] = world.do('lev', admit);
    expect(textEditsFor(admitted!, before, people.lev)).toEqual({
      textId,
      by: people.jana,
      edits: [{ edit: 'replace-words', clauseId: clauses[0], lang: 'ru', words: 'открыть реестр', numbers: {} }],
    });
  });

  test('[PROP-4] while the clause is closed its words are not replaced; opened again, they are', () => {
    const world = shownWorld(wordsFor, frozenWorld());
    expect(outcome(world, 'amina', admit)).toBe('clause-not-open');
    expect(outcome(world, 'amina', decline)).toBe('proposal.declined');
    world.do('gani', { type: 'draft.thaw-clause', draftId, clauseId: clauses[0]!, reason: 'новые слова' });
    expect(outcome(world, 'amina', admit)).toBe('proposal.admitted');
  });

  test('[PROP-4] into a draft that is closed as a whole no new clause comes', () => {
    const world = shownWorld();
    world.do('amina', { type: 'draft.freeze', draftId });
    expect(outcome(world, 'amina', admit)).toBe('draft-closed');
    world.do('gani', { type: 'draft.thaw', draftId, reason: 'ещё пункт' });
    expect(outcome(world, 'amina', admit)).toBe('proposal.admitted');
  });
});

describe('[PROP-9] clauses to be taken out', () => {
  test('are shown without words, each once, and admitted taken out together, in the author’s name', () => {
    const world = shownWorld({ ...takeOut, about: { ...takeOut.about, clauseIds: [...takeOut.about.clauseIds] } });
    const about = { is: 'take-out', clauseIds: [clauses[0], clauses[1]] };
    const [proposal] = shownProposals(world.sitting.proposal, draftId);
    expect(proposal).toMatchObject({ about, body: {}, addressee: null, due: null });
    const before = world.sitting;
    const [admitted] = world.do('amina', admit);
    expect(admitted).toMatchObject({ type: 'proposal.admitted', clauseId: clauses[0] });
    expect(textEditsFor(admitted!, before, people.amina)).toEqual({
      textId,
      by: people.jana,
      edits: [clauses[0], clauses[1]].map((clauseId) => ({ edit: 'take-out', clauseId })),
    });
  });

  test('nothing is taken out while one of them is closed', () => {
    const world = shownWorld({ ...takeOut, about: { is: 'take-out', clauseIds: [...clauses] } }, frozenWorld());
    expect(outcome(world, 'amina', admit)).toBe('clause-not-open');
  });

  test('there is one at least, and they have an end', () => {
    const parse = (clauseIds: readonly string[]) =>
      proposalCommandSchema.safeParse({ ...show, about: { is: 'take-out', clauseIds } }).success;
    expect([parse([]), parse([clauses[0]!]), parse(Array(1_001).fill(clauses[0]!))]).toEqual([false, true, false]);
  });
});

test('[PROP-5] the hall’s screen knows of no proposal', () => {
  const world = shownWorld();
  expect(viewSittingStreamState(world.sitting, 'stage').proposal.proposals).toEqual({});
  expect(Object.keys(viewSittingStreamState(world.sitting, 'member').proposal.proposals)).toEqual([proposalId]);
});
