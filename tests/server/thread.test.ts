/** Does the thin thread hold by raw messages: presence, freeze, vote, result, adoption, paper? */
import { afterEach, expect, test } from 'vitest';
import type { ClauseId } from '../../shared/lib/ids.ts';
import { newRequestId, openWorld, type World } from './world.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';

let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

test.each(['memory', 'sqlite'] as const)(
  '[POLL-1] [DRAFT-1] one sitting goes from presence to an adopted clause, on the %s store',
  async (store) => {
    const here = await openWorld({ store });
    world = here;
    const { sittingId, draftId } = here;
    const amina = await world.open('amina');
    const voters = await Promise.all((['chen', 'dara', 'eli'] as const).map((name) => here.open(name)));
    const text = await amina.wait('text', (frame) => frame.frame === 'whole');
    if (text.frame !== 'whole') throw new Error('whole was waited for');
    const clauseId = text.clauses[0]?.id as ClauseId;

    for (const voter of voters) {
      expect(await voter.command(sittingId, { type: 'sitting.declare-presence', where: 'hall' })).toMatchObject({
        ok: true,
      });
    }
    expect(await amina.command(sittingId, { type: 'draft.freeze-clause', draftId, clauseId })).toMatchObject({
      ok: true,
    });
    expect(await amina.command(sittingId, clauseVote(draftId, clauseId, 60))).toMatchObject({
      ok: true,
    });
    const opened = await amina.wait('events', (frame) =>
      frame.events.some(({ event }) => event.type === 'poll.opened'),
    );
    const event = opened.events.find((one) => one.event.type === 'poll.opened')?.event;
    if (event?.type !== 'poll.opened') throw new Error('poll.opened was waited for');
    const { pollId, paperHash } = event;

    const choices = ['yes', 'yes', 'no'] as const;
    for (const [place, voter] of voters.entries()) {
      const answer = { kind: 'decision', choice: choices[place] };
      const ballot = { requestId: newRequestId(), pollId, answer, paperHash };
      expect(await voter.ask('ballot', { sittingId, ballot })).toMatchObject({
        ok: true,
        value: { answer, revision: 1 },
      });
    }
    expect(await amina.command(sittingId, { type: 'poll.close', pollId })).toMatchObject({
      ok: true,
    });
    const closed = await amina.wait('events', (frame) => frame.events.some((one) => one.event.type === 'poll.closed'));
    const result = closed.events.map((one) => one.event).find((one) => one.type === 'poll.closed')?.result;
    expect(result).toMatchObject({
      kind: 'decision',
      decision: { outcome: 'carried', needed: 2 },
      sheet: { whole: { yes: 2, no: 1, abstain: 0, invalid: 0, present: 3, entitled: 3 } },
      cast: 3,
    });
    expect(closed.events.map((one) => one.event.type)).toContain('draft.clause-adopted');

    const cookie = await world.cookieOf('bo');
    const paper = await fetch(`${world.origin}/api/sittings/${sittingId}/drafts/${draftId}/resolution.docx?lang=ru`, {
      headers: { cookie },
    });
    expect(paper.status).toBe(200);
    expect((await paper.arrayBuffer()).byteLength).toBeGreaterThan(5000);
    expect(world.faults).toEqual([]);
  },
);
