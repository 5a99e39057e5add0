/** Do offices open the papers as the templates have them: headings, columns, order, letters, languages, and no formula that runs? */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
// @ts-expect-error: the package brings no types, and this is all that is used of it
import { JSDOM as AnyJsdom } from 'jsdom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { renderCsv } from '../../server/papers/csv.ts';
import { harmlessCell } from '../../shared/lib/cell.ts';
import { renderDocx } from '../../server/papers/docx.ts';
import { renderJson } from '../../server/papers/json.ts';
import { renderPdf } from '../../server/papers/pdf.ts';
import { renderXlsx } from '../../server/papers/xlsx.ts';
import { sittingTemplates } from '../../shared/forum/sitting-template.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import { buildAgenda } from '../../shared/papers/agenda.ts';
import { attendanceTable, buildAttendance } from '../../shared/papers/attendance.ts';
import { paragraphsOf, paragraphText, tablesOf, type DocumentModel } from '../../shared/papers/document.ts';
import { buildExtract } from '../../shared/papers/extract.ts';
import { buildMinutes } from '../../shared/papers/minutes.ts';
import { buildResolution } from '../../shared/papers/resolution.ts';
import { buildVotingReport } from '../../shared/papers/voting-report.ts';
import { itemIds, sampleRecord } from './sample-record.ts';
import { adoptedKk, adoptedRu, kazakhLetters, sampleResolution } from './sample-resolution.ts';

const run = promisify(execFile);
const JSDOM = AnyJsdom as new (
  text: string,
  options: { contentType: string },
) => { readonly window: { readonly document: Document } };
const check = { code: '7F3A-91C2-KM40', address: 'https://ortaq.kz/check/7F3A-91C2-KM40' };

/** Numbers that a list would give by itself, and such that it would not: a gap, what was set in between, a part without its whole. */
const numbersAsGiven = [
  ...['1.', '2.', '2.1.', '2.2.', '3.', '3-1.', '4.', '4.1-1.', '4.2.', '7.', '7.1.', '8.', '1.', '2.', '2.1.', '0-1.'],
  ...['3.', '04.', '1)', '2)', '4)', '12.1.', '5а.', '4.'],
];

function numberedPaper(): DocumentModel {
  const { printedAt } = buildAgenda(sampleRecord('ru'));
  return {
    lang: 'ru',
    title: 'Номера',
    printedAt,
    blocks: numbersAsGiven.map((number, place) => ({
      kind: /^\d+\.\d/.test(number) ? 'sub-clause' : 'clause',
      align: 'start',
      number,
      runs: [{ text: `слова ${String(place + 1)}` }],
    })),
  };
}

const models: Readonly<Record<string, DocumentModel>> = {
  'minutes-ru': { ...buildMinutes(sampleRecord('ru')), check },
  'minutes-kk': { ...buildMinutes(sampleRecord('kk')), check },
  'report-kk': { ...buildVotingReport(sampleRecord('kk')), check },
  'attendance-ru': { ...buildAttendance(sampleRecord('ru')), check },
  'minutes-en': { ...buildMinutes(sampleRecord('en')), check },
  'report-ru': { ...buildVotingReport(sampleRecord('ru')), check },
  'attendance-kk': { ...buildAttendance(sampleRecord('kk')), check },
  'extract-ru': { ...buildExtract(sampleRecord('ru'), itemIds[1]), check },
  'extract-kk': { ...buildExtract(sampleRecord('kk'), itemIds[1]), check },
  'agenda-ru': { ...buildAgenda(sampleRecord('ru')), check },
  'agenda-kk': { ...buildAgenda(sampleRecord('kk')), check },
  'report-en': { ...buildVotingReport(sampleRecord('en')), check },
  'attendance-en': { ...buildAttendance(sampleRecord('en')), check },
  'extract-en': { ...buildExtract(sampleRecord('en'), itemIds[1]), check },
  'agenda-en': { ...buildAgenda(sampleRecord('en')), check },
  'resolution-ru': buildResolution(sampleResolution({ lang: 'ru' })),
  'resolution-kk': buildResolution(sampleResolution({ lang: 'kk' })),
  'numbers-ru': numberedPaper(),
};

