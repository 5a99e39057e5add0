/**
 * What does somebody reach who leaves the editor aside and writes into the shared document by hand? Two hundred payloads: each is
 * refused, or stands in the text as letters and nothing else. Screens and papers draw letters; the answers over HTTP forbid the rest.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createApp, type AppParts } from '../../server/app.ts';
import { canonicalWords } from '../../shared/draft/canonical-text.ts';
import { isReadableLink } from '../../shared/draft/readable-link.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { bodyText, clausesMap } from '../../shared/draft/clause-text.ts';
import { clauseNumbered, openTextWorld, textId, updateOf, type RawWriter, type TextWorld } from './text-world.ts';

type Attack = (doc: Y.Doc) => void;

const second = clauseNumbered(2);
const words = (doc: Y.Doc): Y.XmlText => bodyText(doc, second, 'ru')!;
const fields = (doc: Y.Doc): Y.Map<unknown> => clausesMap(doc).get(second)!;

const insert =
  (text: string, formats: Record<string, unknown> = {}): Attack =>
  (doc) =>
    words(doc).insert(0, text, formats);
const format =
  (formats: Record<string, unknown>): Attack =>
  (doc) =>
    words(doc).format(0, 5, formats);
const set =
  (field: string, value: unknown): Attack =>
  (doc) =>
    fields(doc).set(field, value);

/** Every one of them is to be refused. */
const refused: [string, Attack][] = [];
/** Letters only: taken, and shown as they are. */
const harmless: [string, string][] = [];

const hiddenCodes = [
  0x00, 0x01, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0xad, 0x34f, 0x61c, 0x180e,
  0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2061,
  0x2066, 0x2067, 0x2068, 0x2069, 0x206f, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xfffb, 0xe0001, 0xe0061,
  0xe007f, 0xe0100,
];
for (const code of hiddenCodes) {
  const character = String.fromCodePoint(code);
  refused.push([`U+${code.toString(16)} in the words`, insert(`за${character}кон`)]);
}
for (const code of hiddenCodes.slice(0, 40)) {
  const name = `акимат${String.fromCodePoint(code)}`;
  refused.push([`U+${code.toString(16)} in an addressee`, set('addressee', { ru: name })]);
}

const addresses = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  'java\u0000script:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript://https://a.kz/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'DATA:text/html;base64,PHNjcmlwdD4=',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://a.kz/1',
  'ws://a.kz',
  'ftp://a.kz',
  'tel:112',
  'about:blank',
  'view-source:https://a.kz',
  '//evil.example',
  '/sign-out',
  '\\\\evil.example',
  'https:',
  'https://',
  'https:///',
  'https:evil.example',
  'http://a.kz',
  'HTTP://a.kz',
  'https://a.kz/\u202egnp.exe',
  'https://a\u200b.kz',
  'https://a.kz/ b',
  'https://a.kz\n',
  'https://user@evil.example',
  'https://a.kz@evil.example/',
  `https://a.kz/${'x'.repeat(3_000)}`,
  'mailto:',
  'mailto:a b',
  'mailto:javascript:alert(1)',
  '',
  'x',
  'https\u003a//\u0000',
];
for (const href of addresses)
  refused.push([`a link to ${JSON.stringify(href.slice(0, 50))}`, format({ link: { href } })]);
for (const value of [
  'https://a.kz',
  { href: 5 },
  { href: null },
  { href: ['javascript:alert(1)'] },
  { href: { toString: 'x' } },
  { HREF: 'https://a.kz' },
  { href: 'https://a.kz', onclick: 'alert(1)' },
  { href: 'https://a.kz', target: '_blank' },
  { href: 'https://a.kz', style: 'x' },
  { src: 'https://a.kz' },
  {},
  [],
  1,
  true,
]) {
  refused.push([`a link that is ${JSON.stringify(value)}`, format({ link: value })]);
}

const marks = [
  'blink',
  'script',
  'style',
  'onclick',
  'class',
  'href',
  'src',
  'img',
  'iframe',
  'a',
  'b',
  'u',
  'code',
  'Strong',
];
for (const mark of [
  ...marks,
  'constructor',
  'toString',
  '__proto__',
  'c',
  'c:',
  'ychange',
  'comment',
  'x'.repeat(5_000),
]) {
  refused.push([
    `the mark ${mark.slice(0, 20)}`,
    (doc) => words(doc).format(0, 5, JSON.parse(`{"${mark}":{"a":1}}`) as object),
  ]);
}
refused.push(['a comment mark of nobody', format({ 'c:thr_0000000000000001': {} })]);
refused.push(['a comment mark with attributes', format({ 'c:thr_0000000000000001': { onclick: 'x' } })]);
refused.push(['a comment mark of a thread that is no id', format({ 'c:<img src=x>': {} })]);
for (const value of [{ onclick: 'x' }, { style: 'x' }, 'x', 1, true, ['x'], { toString: 1 }]) {
  refused.push([`bold that is ${JSON.stringify(value)}`, format({ strong: value })]);
}

const ref = { id: clauseNumbered(3) };
refused.push(['a place of a reference alone', insert('\ufffc')]);
refused.push(['a place of a reference among words', insert('за\ufffcкон', { ref })]);
refused.push(['a reference over words', format({ ref })]);
refused.push(['a reference with words in it', insert('закон', { ref })]);
for (const id of ['javascript:alert(1)', 'cla_1', '<b>', '', 5, null, ['cla_0000000000000003'], { id: 'x' }]) {
  refused.push([`a reference to ${JSON.stringify(id)}`, insert('\ufffc', { ref: { id } })]);
}
refused.push(['a reference with an attribute more', insert('\ufffc', { ref: { ...ref, onclick: 'x' } })]);

