/** Is what comes from a clipboard reduced to words that belong in a clause? */
import { describe, expect, test } from 'vitest';
import * as pasted from '../../../client/features/draft/editor/pasted-words.ts';

const paragraphsOfText = (text: string) => pasted.paragraphsOfText(text).map(({ runs }) => runs);
const paragraphsOfHtml = (html: string) => pasted.paragraphsOfHtml(html).map(({ runs }) => runs);

describe('plain text', () => {
  test('of one line keeps the spaces at its ends', () => {
    expect(paragraphsOfText(' и ещё ')).toEqual([[{ text: ' и ещё ' }]]);
  });
  test('of several lines is a paragraph a line, empty ones left out', () => {
    expect(paragraphsOfText('раз \r\n\r\nдва\nтри\u2028четыре')).toEqual(
      ['раз', 'два', 'три', 'четыре'].map((text) => [{ text }]),
    );
  });
  test('loses what hides between letters or turns the direction', () => {
    expect(paragraphsOfText('a\u200bб\u202eв\ufeffг\u0000д')).toEqual([[{ text: 'aбвгд' }]]);
  });
  test('is in NFC: a breve typed apart becomes one letter', () => {
    expect(paragraphsOfText('и\u0306')).toEqual([[{ text: 'й' }]]);
  });
});

describe('HTML', () => {
  test('keeps bold and italic and nothing else', () => {
    expect(
      paragraphsOfHtml(
        '<style>p{}</style><p style="color:red">раз <b>два <i>три</i></b><script>alert(1)</script><img src=x onerror=alert(1)></p>',
      ),
    ).toEqual([[{ text: 'раз ' }, { text: 'два ', strong: true }, { text: 'три', strong: true, em: true }]]);
  });
  test('of a word processor that wraps everything in a <b> which is not bold is not bold', () => {
    expect(
      paragraphsOfHtml('<b style="font-weight:normal"><p><span style="font-weight:700">да</span> нет</p></b>'),
    ).toEqual([[{ text: 'да', strong: true }, { text: ' нет' }]]);
  });
  test('lists, tables and line breaks are paragraphs', () => {
    expect(
      paragraphsOfHtml('<ul><li>раз</li><li>два</li></ul>три<br>четыре<table><tr><td>пять</td></tr></table>'),
    ).toEqual(['раз', 'два', 'три', 'четыре', 'пять'].map((text) => [{ text }]));
  });
  test('without words is nothing', () => {
    expect(paragraphsOfHtml('<p> </p><img src=x>')).toEqual([]);
  });
});