let folder = '';
/** By the name of its model. */
const pdfText: Record<string, string> = {};
const officeText: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ortaq-formats-'));
  const at = (name: string): string => join(folder, name);
  for (const [name, model] of Object.entries(models)) {
    await writeFile(at(`${name}.pdf`), await renderPdf(model));
    await writeFile(at(`${name}.docx`), await renderDocx(model));
    pdfText[name] = (await run('pdftotext', ['-layout', at(`${name}.pdf`), '-'])).stdout;
  }
  const office = async (to: string, files: readonly string[]): Promise<void> => {
    const profile = `-env:UserInstallation=file://${at('profile')}`;
    await run('soffice', [profile, '--headless', '--convert-to', to, '--outdir', folder, ...files.map(at)], {
      timeout: 110_000,
    });
  };
  await office(
    'txt:Text (encoded):UTF8',
    Object.keys(models).map((name) => `${name}.docx`),
  );
  for (const name of Object.keys(models)) officeText[name] = await readFile(at(`${name}.txt`), 'utf8');
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const squeezed = (text: string): string => text.replace(/\s+/g, '');

/** The words stand in this order, whatever lies between. */
function expectInOrder(text: string, words: readonly string[]): void {
  const whole = squeezed(text);
  let from = 0;
  for (const word of words) {
    const found = whole.indexOf(squeezed(word), from);
    expect(found, `${word} is not there, or not in its place`).toBeGreaterThanOrEqual(0);
    from = found + squeezed(word).length;
  }
}

/** Everything that a paper says, in its order. */
const wordsOf = ({ blocks }: DocumentModel): readonly string[] =>
  blocks.flatMap((block) =>
    block.kind === 'table'
      ? [block.title, ...block.head, ...block.rows.flat()]
      : 'runs' in block
        ? [paragraphText(block)]
        : [],
  );

test.each(Object.keys(models))(
  '[PAPER-3] every paper is read whole and in order by an office suite, and is tagged in its language: %s',
  async (name) => {
    const model = models[name]!;
    const words = wordsOf(model);
    expect(words.length).toBeGreaterThan(5);
    expectInOrder(officeText[name] ?? '', words);
    const file = join(folder, `${name}.pdf`);
    expect((await run('pdfinfo', [file])).stdout).toMatch(/Tagged: +yes/);
    const said = { ru: '/Lang (ru-', kk: '/Lang (kk-', en: '/Lang (en' }[model.lang];
    expect((await readFile(file)).toString('latin1')).toContain(said);
  },
);

