/** Does drafting help remark on what a careful secretary would, and keep silent otherwise? */
import { describe, expect, test } from 'vitest';
import type { ClauseText } from '../../shared/draft/clause-runs.ts';
import { draftingHints } from '../../shared/draft/drafting-help.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { Lang, Localized } from '../../shared/lib/lang.ts';

let next = 0;

function clause(
  body: Partial<Record<Lang, string>>,
  more: Partial<Omit<ClauseText, 'body' | 'addressee'>> & { addressee?: Localized | null } = {},
): ClauseText {
  next += 1;
  return {
    id: `cla_${String(next).padStart(16, '0')}` as ClauseId,
    order: 'a',
    parent: null,
    kind: 'operative',
    addressee: { ru: 'Правительству' },
    due: null,
    removed: false,
    ...more,
    body: Object.fromEntries(Object.entries(body).map(([lang, text]) => [lang, [{ text }]])),
  };
}

const hints = (one: ClauseText, others: readonly ClauseText[] = [], langs: readonly Lang[] = ['ru']) =>
  draftingHints(one, [one, ...others], langs).map(({ hint }) => hint);

const fine = 'Рекомендовать акиматам областей публиковать итоги конкурсов социального заказа до 1 марта.';

describe('a sound clause gets no remark', () => {
  test.each<[string, ClauseText, readonly Lang[]]>([
    ['[HELP-1] in Russian', clause({ ru: fine }), ['ru']],
    ['[HELP-1] in Kazakh', clause({ kk: 'Облыс әкімдіктеріне конкурс қорытындыларын жариялау ұсынылсын.' }), ['kk']],
    ['[HELP-1] in English', clause({ en: 'Recommends that regional governments publish the results.' }), ['en']],
    ['[HELP-2] a deed of its own asks nobody', clause({ ru: 'Утвердить план работы.' }, { addressee: null }), ['ru']],
    [
      'a clause of the preamble',
      clause({ ru: 'отмечая рост числа НПО,' }, { kind: 'preamble', addressee: null }),
      ['ru'],
    ],
    [
      '[HELP-3] one ministry of two things',
      clause({ ru: fine }, { addressee: { ru: 'Министерство культуры и информации' } }),
      ['ru'],
    ],
    [
      '[HELP-3] a committee of a ministry',
      clause({ ru: fine }, { addressee: { ru: 'Комитет по делам гражданского общества Министерства культуры' } }),
      ['ru'],
    ],
    ['nothing written yet', clause({ ru: '' }, { addressee: null }), ['ru', 'kk']],
  ])('%s', (_name, one, langs) => {
    expect(hints(one, [], langs)).toEqual([]);
  });
});

