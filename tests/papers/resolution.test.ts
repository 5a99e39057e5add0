/** Does the resolution hold what was adopted, and nothing else? */
import { describe, expect, test } from 'vitest';
import { paragraphsOf, paragraphText, tablesOf, type DocumentModel } from '../../shared/papers/document.ts';
import { buildResolution } from '../../shared/papers/resolution.ts';
import { checkCode } from '../../shared/papers/check-code.ts';
import { plainText, refCharacter, type Run } from '../../shared/draft/clause-runs.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import { adoptedKk, adoptedRu, clause, emptyDraft, sampleResolution } from './sample-resolution.ts';

function lines(model: DocumentModel): string[] {
  return paragraphsOf(model).map(paragraphText);
}

function whole(code: string): string {
  return code.replace(' ', '\u00a0');
}

describe('the resolution', () => {
  test('[PAPER-1] holds the adopted clauses in the order of their numbers, and no other', () => {
    const model = buildResolution(sampleResolution());
    const clauses = paragraphsOf(model).filter(({ kind }) => kind === 'clause');
    expect(clauses.map(({ number }) => number)).toEqual(['1.', '2.']);
    const whole = lines(model).join('\n');
    for (const word of ['закрытый', 'голосуемый', 'отклонённый']) expect(whole).not.toContain(word);
  });

  test('[PAPER-1] prints the adopted words letter by letter, with their bold and italics, in each language', () => {
    const ru = paragraphsOf(buildResolution(sampleResolution())).find(({ number }) => number === '2.');
    expect(ru?.runs).toEqual(
      adoptedRu.map(({ text, strong, em }) => ({
        text,
        ...(strong === true ? { bold: true } : {}),
        ...(em === true ? { italic: true } : {}),
      })),
    );
    const kk = paragraphsOf(buildResolution(sampleResolution({ lang: 'kk' }))).find(({ number }) => number === '2.');
    expect(kk?.runs.map(({ text }) => text).join('')).toBe(plainText(adoptedKk));
  });

  test('[PAPER-2] says in both languages that it is a draft, and as of when in the forum’s time', () => {
    expect(lines(buildResolution(sampleResolution()))[0]).toBe(
      'ПРОЕКТ · не принят в целом · по состоянию на 14 июля 2023 года, 15:41',
    );
    expect(lines(buildResolution(sampleResolution({ lang: 'kk' })))[0]).toBe(
      'ЖОБА · тұтастай қабылданған жоқ · жағдайы: 2023 жылғы 14 шілде, 15:41',
    );
  });

  test('[PAPER-2] adopted as a whole it is no draft any more: it has the day, the numbers and the code of that vote', () => {
    const input = sampleResolution();
    const { draft, polls } = input;
    const sample = Object.values(polls.polls)[0]!;
    const pollId = 'pol_0000000000000009' as typeof sample.pollId;
    const paperHash = '7f3a91c2'.padEnd(64, '0');
    const subject = { of: 'draft' as const, draftId: draft.draftId, stage: 'whole' as const, clauses: [] };
    const adopted = sampleResolution({
      draft: { ...draft, phase: 'adopted', decision: { pollId, at: sample.closedAt! } },
      polls: { polls: { ...polls.polls, [pollId]: { ...sample, pollId, subject, paperHash } } },
      opinions: [{ about: 'о пункте 5: «отклонённый текст»', who: 'Д. Дара', words: 'Срок нереален.' }],
    });
    const told = lines(buildResolution(adopted));
    expect(told.join('\n')).not.toContain('ПРОЕКТ');
    expect(lines(buildResolution({ ...adopted, lang: 'kk' })).join('\n')).not.toContain('ЖОБА');
    expect(told).toContain(
      `Резолюция принята в целом единогласно: «за» – 35, «против» – 0, «воздержались» – 0, не голосовали – 0. ` +
        `Код проверки: ${whole(checkCode(paperHash))}.`,
    );
    // [MINOR-1] Who was outvoted stands behind it.
    expect(told.slice(-3)).toEqual([
      'Приложение. Особые мнения',
      'о пункте 5: «отклонённый текст»',
      'Д. Дара: Срок нереален.',
    ]);
  });

  test('[PAPER-2] adopted as a basis it says so; rejected as a whole it holds nothing', () => {
    const { draft } = sampleResolution();
    const basis = { pollId: 'pol_0000000000000009' as never, at: 1 };
    expect(lines(buildResolution(sampleResolution({ draft: { ...draft, basis } })))[0]).toContain(
      'ПРОЕКТ · принят за основу · по состоянию на',
    );
    const rejected = lines(buildResolution(sampleResolution({ draft: { ...draft, phase: 'rejected', basis } })));
    expect(rejected[0]).toContain('ПРОЕКТ · не принят в целом');
    expect(rejected).toContain('Ни один пункт ещё не принят.');
  });

  test('is dated by the day of its last decision in the forum’s zone', () => {
    const dated = (lang: 'ru' | 'kk') =>
      paragraphsOf(buildResolution(sampleResolution({ lang }))).find(({ kind }) => kind === 'place-date');
    expect(dated('ru')?.opposite).toEqual([{ text: '14 июля 2023 года' }]);
    expect(dated('kk')?.opposite).toEqual([{ text: '2023 жылғы 14 шілде' }]);
  });

  test('tells of each clause whom it asks, until when, how it was adopted and its check code', () => {
    const input = sampleResolution();
    const ru = lines(buildResolution(input));
    const code = (id: string): string =>
      checkCode(Object.entries(input.draft.clauses).find(([key]) => key === id)?.[1].frozen.paperHash ?? '');
    const first = ru.indexOf('1. Акимату области: создать постоянную площадку;');
    expect(first).toBeGreaterThan(0);
    expect(ru.slice(first + 1, first + 3)).toEqual([
      'Срок: 1 октября 2023 года.',
      `Пункт принят единогласно: «за» – 35, «против» – 0, «воздержались» – 0, не голосовали – 0; требовалось 18 из 35 присутствующих. Код проверки: ${whole(code('cla_0000000000000001'))}.`,
    ]);
    expect(ru).toContain(
      `Пункт принят большинством голосов: «за» – 30, «против» – 3, «воздержались» – 2, не голосовали – 0; требовалось 18 из 35 присутствующих. Код проверки: ${whole(code('cla_0000000000000002'))}.`,
    );
    expect(lines(buildResolution(sampleResolution({ lang: 'kk' })))).toContain(
      `Тармақ көпшілік дауыспен қабылданды: «жақтап» – 30, «қарсы» – 3, «қалыс қалды» – 2, дауыс бермегендер – 0; қажетті дауыс саны – 18, қатысқандар – 35. Тексеру коды: ${whole(code('cla_0000000000000002'))}.`,
    );
  });

  test('shows advisory votes apart from the counted ones', () => {
    expect(
      lines(buildResolution(sampleResolution())).find((line) => line.startsWith('Преамбула, абзац 1: ')),
    ).toContain('С правом совещательного голоса, в подсчёт не входят: «за» – 2, «против» – 0, «воздержались» – 1.');
  });

  test('says so where a clause was adopted without words in its language, and marks the language of those it has', () => {
    const input = sampleResolution({ lang: 'kk' });
    const [id, closed] = Object.entries(input.draft.clauses)[0]!;
    const bytes = closed.frozen.bytes.replace(/"kk":\[[^\]]*\],?/, '');
    const draft = {
      ...input.draft,
      clauses: { [id]: { ...closed, frozen: { ...closed.frozen, bytes } } },
    };
    const clause = paragraphsOf(buildResolution({ ...input, draft })).find(({ kind }) => kind === 'clause');
    expect(clause?.runs[0]?.text).toBe('Тармақ қазақ тіліндегі мәтінсіз қабылданды: ');
    expect(clause?.runs[1]).toMatchObject({ lang: 'ru', text: adoptedRu[0]?.text });
  });

  test('with nothing adopted says so, and enacts nothing', () => {
    const whole = lines(buildResolution(sampleResolution({ draft: emptyDraft })));
    expect(whole).toContain('Ни один пункт ещё не принят.');
    expect(whole.join('\n')).not.toContain('ПРИНЯЛИ');
  });
});