describe('[MIN-1] minutes, as an office suite and a reader of PDF have them', () => {
  const ru = [
    'Региональный гражданский форум',
    'ПРОТОКОЛ № 3',
    'панельной сессии «Государственный социальный заказ»',
    '14 июля 2023 года',
    'г. Уральск',
    'Начало: 10:02. Окончание: 10:52.',
    'Председательствующий: Амина Сәрсенова',
    'Секретарь: Болат Қуанышұлы',
    'Присутствовали с правом решающего голоса: 3 чел. из 3 (список прилагается), в том числе онлайн – 1.',
    'Кворум имеется.',
    'ПОВЕСТКА ДНЯ',
    '1. О ходе работы',
    '2. О проекте резолюции',
    '1. СЛУШАЛИ: О ходе работы',
    '2. СЛУШАЛИ: О проекте резолюции',
    'ГОЛОСОВАЛИ: «за» – 3, «против» – 0, «воздержались» – 0, не голосовали – 0.',
    'РЕШИЛИ: 2.1. принять пункт 1 в редакции:',
    'Решение принято единогласно.',
    'Перерыв с 10:25 до 10:35.',
    'ГОЛОСОВАЛИ: «за» – 0, «против» – 1, «воздержались» – 1, не голосовали – 1.',
    'РЕШИЛИ: 2.2. не принимать пункт 2. Решение не принято.',
    'Заседание закрыто в 10:52.',
    'Председательствующий',
    'Приложения:',
  ];
  const kk = [
    '№ 3 ХАТТАМА',
    '2023 жылғы 14 шілде',
    'Орал қаласы',
    'Төрағалық етуші: Амина Сәрсенова',
    'Кворум бар.',
    'КҮН ТӘРТІБІ',
    '1. ТЫҢДАЛДЫ: Жұмыс барысы туралы',
    'ДАУЫС БЕРДІ: «жақтап» – 3, «қарсы» – 0, «қалыс қалды» – 0, дауыс бермегендер – 0.',
    'ШЕШТІ: 2.1. 1-тармақ мынадай редакцияда қабылдансын:',
    kazakhLetters,
    'Шешім бірауыздан қабылданды.',
    'Үзіліс: 10:25 – 10:35.',
    'Шешім қабылданбады.',
    'Хатшы',
    'Қосымшалар:',
  ];
  test.each([
    ['minutes-ru', ru],
    ['minutes-kk', kk],
  ] as const)('%s', (name, order) => {
    expectInOrder(officeText[name] ?? '', order);
    expectInOrder(pdfText[name] ?? '', order);
    expectInOrder(paragraphsOf(models[name]!).map(paragraphText).join('\n'), order.slice(1));
  });

  test('an extract has the head and its one item, and says that it is true', () => {
    const text = paragraphsOf(buildExtract(sampleRecord('ru'), itemIds[1]))
      .map(paragraphText)
      .join('\n');
    expectInOrder(text, ['ВЫПИСКА ИЗ ПРОТОКОЛА № 3', 'СЛУШАЛИ: О проекте резолюции', 'РЕШИЛИ:', 'Выписка верна']);
    expect(text).not.toContain('О ходе работы');
  });

  test('an agenda is as it was planned', () => {
    const text = paragraphsOf(buildAgenda(sampleRecord('kk')))
      .map(paragraphText)
      .join('\n');
    expectInOrder(text, ['КҮН ТӘРТІБІ', 'Модератор: Амина Сәрсенова', '2. Қарар жобасы туралы', '40 минутқа дейін']);
  });

  test.each([
    [
      'ru',
      ['1. О ходе работы', 'Докладчик: Амина Сәрсенова', '(до 10 мин.)', 'Содокладчик:', '(до 7 мин.)', '2. О проекте'],
      'Регламент: выступление – до 5 мин., вопрос – до 1 мин., реплика – до 1 мин., справка – до 2 мин.',
    ],
    [
      'kk',
      [
        '1. Жұмыс барысы туралы',
        'Баяндамашы: Амина Сәрсенова',
        '(10 минутқа дейін)',
        'Қосымша баяндамашы:',
        '2. Қарар',
      ],
      'Регламент: сөз сөйлеу – 5 минутқа дейін, сұрақ – 1 минутқа дейін',
    ],
  ] as const)(
    '[SIT-9] an agenda says who reports, for how long, and how long one speaks: %s',
    (lang, order, limits) => {
      const record = sampleRecord(lang);
      const [amina, bo] = Object.keys(record.people) as PersonId[];
      const speakers = [
        { personId: amina!, minutes: 10 },
        { personId: bo!, minutes: 7 },
      ];
      const [first, ...others] = record.sitting.agenda;
      const sitting = { ...record.sitting, agenda: [{ ...first!, speakers }, ...others] };
      const lines = paragraphsOf(buildAgenda({ ...record, sitting })).map(paragraphText);
      expectInOrder(lines.join('\n'), [...order, limits]);
      expect(lines.at(-1)).toMatch(/^Регламент: [^.]*(мин\.|дейін)/);
      expect(lines.at(-1)).not.toContain('..');
      const short = {
        ...sitting,
        template: { name: 'model-un', allows: sittingTemplates['model-un'].allows },
      } as const;
      const told = paragraphsOf(buildAgenda({ ...record, sitting: short })).map(paragraphText);
      expect(told.at(-1)).toMatch(lang === 'ru' ? /до 90\sс, вопрос – до 30\sс/ : /90 секундқа дейін/);
    },
  );
});