describe('what is remarked', () => {
  test.each<[string, ClauseText, string]>([
    ['[HELP-1] no deed', clause({ ru: 'Социальный заказ как важная форма поддержки.' }), 'no-verb'],
    ['[HELP-2] nobody is asked', clause({ ru: fine }, { addressee: null }), 'no-addressee'],
    [
      '[HELP-3] two are asked',
      clause({ ru: fine }, { addressee: { ru: 'Министерство культуры, акиматы областей' } }),
      'two-addressees',
    ],
    [
      '[HELP-3] two are asked, in Kazakh',
      clause({ ru: fine }, { addressee: { kk: 'Үкімет және әкімдіктер' } }),
      'two-addressees',
    ],
    [
      '[HELP-4] two deeds',
      clause({ ru: 'Рекомендовать публиковать итоги. Поручить секретарю подготовить письмо.' }),
      'two-deeds',
    ],
    ['[HELP-5] haste and no day', clause({ ru: 'Рекомендовать срочно опубликовать итоги.' }), 'haste-without-day'],
    ['[HELP-6] over 600 letters', clause({ ru: `Рекомендовать ${'публиковать итоги '.repeat(40)}` }), 'too-long'],
    ['[HELP-7] a number typed by hand', clause({ ru: `3. ${fine}` }), 'number-typed'],
  ])('%s', (_name, one, expected) => {
    expect(hints(one)).toContain(expected);
  });

  const kkFine = 'Облыс әкімдіктеріне конкурс қорытындыларын 1 наурызға дейін жариялау ұсынылсын.';
  const asked = { addressee: { kk: 'Облыс әкімдіктері' } };
  test.each<[string, ClauseText, string]>([
    ['[HELP-1] no deed', clause({ kk: 'Әлеуметтік тапсырыс — қолдаудың маңызды түрі.' }, asked), 'no-verb'],
    ['[HELP-1] a noun is no deed', clause({ kk: 'Форум қатысушыларының ұсыныстары мен шешімдері.' }, asked), 'no-verb'],
    ['[HELP-2] nobody is asked', clause({ kk: kkFine }, { addressee: null }), 'no-addressee'],
    [
      '[HELP-3] two are asked',
      clause({ kk: kkFine }, { addressee: { kk: 'Мәдениет министрлігі мен облыс әкімдіктеріне' } }),
      'two-addressees',
    ],
    [
      '[HELP-4] two deeds',
      clause({ kk: 'Қорытындыларды жариялау ұсынылсын. Хатшыға хат дайындау тапсырылсын.' }, asked),
      'two-deeds',
    ],
    ['[HELP-5] haste', clause({ kk: 'Қорытындыларды шұғыл түрде жариялау ұсынылсын.' }, asked), 'haste-without-day'],
    [
      '[HELP-5] haste said longer',
      clause({ kk: 'Қорытындыларды мүмкіндігінше тез жариялау ұсынылсын.' }, asked),
      'haste-without-day',
    ],
    [
      '[HELP-5] the shortest time',
      clause({ kk: 'Қорытындыларды қысқа мерзімде жариялау ұсынылсын.' }, asked),
      'haste-without-day',
    ],
    [
      '[HELP-6] over 600 letters',
      clause({ kk: `${'қорытындыларды жариялау '.repeat(30)} ұсынылсын.` }, asked),
      'too-long',
    ],
    ['[HELP-7] a number typed by hand', clause({ kk: `3. ${kkFine}` }, asked), 'number-typed'],
    ['[HELP-7] a number typed by hand with its word', clause({ kk: `3-тармақ. ${kkFine}` }, asked), 'number-typed'],
  ])('in Kazakh: %s', (_name, one, expected) => {
    expect(hints(one, [], ['kk'])).toContain(expected);
  });

  test('[HELP-1] [HELP-4] in Kazakh things with the endings of deeds are none', () => {
    const one =
      'Ауылдар үшін қолдау жобасын және комиссия мәселесін қарау ұсынылсын. Бұл — форумның маңызды ұсынысымыз.';
    expect(hints(clause({ kk: one }, asked), [], ['kk'])).toEqual([]);
    const fact = 'Форум ауылдар үшін маңызды жобасын, комиссия мәселесін және қолдау тәртібін атады.';
    expect(hints(clause({ kk: fact }, asked), [], ['kk'])).toContain('no-verb');
  });

  test('[HELP-2] in Kazakh a deed of the assembly itself asks nobody, and the name of one does', () => {
    for (const own of ['жоспарды бекітеді', 'қатысушыларға алғыс білдіреді', 'қаулы етеді', 'жоба мақұлдансын']) {
      expect(hints(clause({ kk: `Форум ${own}.` }, { addressee: null }), [], ['kk'])).not.toContain('no-addressee');
    }
    const named = clause({ kk: 'Ауылдарды қолдаудың тәртібін жариялау ұсынылсын.' }, { addressee: null });
    expect(hints(named, [], ['kk'])).toContain('no-addressee');
  });

  test('[HELP-8] in Kazakh: words that are missing, and the same sentence twice', () => {
    const other = clause({ kk: kkFine }, asked);
    const one = clause({ kk: `${kkFine} Алғыс білдірілсін.` }, asked);
    expect(draftingHints(one, [one, other], ['kk', 'ru'])).toEqual(
      expect.arrayContaining([
        { hint: 'missing-language', lang: 'ru' },
        { hint: 'repeated-sentence', lang: 'kk', clauseId: other.id },
      ]),
    );
  });

  // The words of the grammar of clauses, as they stand at the end of a Kazakh clause and at the beginning of an English one.
  test.each([
    ...['ұсынады', 'ұсынылсын', 'сұрайды', 'шақырады', 'табанды түрде шақырады', 'ұсыныс енгізеді', 'шешеді'],
    ...['қаулы етеді', 'тапсырады', 'қолдайды', 'мақұлдайды', 'қажет деп санайды', 'алғыс білдіреді'],
    ...['назарға алады', 'міндеттенеді', 'растайды', 'жолдайды', 'үндеу жасайды', 'жүгінеді', 'құрылсын', 'өткізілсін'],
  ])('[HELP-1] «%s» is a deed', (deed) => {
    expect(hints(clause({ kk: `Форум қорытындыларын ${deed}.` }, asked), [], ['kk'])).not.toContain('no-verb');
  });
  test.each([
    ...['Recommends', 'Requests', 'Calls upon', 'Urges', 'Proposes', 'Decides', 'Instructs', 'Entrusts', 'Supports'],
    ...['Approves', 'Considers it necessary', 'Expresses thanks', 'Takes note', 'Undertakes', 'Affirms', 'Submits'],
    ...['Sends', 'Appeals to', 'Endorses', 'Welcomes'],
  ])('[HELP-1] “%s” is a deed', (deed) => {
    expect(hints(clause({ en: `${deed} what the forum has heard.` }), [], ['en'])).not.toContain('no-verb');
  });
  test.each(['Proposals of the forum', 'Recommendations to the akimat', 'Supporters of the plan', 'A decision'])(
    '[HELP-1] “%s” is none',
    (thing) => {
      expect(hints(clause({ en: `${thing} and the report.` }), [], ['en'])).toContain('no-verb');
    },
  );
  test.each([
    ...['Рекомендует', 'Рекомендовать', 'Просит', 'Призывает', 'Настоятельно призывает', 'Предлагает', 'Решает'],
    ...['Постановляет', 'Поручает', 'Поддерживает', 'Одобряет', 'Считает необходимым', 'Выражает благодарность'],
    ...['Принимает к сведению', 'Обязуется', 'Подтверждает', 'Направляет', 'Обращается к'],
  ])('[HELP-1] «%s» is a deed', (deed) => {
    expect(hints(clause({ ru: `${deed} то, что услышано.` }))).not.toContain('no-verb');
  });

  test('[HELP-5] haste with a day is no haste', () => {
    expect(hints(clause({ ru: 'Рекомендовать срочно опубликовать итоги.' }, { due: '2026-12-01' }))).toEqual([]);
  });

  test('[HELP-8] a language that has no words, only where another has', () => {
    expect(draftingHints(clause({ ru: fine }), [], ['kk', 'ru'])).toContainEqual({
      hint: 'missing-language',
      lang: 'kk',
    });
  });

  test('[HELP-8] the same sentence in two clauses, whatever its capitals and spaces; never in a removed one', () => {
    const other = clause({ ru: fine.toUpperCase().replace(' ', '  ') });
    expect(draftingHints(clause({ ru: fine }), [other], ['ru'])).toContainEqual({
      hint: 'repeated-sentence',
      lang: 'ru',
      clauseId: other.id,
    });
    expect(hints(clause({ ru: fine }), [{ ...other, removed: true }])).toEqual([]);
  });

  test('sub-clauses need no deed and no addressee of their own', () => {
    const parent = clause({ ru: fine });
    expect(hints(clause({ ru: 'итоги конкурсов;' }, { parent: parent.id, addressee: null }), [parent])).toEqual([]);
  });
});
