/** Is a list read as whoever wrote it meant it, whatever program it comes from, and is a spoilt one told what is spoilt? */
import { describe, expect, test } from 'vitest';
import { readLines } from '../../shared/import/import-lines.ts';
import { hasControlDigit, readBin, readEmail, readPhone } from '../../shared/import/import-values.ts';
import { readTable, tableBytesMost, tableRowsMost } from '../../shared/import/table-text.ts';
import { cellAsWritten, csvText, harmlessCell } from '../../shared/lib/cell.ts';
import { fixture, planOf, told } from './import-world.ts';

const read = (name: string) => readTable(fixture(name));
const firstOf = (name: string) => planOf(fixture(name))[0]?.person;

describe('[IMP-2] bytes and signs', () => {
  test.each([
    ['01-semicolon-utf8-mark.csv', 'utf-8', ';', 3],
    ['02-comma-utf8.csv', 'utf-8', ',', 3],
    ['03-semicolon-1251.csv', 'windows-1251', ';', 3],
    ['05-pasted-tabs.txt', 'utf-8', '\t', 3],
    ['06-unicode-text-utf16.txt', 'utf-16', '\t', 2],
    ['16-surname-given-patronymic.csv', 'utf-8', ';', 3],
  ])('%s is %s with %j', (name, encoding, separator, rows) => {
    const table = read(name);
    expect(table).toMatchObject({ ok: true, value: { encoding, separator } });
    expect(table.ok && table.value.rows.length).toBe(rows);
  });

  test('a Russian list of Windows-1251 says what the same list of UTF-8 says', () => {
    expect(firstOf('03-semicolon-1251.csv')).toMatchObject({ name: 'Аманов Ержан', organisation: 'Фонд «Надежда»' });
    expect(firstOf('03-semicolon-1251.csv')?.bin).toBe(firstOf('01-semicolon-utf8-mark.csv')?.bin);
  });

  test('Kazakh letters that Windows-1251 has not are missed, and і, which it has, is not', () => {
    expect(told(planOf(fixture('04-1251-kazakh-letters-lost.csv')))).toEqual(['2 bad letters-lost', '3 new']);
    expect(planOf(fixture('04-1251-kazakh-letters-lost.csv'))[1]?.person?.name).toBe('Иванов Іле');
    expect(firstOf('06-unicode-text-utf16.txt')).toMatchObject({ name: 'Әсел Қуат', organisation: 'Үміт' });
  });

  test('line breaks, separators and quotes within quotes belong to the cell; lines are numbered as the file has them', () => {
    const lines = planOf(fixture('07-quoted-line-breaks.csv'));
    expect(lines.map(({ line }) => line)).toEqual([2, 6]);
    expect(lines[0]?.person).toMatchObject({
      name: 'Dara Ospan',
      organisation: 'Union of rural NGOs, "West"',
      title: 'Head, board',
    });
  });

  test('[IMP-8] what is no list of words, has an open quote, is empty or too long is refused with where', () => {
    expect(read('15-workbook.xlsx')).toMatchObject({ ok: false, code: 'table-not-text' });
    expect(read('14-quote-open.csv')).toEqual({ ok: false, code: 'table-quote-open', params: { line: 3 } });
    expect(readTable(new Uint8Array())).toMatchObject({ code: 'table-empty' });
    expect(readTable(new Uint8Array(tableBytesMost + 1))).toMatchObject({ code: 'too-large' });
    const rows = (count: number) => new TextEncoder().encode(`name\n${'A B\n'.repeat(count)}`);
    expect(readTable(rows(tableRowsMost)).ok).toBe(true);
    expect(readTable(rows(tableRowsMost + 1))).toMatchObject({ code: 'table-too-long', params: { most: 5000 } });
  });
});

describe('[IMP-2] columns', () => {
  test.each([
    ['01-semicolon-utf8-mark.csv', ['name', 'organisation', 'kind', 'bin', 'email', 'phone', 'role', 'language']],
    ['02-comma-utf8.csv', ['name', 'organisation', 'kind', 'bin', 'email', 'language']],
    ['05-pasted-tabs.txt', ['name', 'organisation', 'bin', 'email', 'language']],
    ['16-surname-given-patronymic.csv', ['surname', 'name', 'patronymic', 'title', 'role', null]],
  ])('%s', (name, columns) => {
    const table = read(name);
    expect(table.ok && readLines(table.value)).toMatchObject({ ok: true, value: { columns } });
  });

  test('a list without names is refused, and nothing is guessed', () => {
    const table = read('13-no-names.csv');
    expect(table.ok && readLines(table.value)).toMatchObject({ ok: false, code: 'import-no-name' });
  });

  test('a name stands in one column or in three', () => {
    expect(firstOf('16-surname-given-patronymic.csv')).toMatchObject({
      name: 'Сағынова Амина Сәкенқызы',
      title: 'төраға',
      role: 'secretary',
      right: 'none',
    });
  });
});