test.each([
  ['ru', plainText(adoptedRu)],
  ['kk', plainText(adoptedKk)],
] as const)(
  '[PAPER-1] an office suite reads the adopted text of a resolution letter by letter: %s',
  (lang, adopted) => {
    const text = (officeText[`resolution-${lang}`] ?? '').replace(/^\uFEFF/, '');
    expect(text.split(/\r?\n/).map((line) => line.trimStart())).toContain(`2. ${adopted}`);
    expect(squeezed(text)).toBe(squeezed(paragraphsOf(models[`resolution-${lang}`]!).map(paragraphText).join('')));
    if (lang === 'kk') expect(text).toContain(kazakhLetters);
  },
);

test.each<readonly [string, readonly string[]]>([
  [
    'agenda-ru',
    ['ПОВЕСТКА ДНЯ', 'г. Уральск', 'Модератор:', '1. О ходе', 'форма: информация', '2. О проекте', 'Регламент:'],
  ],
  [
    'agenda-kk',
    ['КҮН ТӘРТІБІ', 'Орал қаласы', 'Модератор:', '1. Жұмыс барысы', 'нысаны', '2. Қарар жобасы', 'Регламент:'],
  ],
  [
    'resolution-ru',
    ['РЕЗОЛЮЦИЯ', 'г. Уральск', '14 июля 2023 года', 'ПРИНЯЛИ', '1.', '2.', 'Председательствующий', 'Секретарь'],
  ],
  [
    'resolution-kk',
    ['ҚАРАР', 'Орал қаласы', '2023 жылғы 14 шілде', 'ҚАБЫЛДАДЫҚ', '1.', '2.', 'Төрағалық етуші', 'Хатшы'],
  ],
  [
    'extract-ru',
    ['ВЫПИСКА ИЗ ПРОТОКОЛА № 3', '2. СЛУШАЛИ', 'ГОЛОСОВАЛИ', 'РЕШИЛИ: 2.1.', 'Выписка верна', 'Секретарь'],
  ],
  ['extract-kk', ['№ 3 ХАТТАМАДАН ҮЗІНДІ', '2. ТЫҢДАЛДЫ', 'ДАУЫС БЕРДІ', 'ШЕШТІ: 2.1.', 'Үзінді дұрыс', 'Хатшы']],
])('an office suite and a reader of PDF have what the template has, in its order: %s', (name, order) => {
  expectInOrder(officeText[name] ?? '', order);
  expectInOrder(pdfText[name] ?? '', order);
});

const votedRu = '«за» – 3, «против» – 0, «воздержались» – 0, не голосовали – 0';
const votedKk = '«жақтап» – 3, «қарсы» – 0, «қалыс қалды» – 0, дауыс бермегендер – 0';
test.each<readonly [string, readonly string[]]>([
  [
    'report-ru',
    [
      ...[
        'ОТЧЁТ О ГОЛОСОВАНИИ',
        'Вопрос',
        'Точная формулировка',
        'Код проверки',
        'Правило и база',
        'Открыто',
        'Закрыто',
      ],
      ...['Имели право голоса', 'Присутствовало', votedRu, 'Требовалось', 'Итог', 'Поимённый список'],
      ...['№', 'Ф.И.О.', 'Организация', 'Право голоса', 'Вес', 'Голос'],
    ],
  ],
  ['report-kk', ['ДАУЫС БЕРУ ЕСЕБІ', 'Нақты тұжырым', 'Ереже және негіз', votedKk, 'Қорытынды', 'Т.А.Ә.', 'Дауысы']],
  [
    'attendance-ru',
    ['№', 'Ф.И.О.', 'Организация', 'Должность', 'Категория', 'Формат', 'Время прихода', 'Подпись', 'Чен Ли'],
  ],
  ['attendance-kk', ['№', 'Т.А.Ә.', 'Ұйым', 'Лауазымы', 'Санаты', 'Форматы', 'Келген уақыты', 'Қолы', 'Чен Ли']],
])('an office suite reads the columns that the template has: %s', (name, columns) => {
  expectInOrder(officeText[name] ?? '', columns);
});

