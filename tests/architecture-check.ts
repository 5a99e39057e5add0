/**
 * In which direction may files know each other? The rules of ARCHITECTURE.md as a function over sources, so that a test can
 * run it over this project and over planted violations.
 */
import { posix } from 'node:path';
import ts from 'typescript';

/** A file by its path from the project's root, with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
}

/** Every violation in the sources, in their order. */
export function checkArchitecture(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => [
    ...checkName(source),
    ...checkOpening(source),
    ...checkImports(source),
    ...checkPurity(source),
  ]);
}

/** `server/live/gateway.ts:12: edges never import each other or a store: …` */
export function toSentence(violation: Violation): string {
  return `${violation.path}:${String(violation.line)}: ${violation.rule}`;
}

// ----------------------------------------------------------------------------------------------------------- names

const refusedWords = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'managers', 'service']);

function checkName({ path }: Source): Violation[] {
  const rules: string[] = [];
  const file = posix.basename(path);
  const name = file.replace(/(\.svelte)?\.(d\.)?ts$|\.svelte$/, '');
  const words = path
    .replace(/\.[^/]*$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[/-]/);
  for (const word of words) {
    // A service worker is the browser's word, not ours.
    if (refusedWords.has(word) && !(word === 'service' && words.includes('worker'))) {
      rules.push(`no file or folder is named "${word}": name what it is about`);
    }
  }
  if (words.includes('services') && path !== 'server/services.ts') {
    rules.push('"services" names the composition root server/services.ts alone: name what it is about');
  }
  if (name === 'index') rules.push('no barrels: import the file that says it, not an index');
  const isComponent = file.endsWith('.svelte');
  if (isComponent && !/^[A-Z][A-Za-z0-9]*$/.test(name)) rules.push('components are named in PascalCase');
  if (!isComponent && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) rules.push('files are named in kebab-case');
  return rules.map((rule) => ({ path, line: 1, rule }));
}

function checkOpening({ path, text }: Source): Violation[] {
  const opens = path.endsWith('.svelte') ? /^\s*(<!--|<script[^>]*>\s*\/[*/])/ : /^\s*\/[*/]/;
  return opens.test(text) ? [] : [{ path, line: 1, rule: 'a file opens with a comment: the question it answers' }];
}

