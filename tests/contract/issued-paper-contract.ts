/** Are issued papers kept as they were issued, in every store? */
import { describe, expect, test } from 'vitest';
import type { Store } from '../../server/engine/ports.ts';
import { bytesOf, commit, newId, newStream, outcome, said } from './store-world.ts';

/** `reopened`: runs in a store of its own and opens again what it left. */
export function issuedPaperContract(
  storeOf: () => Store,
  reopened: (before: (store: Store) => Promise<void>, after: (store: Store) => Promise<void>) => Promise<void>,
): void {
  describe('an issued paper', () => {
    const file = (...bytes: number[]) => ({ format: 'pdf', bytes: bytesOf(...bytes) });

    test('is written in the unit of its event, and found by its id and by every code in it', async () => {
      const store = storeOf();
      const [stream, paperId] = [newStream(), newId('paper')];
      const code = `CODE-${paperId}`;
      const { at } = await commit(store, {
        streams: [{ stream, expectedSeq: 0, events: [said('issued')] }],
        papers: [
          {
            paperId,
            stream,
            shown: { title: 'Қарар' },
            codes: [code, `7F3A 91C2 ${paperId}`, code],
            files: [file(37, 80, 68, 70, 0, 255), { format: 'docx', bytes: bytesOf() }],
          },
        ],
      });
      const stored = { paperId, stream, issuedAt: at, shown: { title: 'Қарар' } };
      expect(await store.readPaper(paperId)).toEqual(stored);
      expect(await store.readPapersByCode(code)).toEqual([stored]);
      expect(await store.readPapersByCode(`7F3A 91C2 ${paperId}`)).toEqual([stored]);
      expect([...((await store.readPaperFile(paperId, 'pdf')) ?? [])]).toEqual([37, 80, 68, 70, 0, 255]);
      expect((await store.readPaperFile(paperId, 'docx'))?.byteLength).toBe(0);
    });

    test('that is unknown, in another format or by another code reads as nothing', async () => {
      const store = storeOf();
      expect(await store.readPaper(newId('paper'))).toBeNull();
      expect(await store.readPaperFile(newId('paper'), 'pdf')).toBeNull();
      expect(await store.readPapersByCode('NOBODY')).toEqual([]);
    });

    test('that exists is refused `paper-exists`, its bytes stay, and nothing of the unit is written', async () => {
      const store = storeOf();
      const [stream, paperId] = [newStream(), newId('paper')];
      const issued = (byte: number) => ({ paperId, stream, shown: {}, codes: [], files: [file(byte)] });
      await commit(store, { papers: [issued(1)] });
      const again = { streams: [{ stream, expectedSeq: 0, events: [said('again')] }], papers: [issued(2)] };
      expect(await outcome(store, again)).toBe('paper-exists');
      expect(await store.streamHead(stream)).toBe(0);
      expect([...((await store.readPaperFile(paperId, 'pdf')) ?? [])]).toEqual([1]);
    });

    test('of a refused unit is not there', async () => {
      const store = storeOf();
      const [stream, paperId] = [newStream(), newId('paper')];
      const unit = {
        streams: [{ stream, expectedSeq: 7, events: [said('late')] }],
        papers: [{ paperId, stream, shown: {}, codes: ['LATE'], files: [file(1)] }],
      };
      expect(await outcome(store, unit)).toBe('conflict');
      expect(await store.readPaper(paperId)).toBeNull();
      expect(await store.readPapersByCode('LATE')).toEqual([]);
    });

    test('of two with one code the last issued comes first, and both outlive a restart', async () => {
      const [stream, first, second] = [newStream(), newId('paper'), newId('paper')];
      const issued = (paperId: typeof first) => ({ paperId, stream, shown: {}, codes: ['SAME'], files: [file(9)] });
      await reopened(
        async (store) => {
          await commit(store, { papers: [issued(first)] });
          await commit(store, { papers: [issued(second)] });
        },
        async (store) => {
          expect((await store.readPapersByCode('SAME')).map(({ paperId }) => paperId)).toEqual([second, first]);
          expect([...((await store.readPaperFile(first, 'pdf')) ?? [])]).toEqual([9]);
        },
      );
    });
  });
}
