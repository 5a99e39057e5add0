/** Are the writers told in order who touched what, though names take time to be found? */
import { expect, test } from 'vitest';
import type { LastTouch } from '../../server/engine/ports.ts';
import { TouchedClauses } from '../../server/text/touched-clauses.ts';
import { parseDown } from '../../shared/protocol/text-wire.ts';
import { clauseNumbered, personIds } from './text-world.ts';

const touch = (seq: number, by: LastTouch['by']): LastTouch => {
  return { clauseId: clauseNumbered(2), lang: 'ru', seq, at: seq, by };
};

test('[TEXT-18] what was touched later is told later, whoever joins while a name is looked for', async () => {
  let found: (name: string) => void = () => undefined;
  const touched = new TouchedClauses([touch(1, personIds.chen)], () => new Promise((resolve) => (found = resolve)));
  const told: number[] = [];
  const tell = async (frame: Promise<Uint8Array | null>): Promise<void> => {
    const message = parseDown((await frame)!);
    if (message.ok && message.value.type === 'touched') told.push(message.value.touched[0]!.textSeq);
  };
  const joining = tell(touched.all());
  touched.note([touch(2, 'server')]);
  const news = tell(touched.takeNews());
  await Promise.resolve().then(() => found('Чэнь'));
  await Promise.all([joining, news]);
  expect(told).toEqual([1, 2]);
});
