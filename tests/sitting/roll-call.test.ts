/** Do the answers to a roll call become the list of who is here? */
import { expect, test } from 'vitest';
import { quorumOf } from '../../shared/sitting/quorum.ts';
import { nextStep, rollCall } from '../../shared/sitting/next-step.ts';
import type { PollId } from '../../shared/lib/ids.ts';
import { people, RuleWorld, type Name } from '../rule-world.ts';

function called(): { readonly world: RuleWorld; readonly pollId: PollId } {
  const world = new RuleWorld();
  world.do('amina', { type: 'sitting.open-lobby' });
  world.do('dara', { type: 'sitting.declare-presence', where: 'remote' });
  world.do('amina', rollCall);
  return { world, pollId: Object.values(world.sitting.poll.polls).at(-1)!.pollId };
}

function close({ world, pollId }: ReturnType<typeof called>, answered: readonly Name[]): void {
  const sealed = world.sealedWith(answered.map((name) => ({ seatId: world.seatOf(name), choice: 'here' })));
  world.do('amina', { type: 'poll.close', pollId }, { sealed });
}

test('[ROLL-1] who answered is here, by their own word, and counts towards the quorum', () => {
  const call = called();
  const { sitting } = call.world.sitting;
  expect(quorumOf(sitting).reached).toBe(false);
  expect(nextStep({ sitting, poll: call.world.sitting.poll, draft: null, clauses: [] }).deed).toBe('close-vote');
  close(call, ['chen', 'jana']);
  const { present } = call.world.sitting.sitting;
  expect(present[people.chen]).toMatchObject({ where: 'hall', by: 'self' });
  expect(present[people.jana]).toMatchObject({ where: 'hall', by: 'self' });
  expect(quorumOf(call.world.sitting.sitting)).toMatchObject({ present: 2, reached: true });
});

test('[ROLL-2] who did not answer keeps what they had; who had said where they are stays there', () => {
  const silent = called();
  close(silent, []);
  expect(silent.world.sitting.sitting.present).toEqual({ [people.dara]: expect.objectContaining({ where: 'remote' }) });
  const answered = called();
  close(answered, ['dara']);
  expect(answered.world.sitting.sitting.present[people.dara]).toMatchObject({ where: 'remote' });
  expect(answered.world.sitting.sitting.present[people.chen]).toBeUndefined();
});
