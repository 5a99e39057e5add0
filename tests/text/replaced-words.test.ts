/** Do words that stay in a clause stay as they looked, whatever is said anew around them? */
import { describe, expect, test } from 'vitest';
import { splicesToWords } from '../../server/text/replaced-words.ts';
import { drawnText } from '../../shared/draft/clause-reference.ts';
import { mergeRuns, refCharacter, sliceRuns, type Run } from '../../shared/draft/clause-runs.ts';
import { idFromBytes, type ClauseId, type ThreadId } from '../../shared/lib/ids.ts';
import { randomFrom } from './text-world.ts';

const [third, fourth]: ClauseId[] = [3, 4].map((byte) => idFromBytes('clause', new Uint8Array(10).fill(byte)));
const thread: ThreadId = idFromBytes('thread', new Uint8Array(10).fill(7));
const labels = new Map([
  [third, '3'],
  [fourth, '3-1'],
]);
const labelOf = (id: ClauseId): string | undefined => labels.get(id);

const runs: readonly Run[] = [
  { text: 'Создать ' },
  { text: 'постоянную', strong: true },
  { text: ' площадку', comments: [thread] },
  { text: ' по ' },
  { text: refCharacter, ref: third! },
  { text: ', ' },
  { text: 'срок', link: 'https://forum.example/srok' },
  { text: ' до осени;' },
];
const read = drawnText(runs, 'ru', labelOf);

/** The clause once it says `words`. */
function said(words: string, of: readonly Run[] = runs): Run[] {
  let now = [...of];
  for (const { at, delete: taken, insert } of splicesToWords(of, words, 'ru', labelOf)) {
    now = [...sliceRuns(now, 0, at), ...insert, ...sliceRuns(now, at + taken)];
  }
  return mergeRuns(now);
}

describe('[PROP-8] words that stay keep what they have', () => {
  test('the same words: nothing is written', () => {
    expect(read).toBe('Создать постоянную площадку по пункт\u00a03, срок до осени;');
    expect(splicesToWords(runs, read, 'ru', labelOf)).toEqual([]);
    // An ordinary space in a reference is no other word.
    expect(splicesToWords(runs, read.replace('\u00a0', ' '), 'ru', labelOf)).toEqual([]);
  });

  test('a word changed at each end leaves bold, link, comment and reference in the middle', () => {
    expect(said(read.replace('Создать', 'Открыть').replace('осени', 'зимы'))).toEqual([
      { text: 'Открыть ' },
      ...runs.slice(1, -1),
      { text: ' до зимы;' },
    ]);
  });

  test('what comes in the place of bold words is bold, and what comes in the place of a link is none', () => {
    expect(said(read.replace('постоянную', 'открытую'))[1]).toEqual({ text: 'открытую', strong: true });
    expect(said(read.replace('срок', 'время')).at(-1)).toEqual({ text: ', время до осени;' });
    expect(said(read.replace('постоянную', 'постоянную, общую'))[1]).toEqual({ text: 'постоянную', strong: true });
  });

  test('a reference that is moved goes on being one; the number of another clause is words', () => {
    const moved = said(`По пункт 3 ${read.replace(' по пункт\u00a03', '')}`);
    expect(moved.filter(({ ref }) => ref !== undefined)).toEqual([{ text: refCharacter, ref: third }]);
    for (const other of ['пункт 31', 'пункт 3.1', 'пункт 3-1', 'подпункт 3']) {
      const now = said(read.replace('пункт\u00a03', other));
      expect(now.filter(({ ref }) => ref !== undefined)).toEqual([]);
      expect(drawnText(now, 'ru', labelOf)).toContain(other);
    }
  });

  test('of two references each is known by its own number', () => {
    const both: Run[] = [{ text: refCharacter, ref: fourth! }, { text: ' и ' }, { text: refCharacter, ref: third! }];
    expect(said('пункт 3 и пункт 3-1', both)).toEqual([...both].reverse());
  });

  const seed = Number(process.env['ORTAQ_SEED'] ?? Math.floor(Math.random() * 1e6));
  test(`a thousand clauses and other words for each: it says those words (ORTAQ_SEED=${seed})`, () => {
    const random = randomFrom(seed);
    const some = (of: readonly string[]): string =>
      Array.from({ length: random.below(9) }, () => random.pick(of)).join('');
    const words = ['план', 'Ауыл', 'әкімдік', ' ', ' ', ', ', '3', '-', 'пункт', '\u00a0', '😀', 'пункт\u00a03-1', '.'];
    const looks: readonly Omit<Run, 'text'>[] = [{}, {}, { strong: true }, { em: true }, { comments: [thread] }];
    const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
    for (let play = 0; play < 1000; play += 1) {
      const of = mergeRuns(
        Array.from({ length: random.below(6) }, () =>
          random.below(3) === 0
            ? { text: refCharacter, ref: random.pick([third!, fourth!]) }
            : { text: some(words), ...random.pick(looks) },
        ),
      );
      const wanted = random.below(2) === 0 ? some(words) : drawnText(of, 'ru', labelOf) + some(words);
      expect(plain(drawnText(said(wanted, of), 'ru', labelOf))).toBe(plain(wanted));
    }
  });
});
