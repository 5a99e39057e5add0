/**
 * What does somebody do who tries everything? A robot in the page: it presses keys, types, cuts, pastes and undoes as a person would,
 * by the browser's own selection and editing, and notes which of the words it meant to take away.
 *
 * What is written is made of words that occur once: a letter for the robot and a number, closed by a full stop.
 */
import * as Y from 'yjs';
import type { DraftEditor } from '../../../client/features/draft/editor/draft-editor.svelte.ts';
import { outlineOf, bodyText } from '../../../shared/draft/clause-text.ts';

export interface RobotReport {
  /** Every word that was typed or pasted. */
  readonly written: readonly string[];
  /** Words of which this robot took a copy away, by deleting or undoing. */
  readonly takenAway: readonly string[];
  /** Words of which a copy went with a deed that takes nothing away, and the deed: there are to be none. */
  readonly lost: readonly string[];
  /** How often each deed was done. */
  readonly deeds: Readonly<Record<string, number>>;
}

export interface Robot {
  /** Does so many deeds; resolves when they are done and the line is there again. */
  run(deeds: number): Promise<RobotReport>;
}

const langs = ['kk', 'ru'] as const;

/** What may take words away, from a text in which nobody else writes at that moment; nothing else may. */
const mayTakeAway: ReadonlySet<string> = new Set([
  'delete-words',
  'delete-letters',
  'cut',
  'cut-several',
  'delete-several',
  'type-over-several',
  'undo',
  'redo',
  // What others had taken away, and had come, is taken in before the line goes.
  'cut_line',
]);