describe('[PAPER-15] by whom they ask', () => {
  const id = (place: number) => `cla_000000000000000${String(place)}` as ClauseId;
  const asks = (place: number, number: string, whom: string | null, parent: ClauseId | null = null) =>
    clause(place, number, 'adopted', {
      parent,
      addressee: whom === null ? null : { ru: whom },
      body: { ru: [{ text: `дело ${String(place)}` }] },
    });
  const draft = {
    ...emptyDraft,
    clauses: {
      [id(1)]: asks(1, '1', null),
      [id(2)]: asks(2, '2', 'Акимату'),
      [id(3)]: asks(3, '2.1', 'Акимату', id(2)),
      [id(4)]: asks(4, '2.2', 'Маслихату', id(2)),
      [id(5)]: asks(5, '3', 'Акимату'),
      [id(6)]: asks(6, '4', null),
      [id(7)]: asks(7, '5', null),
      [id(8)]: asks(8, '6', 'Акимату'),
    },
  };
  const operative = (byAddressee: boolean): string[] => {
    const model = buildResolution(sampleResolution({ draft, byAddressee }));
    return paragraphsOf(model)
      .filter(({ kind }) => ['formula', 'clause', 'sub-clause'].includes(kind))
      .map(paragraphText)
      .slice(1);
  };

  test('the name stands once above neighbours; whoever else is asked is named, and who asks nobody stands under no name', () => {
    expect(operative(true)).toEqual([
      '1. дело 1',
      'Акимату',
      '2. дело 2',
      '2.1. дело 3',
      '2.2. Маслихату: дело 4',
      '3. дело 5',
      'Прочие положения',
      '4. дело 6',
      '5. дело 7',
      'Акимату',
      '6. дело 8',
    ]);
  });

  test('where the template says nothing of it, each clause names whom it asks, in the same order with the same numbers', () => {
    const plain = operative(false);
    expect(plain).toEqual([
      '1. дело 1',
      '2. Акимату: дело 2',
      '2.1. Акимату: дело 3',
      '2.2. Маслихату: дело 4',
      '3. Акимату: дело 5',
      '4. дело 6',
      '5. дело 7',
      '6. Акимату: дело 8',
    ]);
    const numbers = (said: readonly string[]) => said.flatMap((line) => /^[\d.]+/.exec(line)?.[0] ?? []);
    expect(numbers(operative(true))).toEqual(numbers(plain));
  });
});