const impure = [
  {
    // Without arguments, or called as a function, a date is the machine's.
    is: /\bnew\s+Date\s*(?:\(\s*\)|(?![\s(<\w$.]))|(?<!\bnew\s+)(?<![\w$.])Date\s*\(/,
    rule: 'shared/ is pure: time, ids and randomness come in through the context',
  },
  { is: /(?<![\w$.])import\s*\(/, rule: 'shared/ is pure: it loads nothing while it runs' },
];

/** What only the clock or a file could say; the linter refuses the names of everything else. */
function checkPurity({ path, text }: Source): Violation[] {
  if (!path.startsWith('shared/')) return [];
  const code = text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/(?<![:'"`\\])\/\/.*/g, '');
  return impure.flatMap(({ is, rule }) => {
    const found = is.exec(code);
    return found === null ? [] : [{ path, line: lineAt(code, found.index), rule }];
  });
}

// --------------------------------------------------------------------------------------------------------- imports

interface Import {
  readonly target: string;
  readonly line: number;
}

function checkImports(source: Source): Violation[] {
  return importsOf(source).flatMap(({ target, line }) => {
    const rule = target.startsWith('.')
      ? refusalOfFile(source.path, posix.join(posix.dirname(source.path), target.replace(/\?.*$/, '')))
      : refusalOfPackage(source.path, target);
    return rule === null ? [] : [{ path: source.path, line, rule: `${rule} (it imports ${target})` }];
  });
}

/** Static, type-only, re-exporting and dynamic imports; of a component, those in its scripts. */
function importsOf({ path, text }: Source): Import[] {
  const scripts = path.endsWith('.svelte') ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)] : [[text, text]];
  return scripts.flatMap((script) => {
    const code = script[1] ?? '';
    const offset = text.indexOf(code);
    return ts
      .preProcessFile(code, true, true)
      .importedFiles.map(({ fileName, pos }) => ({ target: fileName, line: lineAt(text, offset + pos) }));
  });
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** Where a file stands: `shared/lib`, `shared/poll`, `server/live`, `server` (its root), `client/features/poll`, … */
function placeOf(path: string): string {
  const folders = posix.dirname(path).split('/');
  return folders.slice(0, folders[0] === 'client' && folders[1] === 'features' ? 3 : 2).join('/');
}

const edges = ['server/http', 'server/live', 'server/text'];
const stores = ['server/store', 'server/bus'];
const knownServerPlaces = new Set(['server', 'server/engine', 'server/papers', 'server/sample', ...edges, ...stores]);

/** Why this file may not import that one; `null` when it may. */
function refusalOfFile(from: string, to: string): string | null {
  const [side, otherSide] = [from.split('/')[0], to.split('/')[0]];
  const [place, otherPlace] = [placeOf(from), placeOf(to)];

  if (side === 'shared') {
    if (otherSide !== 'shared') return 'shared/ is pure: it imports zod and itself';
    if (place === 'shared/lib' && otherPlace !== 'shared/lib') return 'shared/lib stands below every noun';
    if (place !== 'shared/protocol' && otherPlace === 'shared/protocol') return 'nouns stand below shared/protocol';
    return null;
  }
  if (otherSide === 'shared') {
    const isUi = place === 'client/ui';
    const isWordless = ['shared/lib', 'shared/i18n'].includes(otherPlace);
    return isUi && !isWordless ? 'client/ui knows no domain words' : null;
  }
  if (side !== otherSide) return `${String(side)}/ knows nothing of ${String(otherSide)}/`;
  return side === 'server' ? refusalInServer(from, to, place, otherPlace) : refusalInClient(place, otherPlace);
}

function refusalInServer(from: string, to: string, place: string, otherPlace: string): string | null {
  if (!knownServerPlaces.has(place))
    return `${place} has no place yet: say in tests/architecture-check.ts where it stands`;
  if (place === otherPlace && place !== 'server') return null;
  if (stores.includes(otherPlace)) {
    return from === 'server/services.ts' ? null : 'stores and buses are named only in server/services.ts';
  }
  if (place === 'server') return null;
  if (to === 'server/config.ts') return null;
  if (otherPlace === 'server') return 'main, app and services stand above every folder of server/';
  if (otherPlace === 'server/engine') return null;
  if (place === 'server/engine') return 'the engine stands below everything else of server/';
  if (otherPlace === 'server/papers') return null;
  return edges.includes(place)
    ? 'edges never import each other or a store'
    : 'stores, buses, papers and the sample import the engine and shared/';
}

const clientLayers: Readonly<Record<string, readonly string[]>> = {
  'client/live': [],
  'client/i18n': ['client/theme'],
  'client/theme': [],
  'client/ui': ['client/i18n', 'client/theme'],
};

/** Where the nouns of a sitting meet on one screen: these show parts of the others, which know nothing of them. */
const meetingPlaces: Readonly<Record<string, readonly string[]>> = {
  'client/features/sitting': [
    'client/features/draft',
    'client/features/poll',
    'client/features/comment',
    'client/features/proposal',
    'client/features/people',
    'client/features/announcement',
    'client/features/floor',
    'client/features/question',
    'client/features/survey',
  ],
  'client/features/desk': [
    'client/features/poll',
    'client/features/sitting',
    'client/features/proposal',
    'client/features/people',
    'client/features/announcement',
    'client/features/floor',
    'client/features/question',
    'client/features/survey',
  ],
  'client/features/follow': [
    'client/features/sitting',
    'client/features/people',
    'client/features/announcement',
    'client/features/floor',
    'client/features/question',
    'client/features/survey',
  ],
  // A page of the sitting as the follower's is.
  'client/features/record': ['client/features/sitting'],
  'client/features/stage': ['client/features/announcement', 'client/features/floor'],
  'client/features/forum': ['client/features/people'],
  // The page of a draft is where what people say of it stands: beside its clauses and below them.
  'client/features/draft': ['client/features/comment', 'client/features/proposal'],
};

function refusalInClient(place: string, otherPlace: string): string | null {
  if (place === otherPlace || place === 'client') return null;
  const below = place.startsWith('client/features/')
    ? ['client/live', 'client/ui', 'client/i18n', 'client/theme']
    : clientLayers[place];
  if (below === undefined) return `${place} has no place yet: say in tests/architecture-check.ts where it stands`;
  if (below.includes(otherPlace) || meetingPlaces[place]?.includes(otherPlace) === true) return null;
  if (place.startsWith('client/features/') && otherPlace.startsWith('client/features/')) {
    return 'features do not import each other: what two need goes to live, ui or shared';
  }
  return `${place} stands below ${otherPlace}`;
}

/** Packages that belong to an edge, a store or a bus; the engine speaks to them through its ports. */
const packagesOfTheEdges = new Set([
  'express',
  'socket.io',
  'ws',
  'y-websocket',
  'better-sqlite3',
  'kysely',
  'redis',
  'pg',
]);

function refusalOfPackage(from: string, target: string): string | null {
  const name = target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : (target.split('/')[0] ?? target);
  if (from.startsWith('shared/')) {
    if (name === 'zod') return null;
    if (name === 'yjs')
      return /^shared\/draft\/clause-text(-[a-z]+)*\.ts$/.test(from)
        ? null
        : 'only shared/draft/clause-text*.ts import yjs';
    return 'shared/ is pure: it imports zod and itself';
  }
  if (from.startsWith('client/') && target.startsWith('node:')) return 'client/ runs in a browser: no Node';
  if (from.startsWith('server/engine/') && packagesOfTheEdges.has(name)) {
    return 'the engine reaches the world through its ports';
  }
  return null;
}
