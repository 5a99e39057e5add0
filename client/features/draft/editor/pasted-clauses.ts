/**
 * Which clauses do pasted paragraphs become? Numbers and signs at their beginnings are read and taken off, because clauses are counted
 * here anew; they say what stands under what, and what is still preamble. To whom and by when is not guessed.
 */
import type { ClauseKind } from '../../../../shared/draft/clause-number.ts';
import { plainText, sliceRuns, type Run } from '../../../../shared/draft/clause-runs.ts';
import type { PastedParagraph } from './pasted-words.ts';

export interface PastedClause {
  readonly runs: readonly Run[];
  /** What it seems to be; `null`: as the clause into which it is pasted. */
  readonly kind: ClauseKind | null;
  /** 1: a sub-clause of the one before it at level 0. */
  readonly level: 0 | 1;
  /** The number or sign as it was typed, with the space behind it; '' where there was none, or where only the program drew it. */
  readonly sign: string;
}

/** How a sign looks: paragraphs of the same look are of the same level. */
type Look = 'number' | 'number-in-number' | 'bracket' | 'letter' | 'roman' | 'dash' | `list-${number}`;

interface Sign {
  readonly look: Look;
  readonly isCounted: boolean;
  /** Its typed length, with the space behind. */
  readonly length: number;
}

const number = /^(\d{1,3})\.[\s\u00a0]+/;
const numberInNumber = /^(\d{1,3})(?:[.-]\d{1,3})+([.)]?)[\s\u00a0]+/;
const bracket = /^\(?\d{1,3}\)[\s\u00a0]*/;
const letter = /^\(?[а-яёәғқңөұүһіa-z]\)[\s\u00a0]*/iu;
const roman = /^[IVX]{1,5}[.)][\s\u00a0]+/;
const dash =
  /^[-\u2012-\u2015\u2212\u2022\u2023\u25aa\u25ab\u25cf\u25cb\u25e6\u2043\u00b7\uf0a7\uf0b7\uf0d8*][\s\u00a0]+/;

/** How preambles begin. */
const preamble = new RegExp(
  '^(' +
    [
      'мы,',
      'участники',
      'принимая во внимание',
      'исходя из',
      'в целях',
      'в соответствии',
      'на основании',
      'осознавая',
      'выражая',
      'заслушав',
      'обсудив',
      'рассмотрев',
      'отмечая',
      'учитывая',
      'признавая',
      'подтверждая',
      'подч[её]ркивая',
      'напоминая',
      'приветствуя',
      'руководствуясь',
      'собравшись',
      'стремясь',
      'форум қатысушылары',
      'біз,',
      'ескере отырып',
      'назарға ала',
      'атап өте',
      'тыңдап',
      'талқылап',
      'мойындай',
      'we,',
      'the participants',
      'noting',
      'recalling',
      'recogni[sz]ing',
      'considering',
      'having (heard|considered|discussed)',
      'welcoming',
      'reaffirming',
      'taking into account',
      'bearing in mind',
    ].join('|') +
    ')',
  'iu',
);
/** Kazakh says it at the end: «… ескере отырып,» «… талқылап,». */
const preambleEnd = /(ескере отырып|назарға ала отырып|атап өтіп|тыңдап|талқылап|қарап|басшылыққа ала отырып)[,;:]?$/iu;

/** The clauses of what was pasted, in order. */
export function toPastedClauses(paragraphs: readonly PastedParagraph[]): PastedClause[] {
  const signs: (Sign | null)[] = [];
  let counted: number | null = null;
  for (const paragraph of paragraphs) {
    const sign = signOf(paragraph, counted);
    if (sign?.look === 'number') counted = Number(number.exec(plainText(paragraph.runs))?.[1]);
    signs.push(sign);
  }
  const firstCounted = signs.findIndex((sign) => sign?.isCounted === true);
  const levels: Look[] = [];
  return paragraphs.map(({ runs, list }, index) => {
    const sign = signs[index] ?? null;
    const text = plainText(runs);
    const words = sign === null ? runs : sliceRuns(runs, sign.length);
    const kind = kindOf(plainText(words), sign, index, firstCounted);
    const isTyped = sign !== null && sign.length > 0 && list === null;
    return {
      runs: words,
      kind,
      level: kind === 'preamble' ? 0 : levelOf(sign, levels, announces(paragraphs[index - 1], signs[index - 1])),
      sign: isTyped ? text.slice(0, sign.length) : '',
    };
  });
}

function signOf({ runs, list }: PastedParagraph, counted: number | null): Sign | null {
  const text = plainText(runs);
  const typed = typedSign(text, counted);
  if (list === null) return typed;
  // A list of the program's own, in which somebody has typed a number as well.
  return {
    look: `list-${list.depth}`,
    isCounted: list.isOrdered || typed?.isCounted === true,
    length: typed?.length ?? 0,
  };
}

function typedSign(text: string, counted: number | null): Sign | null {
  const inNumber = numberInNumber.exec(text);
  // «1.5 млн тенге» is no number of a clause: without a stop at its end it must be one of the clause before.
  if (inNumber !== null && (inNumber[2] !== '' || Number(inNumber[1]) === counted)) {
    return { look: 'number-in-number', isCounted: true, length: inNumber[0].length };
  }
  const looks: readonly (readonly [Look, RegExp, boolean])[] = [
    ['number', number, true],
    ['bracket', bracket, true],
    ['letter', letter, true],
    ['roman', roman, true],
    ['dash', dash, false],
  ];
  for (const [look, pattern, isCounted] of looks) {
    const found = pattern.exec(text);
    // A sign with nothing behind it is all there is to paste.
    if (found !== null && found[0].length < text.length) return { look, isCounted, length: found[0].length };
  }
  return null;
}

function kindOf(text: string, sign: Sign | null, index: number, firstCounted: number): ClauseKind | null {
  if (firstCounted === -1) {
    return sign === null && (preamble.test(text) || preambleEnd.test(text)) ? 'preamble' : null;
  }
  return index < firstCounted && sign === null ? 'preamble' : 'operative';
}

/** A look met before goes back to its level, a new one is a level deeper; everything deeper than one stands at one. */
function levelOf(sign: Sign | null, levels: Look[], isAnnounced: boolean): 0 | 1 {
  if (sign === null) return 0;
  const known = levels.indexOf(sign.look);
  if (known !== -1) levels.length = known + 1;
  else {
    // What is only listed stands under the sentence that announces it, and «2.1» under a «2.» that was not copied.
    const isUnder = sign.look === 'number-in-number' || (isAnnounced && !sign.isCounted);
    if (isUnder && levels.length === 0) levels.push('number');
    levels.push(sign.look);
  }
  return levels.length > 1 ? 1 : 0;
}

/** A sentence without a sign of its own that ends in a colon: «Акимату поручить:». */
function announces(paragraph: PastedParagraph | undefined, sign: Sign | null | undefined): boolean {
  return paragraph !== undefined && sign === null && plainText(paragraph.runs).endsWith(':');
}