test('a voting report holds the exact words, the rule, the numbers and the roll, in its columns', () => {
  const order = [
    'ДАУЫС БЕРУ ЕСЕБІ',
    'Нақты тұжырым',
    kazakhLetters,
    'Ереже және негіз',
    'Қорытынды',
    'Шешім бірауыздан',
  ];
  expectInOrder(officeText['report-kk'] ?? '', order);
  expectInOrder(pdfText['report-kk'] ?? '', order);
  const [, roll] = tablesOf(models['report-kk']!);
  expect(roll?.head).toEqual(['№', 'Т.А.Ә.', 'Ұйым', 'Дауыс құқығы', 'Салмағы', 'Дауысы']);
  expect(roll?.rows.map((row) => [row[1], row[5]])).toEqual([
    ['Дара Ұлықбекқызы', 'жақтап'],
    ['Елі Өтегенов', 'жақтап'],
    ['Чен Ли', 'жақтап'],
  ]);
});

test('an attendance sheet lies across the page, with its eight columns and no contacts', async () => {
  const columns = ['№', 'Ф.И.О.', 'Организация', 'Должность', 'Категория', 'Формат', 'Время прихода', 'Подпись'];
  expect(tablesOf(models['attendance-ru']!)[0]?.head).toEqual(columns);
  const { stdout } = await run('pdfinfo', [join(folder, 'attendance-ru.pdf')]);
  expect(stdout).toMatch(/Page size: +841\.\d+ x 595\.\d+ pts/);
  const xml = strFromU8(
    unzipSync(new Uint8Array(await readFile(join(folder, 'attendance-ru.docx'))))['word/document.xml']!,
  );
  expect(xml).toContain('w:orient="landscape"');
  expect(xml).toContain('<w:tblHeader/>');
});