export function openRobot(editor: () => DraftEditor, name: string, seed: number): Robot {
  let state = seed >>> 0;
  const below = (most: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;

  const written: string[] = [];
  const takenAway = new Set<string>();
  const lost: string[] = [];
  const deeds: Record<string, number> = {};
  let clipboard: DataTransfer | null = null;
  let offlineFor = 0;

  const token = (): string => {
    written.push(`${name}${written.length}.`);
    return written.at(-1)!;
  };

  /** How many copies of each word there are in the whole text, removed clauses and both languages. */
  function copies(): Map<string, number> {
    const { doc } = editor();
    const found = new Map<string, number>();
    for (const { id } of outlineOf(doc)) {
      for (const lang of langs) {
        const text = bodyText(doc, id, lang);
        const words = text === null ? '' : Y.Text.prototype.toString.call(text);
        for (const word of words.match(/[A-Z]\d+\./g) ?? []) found.set(word, (found.get(word) ?? 0) + 1);
      }
    }
    return found;
  }

  const fields = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.field[contenteditable=true]')];

  /** A place between two words. */
  function gap(field: HTMLElement): number {
    const words = field.textContent;
    const gaps = [0, words.length, ...[...words.matchAll(/ /g)].map(({ index }) => index)];
    return pick(gaps);
  }

  function placeIn(field: HTMLElement, offset: number): [Node, number] {
    const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
    let left = offset;
    for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [field.firstChild ?? field, 0];
  }

  function select(field: HTMLElement, from: number, to = from): void {
    // A finger comes before the focus. Without one, a caret at the very beginning counts as the browser's doing and is put back.
    field.dispatchEvent(new Event('touchstart', { bubbles: true }));
    field.focus({ preventScroll: true });
    const selection = getSelection()!;
    selection.setBaseAndExtent(...placeIn(field, from), ...placeIn(field, to));
    document.dispatchEvent(new Event('selectionchange'));
  }

  const active = (): Element => document.activeElement ?? document.body;

  /** Presses a key; `true`: somebody has taken it. */
  function press(key: string, held: KeyboardEventInit = {}): boolean {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held });
    return !active().dispatchEvent(event);
  }

  function pressOr(key: string, command: string): void {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the browser's own editing, as a key would do it
    if (!press(key)) document.execCommand(command);
  }

  function type(words: string): void {
    if (words === '') return;
    // A key asks the page first; the command does not.
    const asked = { inputType: 'insertText', data: words, bubbles: true, cancelable: true };
    if (!active().dispatchEvent(new InputEvent('beforeinput', asked))) return;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the browser's own typing
    document.execCommand('insertText', false, words);
  }

  function clip(kind: 'copy' | 'cut' | 'paste', data: DataTransfer): boolean {
    return !active().dispatchEvent(new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true }));
  }

  function someField(): HTMLElement | null {
    const all = fields();
    return all.length === 0 ? null : pick(all);
  }

  /** Selects from one clause into another. */
  function selectSeveral(): boolean {
    const all = fields();
    if (all.length < 2) return false;
    const start = below(all.length - 1);
    const field = all[start]!;
    select(field, gap(field), field.textContent.length);
    const reach = 1 + below(Math.min(2, all.length - 1 - start));
    for (let over = 0; over < reach; over++) {
      press('ArrowRight', { shiftKey: true });
      const next = active();
      if (over === reach - 1 && below(2) === 0) continue;
      if (!(next instanceof HTMLElement) || !next.classList.contains('field')) continue;
      // Goes on to the end of the clause, as Shift End does.
      const selection = getSelection()!;
      selection.extend(...placeIn(next, next.textContent.length));
      document.dispatchEvent(new Event('selectionchange'));
    }
    return true;
  }

  const can: Record<string, () => void> = {
    type: () => {
      const field = someField();
      if (field === null) return;
      select(field, gap(field));
      type(` ${token()} `);
    },
    'delete-words': () => {
      const field = someField();
      if (field === null) return;
      const [a, b] = [gap(field), gap(field)];
      if (Math.abs(a - b) > 60) return;
      select(field, Math.min(a, b), Math.max(a, b));
      pressOr('Backspace', 'delete');
    },
    'delete-letters': () => {
      const field = someField();
      if (field === null) return;
      select(field, gap(field));
      for (let letter = 0; letter < 1 + below(4); letter++) pressOr('Backspace', 'delete');
    },
    split: () => {
      const field = someField();
      if (field === null || fields().length > 24) return;
      select(field, gap(field));
      press('Enter');
      type(`${token()} `);
    },
    'join-back': () => {
      const field = someField();
      if (field === null || fields().length < 4) return;
      select(field, 0);
      pressOr('Backspace', 'delete');
    },
    'join-on': () => {
      const field = someField();
      if (field === null || fields().length < 4) return;
      select(field, field.textContent.length);
      pressOr('Delete', 'forwardDelete');
    },
    move: () => {
      const field = someField();
      if (field === null) return;
      select(field, gap(field));
      for (let step = 0; step <= below(3); step++) press(pick(['ArrowUp', 'ArrowDown']), { altKey: true });
    },
    indent: () => {
      const field = someField();
      if (field === null) return;
      select(field, gap(field));
      press('Tab', { shiftKey: below(2) === 0 });
    },
    look: () => {
      const field = someField();
      if (field === null) return;
      select(field, gap(field), gap(field));
      press(pick(['b', 'i']), { ctrlKey: true });
    },
    paste: () => {
      const field = someField();
      if (field === null || fields().length > 24) return;
      select(field, gap(field));
      const data = new DataTransfer();
      if (below(2) === 0) data.setData('text/plain', `${token()}\n${token()} ${token()}\n${token()}`);
      else data.setData('text/html', `<ol><li>${token()}</li><li><b>${token()}</b> ${token()}</li></ol>`);
      clip('paste', data);
    },
    cut: () => {
      const field = someField();
      if (field === null) return;
      const [a, b] = [gap(field), gap(field)];
      select(field, Math.min(a, b), Math.max(a, b));
      const data = new DataTransfer();
      if (clip('cut', data)) clipboard = data;
    },
    'paste-cut': () => {
      const field = someField();
      if (field === null || clipboard === null) return;
      select(field, gap(field));
      clip('paste', clipboard);
      clipboard = null;
    },
    'cut-several': () => {
      if (fields().length < 5 || !selectSeveral()) return;
      const data = new DataTransfer();
      if (clip('cut', data)) clipboard = data;
    },
    'delete-several': () => {
      if (fields().length < 5 || !selectSeveral()) return;
      press(pick(['Backspace', 'Delete']));
    },
    'type-over-several': () => {
      if (fields().length < 5 || !selectSeveral()) return;
      type(` ${token()} `);
    },
    'look-of-several': () => {
      if (selectSeveral()) press(pick(['b', 'i']), { ctrlKey: true });
      press('Escape');
    },
    undo: () => {
      someField()?.focus({ preventScroll: true });
      for (let time = 0; time <= below(3); time++) press('z', { ctrlKey: true });
    },
    redo: () => {
      someField()?.focus({ preventScroll: true });
      press('y', { ctrlKey: true });
    },
    language: () => {
      const others = [...document.querySelectorAll<HTMLElement>('.langs button[aria-pressed=false]')];
      if (others.length > 0) pick(others).click();
    },
    remove: () => {
      const standing = editor().clauses.filter((clause) => !clause.removed);
      if (standing.length > 5) editor().remove(pick(standing).id);
    },
    restore: () => editor().restore(pick(outlineOf(editor().doc)).id),
    kind: () => editor().setKind(pick(editor().clauses).id, pick(['preamble', 'operative'])),
    cut_line: () => {
      if (offlineFor > 0) return;
      offlineFor = 2 + below(12);
      dispatchEvent(new Event('offline'));
    },
  };
  const weights: Record<string, number> = {
    type: 34,
    'delete-words': 5,
    'delete-letters': 3,
    split: 7,
    'join-back': 4,
    'join-on': 3,
    move: 6,
    indent: 4,
    look: 4,
    paste: 4,
    cut: 3,
    'paste-cut': 4,
    'cut-several': 2,
    'delete-several': 2,
    'type-over-several': 2,
    'look-of-several': 2,
    undo: 7,
    redo: 4,
    language: 2,
    remove: 1,
    restore: 1,
    kind: 1,
    cut_line: 1,
  };
  const bag = Object.entries(weights).flatMap(([deed, weight]) => Array<string>(weight).fill(deed));

  async function settled(): Promise<void> {
    // What the browser changes is read by an observer, in microtasks; others' words come in tasks.
    for (let tick = 0; tick < 5; tick++) await Promise.resolve();
  }

  return {
    async run(count) {
      for (let done = 0; done < count; done++) {
        const deed = pick(bag);
        const before = copies();
        can[deed]!();
        await settled();
        const after = copies();
        for (const [word, number] of before) {
          if ((after.get(word) ?? 0) >= number) continue;
          if (mayTakeAway.has(deed)) takenAway.add(word);
          else lost.push(`${word} by ${deed}, the ${String(done)}th`);
        }
        deeds[deed] = (deeds[deed] ?? 0) + 1;
        if (offlineFor > 0 && --offlineFor === 0) dispatchEvent(new Event('online'));
        await new Promise((resolve) => setTimeout(resolve, below(4) === 0 ? below(40) : 0));
      }
      if (offlineFor > 0) dispatchEvent(new Event('online'));
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      return { written, takenAway: [...takenAway], lost, deeds };
    },
  };
}