describe('[PAPER-4] a resolution counts from 1, and leads from the numbers people have on paper to its own', () => {
  const id = (place: number) => `cla_000000000000000${String(place)}` as ClauseId;
  const ref = (place: number): Run => ({ text: refCharacter, ref: id(place) });
  const labels = [
    [id(1), '1'],
    [id(2), '2'],
    [id(3), '2-1'],
  ] as const;
  const draft = {
    ...emptyDraft,
    clauses: {
      [id(5)]: clause(5, '3.1', 'adopted', { parent: id(4), body: { ru: [{ text: 'подпункт' }] } }),
      [id(1)]: clause(1, '1', 'rejected', { body: { ru: [{ text: 'отклонено' }] } }),
      [id(2)]: clause(2, '2', 'adopted', { body: { ru: [{ text: 'второй' }] } }),
      [id(3)]: clause(3, '2-1', 'adopted', { body: { ru: [{ text: 'вставленный' }] } }),
      [id(4)]: clause(
        4,
        '3',
        'adopted',
        {
          body: {
            ru: [
              { text: 'согласно ' },
              ref(3),
              { text: ', ' },
              ref(1),
              { text: ' и ' },
              ref(9),
              { text: ', см. ' },
              { text: 'адилет', link: 'https://adilet.zan.kz/' },
              { text: ' и ', link: 'https://gov.kz/' },
              { text: 'сайт', link: 'https://gov.kz/', strong: true },
              { text: ', ' },
              { text: 'gov.kz', link: 'https://gov.kz/' },
              { text: ', ' },
              { text: 'письмом', link: 'mailto:a@b.kz' },
            ],
            kk: [ref(3), { text: ' және ' }, ref(1)],
          },
        },
        labels,
      ),
      [id(6)]: clause(6, '4.1', 'adopted', { parent: id(7), body: { ru: [{ text: 'без пункта' }] } }),
    },
  };

  test('adopted clauses count anew, sub-clauses under theirs; one whose clause is not adopted comes up', () => {
    const model = buildResolution(sampleResolution({ draft }));
    const numbered = paragraphsOf(model).filter(({ number }) => number !== undefined);
    expect(numbered.map(({ kind, number }) => `${kind} ${number ?? ''}`)).toEqual([
      'clause 1.',
      'clause 2.',
      'clause 3.',
      'sub-clause 3.1.',
      'clause 4.',
    ]);
    expect(tablesOf(model)).toEqual([
      {
        kind: 'table',
        title: 'Соответствие номеров пунктов',
        head: ['в проекте', 'в резолюции'],
        rows: [
          ['2', '1'],
          ['2-1', '2'],
          ['4.1', '4'],
        ],
      },
    ]);
    expect(tablesOf(buildResolution(sampleResolution()))).toEqual([]);
  });

  test('references have the numbers of the resolution, and of what is not in it those of the draft; links have addresses', () => {
    const said = (lang: 'ru' | 'kk') =>
      lines(buildResolution(sampleResolution({ draft, lang }))).find((line) => line.startsWith('3. '));
    expect(said('ru')).toBe(
      '3. согласно пункт\u00a02, пункт\u00a01 проекта и пункт (исключён), см. адилет (https://adilet.zan.kz/) и сайт (https://gov.kz/), gov.kz, письмом (a@b.kz)',
    );
    expect(said('kk')).toBe('3. 2-тармақ және жобаның 1-тармағы');
  });
});
