/** Has the same text the same bytes, whatever its history, and do texts that look the same come out the same? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { parseCanonicalClause } from '../../shared/draft/canonical-clause.ts';
import { canonicalClause, canonicalRuns, canonicalWords, toCanonicalJson } from '../../shared/draft/canonical-text.ts';
import { toLink } from '../../shared/draft/clause-marks.ts';
import { isReadableLink } from '../../shared/draft/readable-link.ts';
import { numberClauses } from '../../shared/draft/clause-number.ts';
import { byOrder, orderBetween, orderPattern } from '../../shared/draft/clause-order.ts';
import { drawnRuns, drawnText, labelsOf } from '../../shared/draft/clause-reference.ts';
import {
  mergeRuns,
  plainText,
  refCharacter,
  sliceRuns,
  spliceBetween,
  type ClauseText,
  type Run,
} from '../../shared/draft/clause-runs.ts';
import { clauseText, openTextDoc } from '../../shared/draft/clause-text.ts';
import { seedDraft, setAddressee, setDue, setKind, setText } from '../../shared/draft/clause-text-edit.ts';
import { idFromBytes, type ClauseId, type ThreadId } from '../../shared/lib/ids.ts';

const id = idFromBytes('clause', new Uint8Array(10));
const letters = fc.constantFrom(
  'а',
  'ә',
  'и',
  'й',
  'и\u0306',
  'e\u0301',
  ' ',
  'q',
  '😀',
  '\u200b',
  '\u202e',
  '\n',
  refCharacter,
);
const run = fc.record({
  text: fc.array(letters, { maxLength: 6 }).map((list) => list.join('')),
  marks: fc.constantFrom<Omit<Run, 'text'>>(
    {},
    { strong: true },
    { em: true },
    { strong: true, em: true },
    { comments: ['thr_0000000000000001' as ThreadId] },
  ),
});
const reference = fc.constantFrom<Run>({ text: refCharacter, ref: id }, { text: refCharacter, ref: id, strong: true });
const runs = fc.array(
  fc.oneof({ weight: 5, arbitrary: run.map(({ text, marks }): Run => ({ text, ...marks })) }, reference),
  {
    maxLength: 5,
  },
);

function fresh(): Y.Doc {
  const doc = openTextDoc();
  Y.applyUpdate(doc, seedDraft({ langs: ['kk', 'ru'], clauses: [{ id, kind: 'operative', body: {} }] }).update);
  return doc;
}

describe('[TEXT-11] the same text by another history has the same bytes', () => {
  test('written at once, or by detours, or by two people', () => {
    fc.assert(
      fc.property(runs, fc.array(runs, { maxLength: 4 }), (last, detours) => {
        const [straight, winding, other] = [fresh(), fresh(), fresh()];
        setText(straight, id, 'ru', last);
        setDue(straight, id, '2026-12-01');
        setAddressee(straight, id, 'kk', 'Әкімдік');
        setAddressee(straight, id, 'ru', 'Акимат');
        setAddressee(winding, id, 'ru', 'Маслихат');
        for (const detour of detours) setText(winding, id, 'ru', detour);
        setKind(winding, id, 'preamble');
        Y.applyUpdate(other, Y.encodeStateAsUpdate(winding));
        setText(other, id, 'ru', last);
        setKind(other, id, 'operative');
        setAddressee(other, id, 'ru', 'Акимат');
        setAddressee(other, id, 'kk', 'Әкімдік');
        setDue(other, id, '2026-12-01');
        const [a, b] = [clauseText(straight, id)!, clauseText(other, id)!];
        expect(canonicalClause(a, { number: '3' })).toBe(canonicalClause(b, { number: '3' }));
        expect(canonicalWords(a)).toBe(canonicalWords(b));
      }),
      { numRuns: 300 },
    );
  });

  test('canonical runs are canonical already', () => {
    fc.assert(
      fc.property(runs, (list) => {
        const once = canonicalRuns(list);
        expect(canonicalRuns(once)).toEqual(once);
        expect(plainText(once)).toBe(plainText(once).normalize('NFC'));
        expect(plainText(once)).not.toMatch(/[\u200b-\u200f\u202a-\u202e\n]/);
      }),
      { numRuns: 500 },
    );
  });
});

test('texts that look the same are the same: composed letters, direction controls, zero widths, line ends, runs', () => {
  expect(canonicalRuns([{ text: 'й' }])).toEqual(canonicalRuns([{ text: 'и\u0306' }]));
  expect(canonicalRuns([{ text: 'и' }, { text: '\u0306a', strong: true }])).toEqual([
    { text: 'й' },
    { text: 'a', strong: true },
  ]);
  expect(canonicalRuns([{ text: ' не\u200b\u202eт\n' }, { text: '' }, { text: 'да ' }])).toEqual([{ text: 'нет да' }]);
});

test('the number is in the paper’s bytes and not in the words’', () => {
  const clause = clauseText(fresh(), id)!;
  expect(canonicalClause(clause, { number: '1' })).not.toBe(canonicalClause(clause, { number: '2' }));
  expect(canonicalWords(clause)).toBe('{"addressee":null,"body":{"kk":[],"ru":[]},"due":null,"kind":"operative"}');
});

test('keys are ordered as RFC 8785 says', () => {
  expect(toCanonicalJson({ b: [1, null], a: { d: true, c: 'й"' }, A: undefined })).toBe(
    '{"a":{"c":"й\\"","d":true},"b":[1,null]}',
  );
});

test('operative clauses are numbered, preamble and removed ones are not', () => {
  const clauses = [
    { id: 'a', order: 'a', parent: null, kind: 'preamble', removed: false },
    { id: 'b', order: 'b', parent: null, kind: 'operative', removed: false },
    { id: 'c', order: 'c', parent: null, kind: 'operative', removed: true },
    { id: 'd', order: 'd', parent: null, kind: 'operative', removed: false },
  ] as const;
  expect([...numberClauses(clauses)]).toEqual([
    ['a', null],
    ['b', '1'],
    ['d', '2'],
  ]);
});

test('a splice turns the one into the other, and never cuts a character in two', () => {
  fc.assert(
    fc.property(runs, runs, (before, after) => {
      const splice = spliceBetween(before, after);
      if (splice === null) expect(mergeRuns(before)).toEqual(mergeRuns(after));
      else {
        const behind = sliceRuns(before, splice.at + splice.delete);
        expect(mergeRuns([...sliceRuns(before, 0, splice.at), ...splice.insert, ...behind])).toEqual(mergeRuns(after));
      }
    }),
    { numRuns: 1000 },
  );
});

test('between any two places there is another, and two people who choose the same gap get two keys', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 120 }), (places) => {
      const standing: { id: string; order: string }[] = [];
      for (const [index, place] of places.entries()) {
        const at = place % (standing.length + 1);
        const clause = idFromBytes('clause', new Uint8Array([9, 9, 9, 9, 9, 9, 9, 9, index >> 8, index & 255]));
        const order = orderBetween(standing[at - 1]?.order ?? null, standing[at]?.order ?? null, clause);
        expect(order).toMatch(orderPattern);
        standing.splice(at, 0, { id: clause, order });
        expect([...standing].sort(byOrder)).toEqual(standing);
      }
    }),
    { numRuns: 100 },
  );
  expect(orderBetween('a', 'b', 'cla_aaaaaaaaaaaaaaaa')).not.toBe(orderBetween('a', 'b', 'cla_bbbbbbbbbbbbbbbb'));
});

describe('[NUM-6] frozen bytes are whole without the text', () => {
  const [target, gone] = [1, 2].map((last) => idFromBytes('clause', new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 0, last])));
  const thread = 'thr_0000000000000001' as ThreadId;
  const clause: ClauseText = {
    id: idFromBytes('clause', new Uint8Array(10)),
    order: 'aV',
    parent: target!,
    kind: 'operative',
    addressee: null,
    due: null,
    removed: false,
    body: {
      ru: [
        { text: 'Согласно ' },
        { text: refCharacter, ref: target!, strong: true },
        { text: ' и ', comments: [thread] },
        { text: refCharacter, ref: gone! },
        { text: ` сделать${refCharacter}.`, link: 'https://example.org/' },
      ],
    },
  };
  const among = (label: string) => ({
    number: '3.1',
    parent: target!,
    numbers: new Map<ClauseId, string | null>([[target!, label]]),
  });

  test('they hold the number, the clause above, and the labels that were referred to; comments and lone marks are not there', () => {
    const read = parseCanonicalClause(canonicalClause(clause, among('3')));
    expect(read).toMatchObject({ number: '3.1', parent: target, refs: { [target!]: '3', [gone!]: null } });
    expect(drawnText(read.body.ru!, 'ru', labelsOf(read))).toBe('Согласно пункт\u00a03 и пункт (исключён) сделать.');
    expect(drawnText(read.body.ru!, 'kk', labelsOf(read))).toBe('Согласно 3-тармақ и тармақ (алып тасталған) сделать.');
    expect(drawnRuns(read.body.ru!, 'en', labelsOf(read))[1]).toEqual({ text: 'clause\u00a03', strong: true });
    expect(canonicalClause(clause, among('3'))).not.toContain('thr_');
    expect(
      read.body
        .ru!.map(({ text }) => text)
        .join('')
        .split(refCharacter),
    ).toHaveLength(3);
  });

  test('renumbering changes the paper’s bytes and not the words', () => {
    expect(canonicalClause(clause, among('3'))).not.toBe(canonicalClause(clause, among('4')));
    const moved = { ...clause, parent: null, order: 'zV' };
    expect(canonicalWords(moved)).toBe(canonicalWords(clause));
    const elsewhere = { ...clause, body: { ru: [{ text: 'Согласно ' }, { text: refCharacter, ref: gone! }] } };
    expect(canonicalWords(elsewhere)).not.toBe(canonicalWords(clause));
  });

  test('bytes frozen when numbers were whole numbers are read as labels', () => {
    const old = '{"addressee":null,"body":{"ru":[{"text":"создать"}]},"due":null,"kind":"operative","number":3}';
    expect(parseCanonicalClause(old)).toMatchObject({ number: '3', parent: null, refs: {} });
    expect(parseCanonicalClause(old.replace('"number":3', '"number":null')).number).toBeNull();
  });
});

test('an address may be written when it is https or mailto, and drawn also when it is http', () => {
  expect(['https://gov.kz/a?b#c', 'gov.kz', 'adilet.zan.kz/rus/docs', 'a@b.kz', ' mailto:a@b.kz '].map(toLink)).toEqual(
    ['https://gov.kz/a?b#c', 'https://gov.kz', 'https://adilet.zan.kz/rus/docs', 'mailto:a@b.kz', 'mailto:a@b.kz'],
  );
  for (const typed of [
    'http://gov.kz',
    'javascript:alert(1)',
    'data:text/html,x',
    'JAVASCRIPT:x.kz/',
    'https://',
    'https://user@gov.kz/',
    'mailto:',
    'слово',
    '3.1',
    'a b.kz',
    `https://gov.kz/\u202e`,
    `https://gov.kz/${'a'.repeat(2000)}`,
    '',
  ])
    expect(toLink(typed), typed).toBeNull();
  expect(isReadableLink('http://gov.kz')).toBe(true);
  expect(isReadableLink('javascript:alert(1)')).toBe(false);
});
