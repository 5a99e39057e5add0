/** What does the engine rely on in every bus? One suite, run on each implementation. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Bus, BusMessage } from '../../server/engine/ports.ts';
import { newStream } from './store-world.ts';

export function busContract(name: string, open: () => Promise<Bus>): void {
  describe(name, () => {
    const stream = newStream();
    let bus: Bus;
    beforeEach(async () => {
      bus = await open();
    });
    afterEach(() => bus.close());

    /** The next messages, so many. */
    function next(count: number): Promise<BusMessage[]> {
      const heard: BusMessage[] = [];
      return new Promise((resolve) => {
        const stop = bus.subscribe((message) => {
          heard.push(message);
          if (heard.length < count) return;
          stop();
          resolve(heard);
        });
      });
    }
    const at = (seq: number): BusMessage => ({ topic: 'stream', stream, seq });

    test('tells every listener every message, the own ones included, in order', async () => {
      const both = [next(3), next(3)];
      for (const seq of [1, 2, 3]) bus.publish(at(seq));
      expect(await Promise.all(both)).toEqual([
        [at(1), at(2), at(3)],
        [at(1), at(2), at(3)],
      ]);
    });

    test('never calls a listener in the middle of publishing', async () => {
      const heard = next(1);
      let called = false;
      bus.subscribe(() => (called = true));
      bus.publish(at(1));
      expect(called).toBe(false);
      await heard;
      expect(called).toBe(true);
    });

    test('stops calling one who stopped, and goes on calling the same function subscribed twice', async () => {
      let calls = 0;
      const count = (): void => {
        calls++;
      };
      const stop = bus.subscribe(count);
      bus.subscribe(count);
      stop();
      stop();
      const heard = next(1);
      bus.publish(at(1));
      await heard;
      expect(calls).toBe(1);
    });

    test('closed, says nothing more', async () => {
      let calls = 0;
      bus.subscribe(() => calls++);
      await bus.close();
      bus.publish(at(1));
      await new Promise((resolve) => setImmediate(resolve));
      expect(calls).toBe(0);
    });
  });
}