describe('DOCX', () => {
  test('has real headings, the code at the foot of its pages, and a picture that leads to it', async () => {
    const files = unzipSync(await renderDocx(models['minutes-ru']!));
    const xml = strFromU8(files['word/document.xml']!);
    for (const style of ['Title', 'Heading1', 'Heading2']) expect(xml).toContain(`<w:pStyle w:val="${style}"/>`);
    expect(xml).toContain(check.address);
    const foot = Object.entries(files).find(([name]) => /^word\/footer\d+\.xml$/.test(name));
    expect(strFromU8(foot![1])).toContain(check.code);
    const picture = Object.entries(files).find(([name]) => name.endsWith('.png'));
    expect([...picture![1].slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  test('[PAPER-14] numbers are those of lists, and an office suite counts to each of them as it stands in the paper', async () => {
    const lines = (officeText['numbers-ru'] ?? '').replace(/^\uFEFF/, '').split(/\r?\n/);
    const wanted = numbersAsGiven.map((number, place) => `${number} слова ${String(place + 1)}`);
    expect(lines.map((line) => line.trim()).filter((line) => line !== '')).toEqual(wanted);
    const body = strFromU8(unzipSync(await renderDocx(models['resolution-ru']!))['word/document.xml']!);
    const clauses = body.match(/<w:p>(?:(?!<\/w:p>).)*<w:pStyle w:val="Clause"\/>.*?<\/w:p>/g) ?? [];
    expect(clauses.length).toBeGreaterThan(1);
    const [first = ''] = clauses.map((clause) => /<w:numId w:val="(\d+)"\/>/.exec(clause)?.[1] ?? '');
    expect(first).not.toBe('');
    for (const clause of clauses) {
      expect(clause).toContain(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${first}"/></w:numPr>`);
      expect(clause).not.toMatch(/<w:t(?: [^>]*)?>\d+\.</);
    }
  });

  test('[PAPER-10] without an address that holds, it has its code and says where to look, and no picture', async () => {
    const model = { ...buildAgenda(sampleRecord('ru')), check: { code: check.code, address: null } };
    const files = unzipSync(await renderDocx(model));
    expect(Object.keys(files).filter((name) => name.endsWith('.png'))).toEqual([]);
    expect(strFromU8(files['word/document.xml']!)).toContain(
      `Код проверки: ${check.code}. Проверить бумагу: на сервере`,
    );
    await writeFile(join(folder, 'bare.pdf'), await renderPdf(model));
    const text = (await run('pdftotext', ['-layout', join(folder, 'bare.pdf'), '-'])).stdout;
    expectInOrder(text, [check.code, 'на сервере форума', '(/check)']);
    expect((await run('pdfinfo', ['-struct', join(folder, 'bare.pdf')])).stdout).not.toContain('Figure');
  });

  test('[PAPER-3] is the same bytes again', async () => {
    for (const model of [models['minutes-kk']!, models['attendance-ru']!]) {
      const [one, other] = [await renderDocx(model), await renderDocx(model)];
      expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
    }
  });
});

describe('PDF', () => {
  test('is tagged, says its language and its title, and holds its faces', async () => {
    const file = join(folder, 'minutes-kk.pdf');
    const { stdout: about } = await run('pdfinfo', [file]);
    expect(about).toMatch(/Tagged: +yes/);
    expect(about).toContain('№ 3 ХАТТАМА');
    const raw = (await readFile(file)).toString('latin1');
    expect(raw).toContain('/Lang (kk-KZ)');
    const { stdout: faces } = await run('pdffonts', [file]);
    const rows = faces.trim().split('\n').slice(2);
    expect(rows.length).toBeGreaterThan(1);
    // Embedded, a subset, and with the letters behind the shapes.
    for (const row of rows) expect(row).toMatch(/Literata.* yes yes yes /);
  });

  test('has headings, paragraphs, a figure with words for it, and tables with heads of columns in its structure', async () => {
    const { stdout: structure } = await run('pdfinfo', ['-struct', join(folder, 'report-kk.pdf')]);
    for (const part of ['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD', 'Figure']) {
      expect(structure).toMatch(new RegExp(`^ *${part}\\b`, 'm'));
    }
    expect(structure).toContain('/Scope /Column');
    // A head that is drawn again on the next page is there for the eyes alone.
    const heads = structure.match(/^ *TH\b/gm) ?? [];
    const wanted = tablesOf(models['report-kk']!).reduce((sum, { head }) => sum + head.length, 0);
    expect(heads).toHaveLength(wanted);
  });

  test('[PAPER-3] is the same bytes again', async () => {
    for (const [name, model] of Object.entries(models)) {
      const again = await renderPdf(model);
      expect(Buffer.from(again).equals(await readFile(join(folder, `${name}.pdf`)))).toBe(true);
    }
  });
});

describe('[PAPER-7] what looks like a formula is words', () => {
  test('every part of an XLSX is whole XML, and its cells say what was written', () => {
    const table = attendanceTable(sampleRecord('ru'));
    const files = unzipSync(
      renderXlsx([
        { name: "[Лист]: 'первый' & <последний> из двух", table },
        { name: '', table },
      ]),
    );
    for (const [name, bytes] of Object.entries(files)) {
      expect(() => new JSDOM(strFromU8(bytes), { contentType: 'text/xml' }), name).not.toThrow();
    }
    const sheet = new JSDOM(strFromU8(files['xl/worksheets/sheet1.xml']!), { contentType: 'text/xml' });
    const rows = [...sheet.window.document.querySelectorAll('row')].map((row) =>
      [...row.querySelectorAll('c')].map((cell) => cell.textContent),
    );
    expect(rows).toEqual([table.head, ...table.rows].map((row) => row.filter((cell) => cell !== '')));
    const book = strFromU8(files['xl/workbook.xml']!);
    const names = [...book.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name);
    expect(names).toEqual(["Лист   'первый' &amp; &lt;последний&gt; и", '2']);
  });

  test('a row of an XLSX is as high as its longest cell needs, so that no line lies over the next row', () => {
    const rows = [
      ['коротко', '1'],
      ['слово '.repeat(20), '2'],
      ['одна\nдве\nтри', '3'],
    ];
    const xml = strFromU8(
      unzipSync(renderXlsx([{ name: 'a', table: { head: ['а', 'б'], rows, widths: [4, 1] } }]))[
        'xl/worksheets/sheet1.xml'
      ]!,
    );
    const heights = [...xml.matchAll(/<row r="\d+" ht="(\d+)">/g)].map(([, points]) => Number(points));
    expect(heights).toEqual([15, 15, 90, 45]);
  });

  test('no cell of an XLSX is a formula, and the same table is the same file', () => {
    const table = attendanceTable(sampleRecord('ru'));
    const [one, other] = [renderXlsx([{ name: 'a', table }]), renderXlsx([{ name: 'a', table }])];
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
    const xml = strFromU8(unzipSync(one)['xl/worksheets/sheet1.xml']!);
    expect(xml).not.toContain('<f>');
    expect(xml).toMatch(/s="1" t="inlineStr"><is><t xml:space="preserve">=HYPERLINK/);
  });

  test('in an XLSX whatever looks like a formula is a string, letter by letter, and so is every Kazakh letter', () => {
    const cells = [
      '=1+1',
      '+7 701',
      '-2+3',
      '@SUM(A1)',
      '\t=1+1',
      '\r=1+1',
      '=HYPERLINK("http://x";"y")',
      kazakhLetters,
    ];
    const table = { head: ['слова', kazakhLetters], rows: cells.map((cell) => [cell, kazakhLetters]) };
    const xml = strFromU8(unzipSync(renderXlsx([{ name: 'a', table }]))['xl/worksheets/sheet1.xml']!);
    const sheet = new JSDOM(xml, { contentType: 'text/xml' }).window.document;
    expect(sheet.querySelectorAll('f')).toHaveLength(0);
    const read = [...sheet.querySelectorAll('c')].map((cell) => [cell.getAttribute('t'), cell.textContent]);
    const whole = [table.head, ...table.rows].flat().map((cell) => ['inlineStr', cell]);
    // A carriage return is a line to whoever reads XML; it begins no formula either way.
    expect(read.map(([type, words]) => [type, words?.replace('\r', '\n')])).toEqual(
      whole.map(([type, words]) => [type, words?.replace('\r', '\n')]),
    );
  });

  test.each(['=1+1', '+7 701', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u00a0@x', '\uff1d1', '\n=1'])(
    'a CSV has an apostrophe before %j',
    (cell) => {
      expect(harmlessCell(cell)).toBe(`'${cell}`);
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(renderCsv([{ head: ['a'], rows: [[cell]] }]));
      expect(text.split('\r\n')[1]?.startsWith(`"'`) || text.includes(`"'${cell}"`)).toBe(true);
    },
  );

  test.each(['–', '-', '', 'Қарар', '5', 'а=б'])('%j stays as it is', (cell) => {
    expect(harmlessCell(cell)).toBe(cell);
  });

  test('a CSV is UTF-8 with its mark, and keeps quotes, lines and Kazakh letters', () => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      renderCsv([{ head: ['а', 'ә'], rows: [['«"»', kazakhLetters]] }]),
    );
    expect(text).toBe(`\uFEFF"а";"ә"\r\n"«""»";"${kazakhLetters}"\r\n`);
  });
});

describe('[PAPER-13] for whoever computes with it', () => {
  test('the voting report’s tables stand under one another in a CSV, each with its title', () => {
    const tables = tablesOf(models['report-kk']!);
    const text = new TextDecoder().decode(renderCsv(tables));
    expect(tables.length).toBeGreaterThan(1);
    const cells = tables.flatMap(({ title, head, rows }) => [title, ...head, ...rows.flat()]);
    let from = 0;
    for (const cell of cells) {
      const found = text.indexOf(harmlessCell(cell).replaceAll('"', '""'), from);
      expect(found, cell).toBeGreaterThanOrEqual(0);
      from = found;
    }
    expect(text).toContain(kazakhLetters);
  });

  test('JSON holds the same blocks as every other format, and is the same bytes again', () => {
    const record = sampleRecord('kk');
    const model = models['minutes-kk']!;
    const bytes = renderJson(model, record, 'minutes');
    const read = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    expect(read).toMatchObject({ kind: 'minutes', lang: 'kk', title: model.title, checkCode: check.code });
    expect(read['blocks']).toEqual(JSON.parse(JSON.stringify(model.blocks)));
    expect(Buffer.from(renderJson(model, record, 'minutes')).equals(Buffer.from(bytes))).toBe(true);
  });
});

describe('[GATE-11] words that look like code', () => {
  const hostile = [
    '<script>hit(1)</script>',
    '"><img src=x onerror="hit(2)">',
    '</w:t></w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText>',
    ']]><!--&lt;b&gt;',
    ') /JS (hit(3)) /S /JavaScript (',
    '{{hit(4)}}${hit(5)}',
  ];
  /** Where the sitting's people and words stood, these do. */
  const planted = (name: string): DocumentModel => {
    const words = hostile.map((one) => JSON.stringify(one).slice(1, -1)).join(' ');
    const before = JSON.stringify(models[name]);
    let left = 12;
    const text = before.replaceAll(/"(text|cells?)":"([^"\\]{12,})"/g, (all, key: string) =>
      left-- > 0 ? `"${key}":"${words}"` : all,
    );
    expect(text, name).not.toBe(before);
    return JSON.parse(text) as DocumentModel;
  };

  test.each(['minutes-ru', 'report-kk', 'resolution-kk'])('are letters in %s, in a DOCX and in a PDF', async (name) => {
    const model = planted(name);
    const parts = unzipSync(await renderDocx(model));
    for (const [part, bytes] of Object.entries(parts)) {
      if (!/\.(?:xml|rels)$/.test(part)) continue;
      expect(() => new JSDOM(strFromU8(bytes), { contentType: 'text/xml' }), part).not.toThrow();
    }
    const body = new JSDOM(strFromU8(parts['word/document.xml']!), { contentType: 'text/xml' }).window.document;
    for (const one of hostile) expect(body.documentElement.textContent).toContain(one);
    expect(body.querySelectorAll('script, img, instrText')).toHaveLength(0);
    const bytes = await renderPdf(model);
    // A link to where the paper is checked is all that a press on it may do.
    const deeds = [
      ...Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/\/S\s*\/(\w+)[^>]*\/(?:URI|JS|F)\b/g),
    ];
    expect(deeds.filter(([, kind]) => kind !== 'URI')).toEqual([]);
    await writeFile(join(folder, `planted-${name}.pdf`), bytes);
    const { stdout } = await run('pdftotext', [join(folder, `planted-${name}.pdf`), '-']);
    for (const one of ['<script>hit(1)</script>', '/JavaScript']) expect(stdout.replace(/\s+/g, ' ')).toContain(one);
  });
});
