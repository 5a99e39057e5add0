/** Are honest people ever refused, and is anybody's word missing in the end? Five writers, six pages, cuts, everything the editor can do. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { systemClock } from '../../server/clock.ts';
import type { Clock } from '../../server/engine/ports.ts';
import type { TextConnection } from '../../client/live/text-connection.ts';
import { allClausesOf, bodyText, openTextDoc, openUndo, outlineOf } from '../../shared/draft/clause-text.ts';
import {
  createClause,
  deleteWords,
  insertReference,
  insertWords,
  joinClauses,
  linkWords,
  markWords,
  moveClause,
  parentToIndent,
  pasteParagraphs,
  removeClause,
  restoreClause,
  setAddressee,
  setDue,
  setKind,
  setParent,
  splitClause,
} from '../../shared/draft/clause-text-edit.ts';
import { idFromBytes, type ClauseId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import {
  clauseNumbered,
  isSaved,
  openTextWorld,
  personIds,
  randomFrom,
  textId,
  untilState,
  type Name,
} from './text-world.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? 20261122);
const edits = Number(process.env['ORTAQ_EDITS'] ?? 10_000);

interface Page {
  readonly name: Name;
  connection: TextConnection;
  undo: Y.UndoManager;
  offlineFor: number;
}

test(
  `[GATE-9] ${edits} honest edits by five people: none refused, all replicas, the log and the store equal, no word missing (ORTAQ_SEED=${seed})`,
  { timeout: 600_000 },
  async () => {
    // Nobody makes hundreds of edits in ten seconds, in which a person's deletions are counted together: a hand's second goes by with each.
    const system = systemClock();
    let ahead = 0;
    const clock: Clock = { now: () => system.now() + ahead, at: (at, callback) => system.at(at - ahead, callback) };
    const world = await openTextWorld({ clock });
    const random = randomFrom(seed);
    const mayBeMissing = new Set<string>();
    const written: string[] = [];
    let clauses = 100;
    let threads = 1;
    let rebuilds = 0;

    const open = (name: Name): Page => {
      const connection = world.join(name, 1);
      connection.onDoc(() => rebuilds++);
      const undo = openUndo(connection.doc(), [], 0);
      return { name, connection, undo, offlineFor: 0 };
    };
    const names: readonly Name[] = ['amina', 'bo', 'chen', 'dara', 'eli', 'dara'];
    const pages = names.map(open);
    for (const page of pages) await untilState(page.connection, () => page.connection.state().link.is === 'online');

    type Place = readonly [ClauseId, Lang];
    const placesOf = (doc: Y.Doc): Place[] =>
      outlineOf(doc).flatMap(({ id }): Place[] => [
        [id, 'kk'],
        [id, 'ru'],
      ]);
    const tokensOf = (doc: Y.Doc, places: readonly Place[] = placesOf(doc)): Map<string, number> => {
      const tokens = new Map<string, number>();
      for (const [id, lang] of places) {
        for (const token of readText(doc, id, lang).tokens) tokens.set(token, (tokens.get(token) ?? 0) + 1);
      }
      return tokens;
    };
    /** What disappears in the page of who does it was meant to. `place`: the only one that the edit touches. */
    const meaning = (doc: Y.Doc, edit: () => void, place?: Place): void => {
      const before = tokensOf(doc, place && [place]);
      edit();
      const after = tokensOf(doc, place && [place]);
      // Of a word that was doubled by a join, two people may each take one away.
      for (const [token, copies] of before) if ((after.get(token) ?? 0) < copies) mayBeMissing.add(token);
    };

    const edit = (page: Page): void => {
      const doc = page.connection.doc();
      const outline = outlineOf(doc);
      const standing = outline.filter(({ removed }) => !removed);
      const lang: Lang = random.pick(['kk', 'ru']);
      const { id } = random.pick(standing.length > 0 ? standing : outline);
      const { words } = readText(doc, id, lang);
      // Between words, so that nobody's token is cut in two.
      const gaps = [0, words.length, ...[...words.matchAll(/ /g)].map(({ index }) => index)];
      const at = random.pick(gaps);
      const token = (): string => {
        // The full stop ends it: what two people leave of the spaces around it cannot make it another word.
        written.push(`w${written.length}.`);
        return ` ${written[written.length - 1]} `;
      };
      const newId = (): ReturnType<typeof clauseNumbered> => clauseNumbered(clauses++);
      const rolled = random.below(100);
      // A draft has some dozens of clauses; then words come instead of new ones.
      const isNewClause = (rolled >= 66 && rolled < 71) || (rolled >= 80 && rolled < 84);
      const roll = isNewClause && outline.length > 120 ? 0 : rolled;
      if (words.length > 1_500) meaning(doc, () => deleteWords(doc, id, lang, 0, 700), [id, lang]);
      else if (roll < 50) insertWords(doc, id, lang, at, token(), random.below(8) === 0 ? { strong: true } : {});
      else if (roll < 60) meaning(doc, () => deleteWords(doc, id, lang, at, 1 + random.below(12)), [id, lang]);
      else if (roll < 64) markWords(doc, id, lang, at, 8, random.pick(['strong', 'em']), random.below(2) === 0);
      else if (roll < 66) insertReference(doc, id, lang, at, random.pick(outline).id);
      else if (roll < 71) splitClause(doc, { id, newId: newId(), lang, at });
      else if (roll < 75) {
        const other = standing[standing.findIndex((clause) => clause.id === id) + 1];
        if (other !== undefined) joinClauses(doc, { first: id, second: other.id, lang });
      } else if (roll < 80) moveClause(doc, id, random.below(6) === 0 ? null : random.pick(outline).id);
      else if (roll < 82) {
        const body = { [lang]: token() };
        createClause(doc, { id: newId(), kind: 'operative', after: id, body });
      } else if (roll < 84) {
        const paragraphs = [token(), token(), token()];
        pasteParagraphs(doc, { id, lang, at, paragraphs, newIds: [newId(), newId()] });
      } else if (roll < 86) setKind(doc, id, random.pick(['preamble', 'operative']));
      else if (roll < 88) setAddressee(doc, id, lang, random.pick(['Акимат', 'Маслихат', '']));
      else if (roll < 89) setDue(doc, id, random.pick(['2026-12-01', null]));
      else if (roll < 91 && standing.length > 4) removeClause(doc, id);
      else if (roll < 92) restoreClause(doc, random.pick(outline).id);
      else if (roll < 93) setParent(doc, id, random.below(2) === 0 ? null : parentToIndent(doc, id));
      else if (roll < 94) linkWords(doc, id, lang, at, 6, random.pick(['https://gov.kz/', 'mailto:a@b.kz', null]));
      else if (roll < 97) meaning(doc, () => page.undo.undo());
      else meaning(doc, () => page.undo.redo());
      // The text is kept at a length that a draft has.
      if (standing.length > 40) removeClause(doc, random.pick(standing).id);
    };

    /** A comment comes onto some words, by the server; what writers do with the words they do with its mark. */
    const comment = async (): Promise<void> => {
      const clauses = (await world.server.readClauses(textId))!.clauses.filter(
        ({ body }) => plainText(body.ru ?? []) !== '',
      );
      const { id, body } = random.pick(clauses);
      const to = 1 + random.below(plainText(body.ru!).length);
      const threadId = idFromBytes('thread', new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, threads >> 8, threads++ & 255]));
      const mark = { edit: 'mark-comment', clauseId: id, lang: 'ru', from: random.below(to), to, threadId } as const;
      const made = await world.server.texts.edit(textId, [mark], { by: personIds.amina, textSeq: null });
      if (!made.ok) return expect(made.code).toBe('clause-unknown');
      const committed = await world.store.commit({ textUpdates: [made.value] });
      if (committed.ok) world.bus.publish({ topic: 'text', textId, seq: committed.value.textSeqs[textId]! });
      else expect(committed.code).toBe('client-clock');
    };

    for (let done = 0; done < edits;) {
      if (random.below(25) === 0) await comment();
      for (const page of pages) {
        const burst = random.below(4);
        for (let index = 0; index < burst && done < edits; index++, done++) {
          edit(page);
          ahead += 300;
        }
        if (page.offlineFor > 0 && --page.offlineFor === 0) page.connection.connect();
        else if (page.offlineFor === 0 && random.below(150) === 0) {
          page.offlineFor = 1 + random.below(40);
          page.connection.disconnect();
        }
      }
      await new Promise((resolve) => setImmediate(resolve));
      // Now and then a page is closed and another one opened on the same device.
      if (random.below(200) === 0) {
        const page = random.pick(pages);
        page.connection.connect();
        page.offlineFor = 0;
        await untilState(page.connection, () => isSaved(page.connection));
        page.connection.close();
        Object.assign(page, open(page.name));
        await untilState(page.connection, () => page.connection.state().link.is === 'online');
      }
    }
    for (const page of pages) page.connection.connect();
    for (const page of pages) await untilState(page.connection, () => isSaved(page.connection));
    expect(world.refusals, JSON.stringify(world.refusals)).toEqual([]);
    // Everybody has what the store has: as many bytes of state vector, what was taken away, word by word.
    const stored = openTextDoc();
    const rows = await world.store.readTextUpdates(textId, 0, 1_000_000);
    for (const { update } of rows) Y.applyUpdate(stored, update);
    const wanted = stateOf(stored);
    for (const page of pages) {
      await new Promise<void>((resolve) => {
        const doc = page.connection.doc();
        const look = (): void => {
          // What only takes away comes in an update that changes no vector.
          const { vector, deletions } = stateOf(doc);
          if (vector !== wanted.vector || JSON.stringify(deletions) !== JSON.stringify(wanted.deletions)) return;
          doc.off('update', look);
          resolve();
        };
        doc.on('update', look);
        look();
      });
    }
    for (const page of pages) {
      expect(page.connection.state().unsent).toEqual([]);
      expect(stateOf(page.connection.doc())).toEqual(wanted);
    }
    expect((await world.server.readClauses(textId))!.clauses).toEqual(wanted.clauses);
    expect(rebuilds).toBe(0);
    const there = tokensOf(stored);
    const missing = written.filter((token) => !there.has(token) && !mayBeMissing.has(token));
    expect(missing).toEqual([]);
    expect(written.length).toBeGreaterThan(edits / 3);
    console.log(
      `${edits} edits, ${rows.length} updates, ${allClausesOf(stored).length} clauses, ${written.length} words, ${mayBeMissing.size} taken away on purpose`,
    );
    await world.close();
    expect(world.faults).toEqual([]);
  },
);

