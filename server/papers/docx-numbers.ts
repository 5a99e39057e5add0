/** Which list of an office suite gives each numbered paragraph the very number that the paper has? */
import { AlignmentType, LevelFormat, type ILevelsOptions, type INumberingOptions } from 'docx';
import type { DocumentBlock, DocumentParagraph } from '../../shared/papers/document.ts';
import { indentOf } from './docx-looks.ts';

/** A paragraph's place: its list, and how deep in it. */
export interface ListPlace {
  readonly reference: string;
  readonly level: number;
}

export interface DocumentLists {
  readonly config: INumberingOptions['config'];
  readonly placeOf: ReadonlyMap<DocumentBlock, ListPlace>;
}

/** A list that goes on being counted: what it counted last, and under that. */
interface Counted {
  readonly reference: string;
  whole: number;
  part: number;
}

/**
 * Lists are there to be edited, numbers to be kept: so a list counts on only as long as counting gives the number that the paper has. Where it
 * would not, another list begins at that number; and a number that no counting gives (3-1) is the whole text of a list of its own.
 */
export function documentLists(blocks: readonly DocumentBlock[]): DocumentLists {
  const config: INumberingOptions['config'][number][] = [];
  const placeOf = new Map<DocumentBlock, ListPlace>();
  const open = new Map<string, Counted>();
  const begin = (levels: readonly ILevelsOptions[]): string => {
    const reference = `list-${String(config.length + 1)}`;
    config.push({ reference, levels });
    return reference;
  };
  const placed = (paragraph: DocumentParagraph, label: string): ListPlace => {
    const { kind } = paragraph;
    const [, whole = '', part, end = ''] = /^(\d{1,5})(?:\.(\d{1,5}))?([.)])$/.exec(label) ?? [];
    const family = `${kind === 'sub-clause' ? 'clause' : kind} ${end}`;
    const last = open.get(family);
    if (part !== undefined && last?.whole === Number(whole) && last.part + 1 === Number(part)) {
      last.part += 1;
      return { reference: last.reference, level: 1 };
    }
    // What counting begins with a zero is written as it stands, too.
    if (whole === '' || part !== undefined || String(Number(whole)) !== whole) {
      return { reference: begin([level(0, label, 1, kind)]), level: 0 };
    }
    if (last?.whole === Number(whole) - 1) {
      last.whole += 1;
      last.part = 0;
      return { reference: last.reference, level: 0 };
    }
    const under = kind === 'clause' ? 'sub-clause' : kind;
    const reference = begin([level(0, `%1${end}`, Number(whole), kind), level(1, `%1.%2${end}`, 1, under)]);
    open.set(family, { reference, whole: Number(whole), part: 0 });
    return { reference, level: 0 };
  };
  for (const block of blocks) {
    if (block.kind === 'table' || block.kind === 'turn' || block.number === undefined) continue;
    placeOf.set(block, placed(block, block.number));
  }
  return { config, placeOf };
}

/** `text`: with `%1` and `%2` for what is counted; one that has neither is shown as it stands. */
function level(depth: number, text: string, start: number, kind: DocumentParagraph['kind']): ILevelsOptions {
  return {
    level: depth,
    format: LevelFormat.DECIMAL,
    text,
    start,
    alignment: AlignmentType.START,
    style: { paragraph: { indent: indentOf(kind) } },
  };
}