for (const [field, value] of [
  ['addressee', '<script>alert(1)</script>'],
  ['addressee', { ru: { html: '<b>' } }],
  ['addressee', { ru: 'а', onclick: 'x' }],
  ['addressee', { ru: '' }],
  ['addressee', { ru: '\ufffc' }],
  ['addressee', { ru: 'а'.repeat(301) }],
  ['addressee', []],
  ['due', '<script>'],
  ['due', '2026-13-01'],
  ['due', 'javascript:alert(1)'],
  ['kind', '<img src=x onerror=alert(1)>'],
  ['kind', 'constructor'],
  ['order', '"><script>'],
  ['order', 'V'.repeat(300)],
  ['parent', '<b>'],
  ['parent', second],
  ['parent', 7],
  ['removed', 'true'],
  ['number', '<b>1</b>'],
  ['innerHTML', '<b>1</b>'],
  ['onclick', 'alert(1)'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
] as const) {
  refused.push([`the field ${field} = ${JSON.stringify(value).slice(0, 40)}`, set(field, value)]);
}
refused.push(['an attribute on the words', (doc) => words(doc).setAttribute('onclick', 'alert(1)')]);
refused.push(['an embedded image', (doc) => words(doc).insertEmbed(0, { image: 'https://a.kz/x.svg' })]);
refused.push(['an embedded type', (doc) => words(doc).insertEmbed(0, new Y.XmlElement('script'))]);

for (const text of [
  '<script>alert(1)</script>',
  '</p><script src=https://evil.example></script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '"><iframe srcdoc="&lt;script&gt;">',
  '&lt;b&gt;',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  'javascript:alert(1)',
  ']]><!--',
  '=HYPERLINK("https://evil.example")',
  "'; drop table textUpdates; --",
  '__proto__',
  '\ud83c\udf3e',
]) {
  harmless.push([text, text]);
}

let world: TextWorld;
let dara: RawWriter;
beforeAll(async () => {
  world = await openTextWorld();
  dara = await world.raw('dara');
  await dara.begin();
});
afterAll(async () => {
  await world.close();
  expect(world.faults).toEqual([]);
});

const read = async (): Promise<string> => JSON.stringify(await world.server.readClauses(textId));

test(`[GATE-11] there are at least two hundred of them, and each does something`, () => {
  expect(refused.length + harmless.length).toBeGreaterThanOrEqual(200);
});

describe('put in by hand', () => {
  test.each(refused)('[GATE-11] %s is refused', async (_name, attack) => {
    const before = await read();
    const page = await world.raw('dara');
    await page.begin();
    const update = updateOf(page.doc, () => page.doc.transact(() => attack(page.doc)));
    expect(await page.edit(update)).toMatchObject({ type: 'nack', code: 'place' });
    expect(await read()).toBe(before);
    page.close();
  });

  test.each(harmless)('[GATE-11] %s is letters', async (_name, text) => {
    const update = updateOf(dara.doc, () => insert(text)(dara.doc));
    expect(await dara.edit(update)).toMatchObject({ type: 'ack' });
    const clause = (await world.server.texts.clause(textId, second))!.clause;
    const run = clause.body.ru![0]!;
    expect([run.link, run.ref, run.strong, run.em]).toEqual([undefined, undefined, undefined, undefined]);
    expect(plainText(clause.body.ru!).startsWith(text)).toBe(true);
    expect((JSON.parse(canonicalWords(clause)) as { body: { ru: { text: string }[] } }).body.ru[0]!.text).toContain(
      text,
    );
  });
});

test('[GATE-11] an addressee’s name with markup is its letters', async () => {
  const name = '<b onclick=alert(1)>Акимат</b>';
  expect(await dara.edit(updateOf(dara.doc, () => set('addressee', { ru: name })(dara.doc)))).toMatchObject({
    type: 'ack',
  });
  expect((await world.server.texts.clause(textId, second))?.clause.addressee).toEqual({ ru: name });
});

test('[GATE-11] of what links may lead to, a page draws no other than http, https and mailto', () => {
  for (const href of addresses) if (isReadableLink(href)) expect(href).toMatch(/^(https?:\/\/|mailto:)/i);
});

test('[GATE-11] what is answered over HTTP lets a page run nothing but its own files', async () => {
  const app = createApp({ publicUrl: null, clientDirectory: null, door: {}, store: {} } as unknown as AppParts);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`);
    const policy = response.headers.get('content-security-policy') ?? '';
    const directives = new Map(policy.split(';').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]));
    expect(directives.get('default-src')).toEqual(["'self'"]);
    // Nothing is let in beside: neither inline scripts and styles, nor `eval`, nor another host.
    for (const name of ['script-src', 'style-src', 'script-src-elem', 'style-src-attr', 'frame-src', 'worker-src']) {
      expect([undefined, ...["'self'", "'none'"]]).toContain(directives.get(name)?.join(' '));
    }
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(directives.get('object-src')).toEqual(["'none'"]);
    expect(directives.get('base-uri')).toEqual(["'none'"]);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