/** What stands in a text, until it changes: most of all the reading was of texts that had not. */
const stands = new WeakMap<Y.Text, { words: string; tokens: readonly string[] } | null>();

/** The words without their marks, quicker than runs, and whose they are. */
function readText(
  doc: Y.Doc,
  id: ClauseId,
  lang: Lang,
): { readonly words: string; readonly tokens: readonly string[] } {
  const text = bodyText(doc, id, lang);
  if (text === null) return { words: '', tokens: [] };
  let known = stands.get(text);
  if (known === undefined) text.observe(() => stands.set(text, null));
  if (known == null) {
    const words = Y.Text.prototype.toString.call(text);
    known = { words, tokens: words.match(/w\d+\./g) ?? [] };
    stands.set(text, known);
  }
  return known;
}

function stateOf(doc: Y.Doc): { vector: string; deletions: unknown; clauses: unknown; words: number } {
  return {
    vector: Buffer.from(Y.encodeStateVector(doc)).toString('hex'),
    deletions: [...Y.createDeleteSetFromStructStore(doc.store).clients].sort((a, b) => a[0] - b[0]),
    clauses: allClausesOf(doc),
    words: allClausesOf(doc).reduce((sum, { id }) => sum + (bodyText(doc, id, 'ru')?.length ?? 0), 0),
  };
}