describe('[IMP-4] what is wrong with a line', () => {
  test.each([
    [
      '08-spoilt-bins.csv',
      [
        '2 bad bin-rounded',
        '3 bad bin-zeros-lost',
        '4 new (bin-control)',
        '5 bad bin-length',
        '6 bad bin-rounded',
        '7 new',
      ],
    ],
    ['10-unseen-signs.csv', ['2 new (signs-removed)', '3 bad name-missing (signs-removed)']],
    ['11-formulas.csv', ['2 bad name-odd', '3 bad name-odd', '4 bad name-odd', '5 new']],
    [
      '12-wrong-cells.csv',
      [
        '2 bad email-bad',
        '3 bad phone-bad',
        '4 bad role-unknown',
        '5 bad vote-unknown',
        '6 bad language-unknown',
        '7 bad sitting-unknown',
        '8 bad too-long',
        '9 bad name-missing',
      ],
    ],
    [
      '09-twice-in-file.csv',
      [
        '2 new',
        '3 bad email-twice 2',
        '4 bad line-twice 2',
        '5 new (namesake-in-file 2)',
        '6 bad organisation-twice 2',
      ],
    ],
  ])('%s', (name, expected) => {
    expect(told(planOf(fixture(name)))).toEqual(expected);
  });

  test('the forum of 144: its three bad lines are named with their reasons, and the others are taken', () => {
    const lines = planOf(fixture('17-forum-of-144.csv'));
    const bad = lines.filter(({ is }) => is === 'bad');
    expect(told(bad).map((line) => line.replace(/ \(bin-control\)/, ''))).toEqual([
      '39 bad organisation-twice 34',
      '91 bad name-missing',
      '124 bad email-bad',
    ]);
    expect(lines.filter(({ is }) => is === 'new')).toHaveLength(144);
    expect(lines.filter(({ person, is }) => is === 'new' && person?.kind === 'children')).toHaveLength(59);
  });

  test('a BIN is what twelve digits say; its last one follows from the others by either weights', () => {
    expect(readBin('980 740-001 230').bin).toBe('980740001230');
    expect(readBin('1,23457E+11')).toEqual({ bin: null, fault: 'bin-rounded' });
    expect(readBin('1.23457E+11').fault).toBe('bin-rounded');
    expect(readBin('45678900507')).toEqual({ bin: null, fault: 'bin-zeros-lost' });
    expect(readBin('45678900507,0').fault).toBe('bin-zeros-lost');
    expect(readBin('1234567890123').fault).toBe('bin-length');
    expect(readBin('нет').fault).toBe('bin-length');
    // Of every eleven digits one last digit fits at most.
    for (const eleven of ['98074000123', '01034000456', '00000000000', '99999999999']) {
      const fits = Array.from({ length: 10 }, (_, last) => hasControlDigit(`${eleven}${String(last)}`));
      expect(fits.filter(Boolean).length).toBeLessThanOrEqual(1);
    }
    expect(hasControlDigit('980540000397')).toBe(true);
  });

  test('addresses and telephones as people write them', () => {
    expect(readEmail(' Amina@Example.ORG ')).toBe('amina@example.org');
    for (const no of ['delegate at example', 'a@b', 'a@b..kz', 'a b@c.kz', '<a@b.kz>', 'a@b.kz, c@d.kz', '@b.kz']) {
      expect(readEmail(no), no).toBeNull();
    }
    expect(readPhone('8 (7112) 50-50-50')).not.toBeNull();
    expect(readPhone('7,70112E+10')).toBeNull();
  });

  test('[IMP-4] what is given back is obeyed by no spreadsheet, and read again as it was', () => {
    const cells = ['=1+1', '+7 701', '-2', '@x', "'quoted", 'a;b', 'say "so"', 'two\nlines', 'Әсел', '–', '\t=1'];
    const table = readTable(
      new TextEncoder().encode(
        csvText([
          ['name', ...cells],
          ['x', ...cells],
        ]),
      ),
    );
    expect(table.ok && table.value.rows[1]?.cells.map(cellAsWritten)).toEqual(['x', ...cells]);
    for (const cell of cells) expect(harmlessCell(cell)).not.toMatch(/^\s*[=+@]/);
  });
});
