/** May a deed be announced, taken back, skipped to, and what ends an announcement? */
import { describe, expect, test } from 'vitest';
import { announcedMs } from '../../shared/announcement/announcement.ts';
import type { AnnouncedDeed } from '../../shared/announcement/announcement-commands.ts';
import { isTooLate } from '../../shared/announcement/announcement-rules.ts';
import type { AnnouncementId } from '../../shared/lib/ids.ts';
import { audiences } from '../../shared/people/audience.ts';
import { viewSittingStream } from '../../shared/protocol/features.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';
import { clauses, draftId, frozenWorld, idNumber, names, openedWorld, people, type RuleWorld } from '../rule-world.ts';

const freezing: AnnouncedDeed = { type: 'draft.freeze-clause', draftId, clauseId: clauses[0]! };
const putting = clauseVote(draftId, clauses[0]!, 60);

function announced(world: RuleWorld, deed: AnnouncedDeed = freezing): AnnouncementId {
  world.do('amina', { type: 'announcement.announce', deed });
  const { pending } = world.sitting.announcement;
  if (pending === null) throw new Error('nothing is announced');
  return pending.announcementId;
}

const codeOf = (decided: { readonly ok: boolean; readonly code?: string }): string => decided.code ?? 'ok';

describe('an announcement', () => {
  test('[ANN-1] names the deed, its clause, its moment five seconds on, and in whose name', () => {
    const world = openedWorld();
    const decided = world.decide('amina', { type: 'announcement.announce', deed: freezing });
    expect(decided).toMatchObject({
      ok: true,
      value: [{ type: 'announcement.made', deed: freezing, clause: { number: '1' }, by: people.amina }],
    });
    const at = world.now + announcedMs;
    announced(world);
    expect(world.sitting.announcement.pending?.at).toBe(at);
    expect(world.sitting.draft.drafts[draftId]?.clauses).toEqual({});
  });

  test('[ANN-1] is made by who runs the sitting alone, for others as for what is not there', () => {
    const world = openedWorld();
    const unknown = { type: 'announcement.cancel', announcementId: idNumber('announcement', 7) } as const;
    for (const name of names) {
      const may = name === 'gani' || name === 'amina';
      expect(codeOf(world.decide(name, { type: 'announcement.announce', deed: freezing })), name).toBe(
        may ? 'ok' : 'not-permitted',
      );
      expect(codeOf(world.decide(name, unknown)), name).toBe(may ? 'announcement-over' : 'not-permitted');
    }
  });

  test('[ANN-2] what would be refused is refused at once, for the same reason', () => {
    const world = openedWorld();
    const announce = (deed: AnnouncedDeed) => codeOf(world.decide('amina', { type: 'announcement.announce', deed }));
    expect(announce(putting)).toBe('clause-not-frozen');
    expect(announce({ type: 'poll.close', pollId: idNumber('poll', 7) })).toBe('poll-unknown');
    expect(announce({ ...freezing, draftId: idNumber('draft', 7) })).toBe('draft-unknown');
    world.do('amina', freezing);
    expect(announce(freezing)).toBe('clause-not-open');
    expect(announce(putting)).toBe('ok');
  });

  test('[ANN-2] one thing is announced at a time', () => {
    const world = frozenWorld();
    announced(world, putting);
    const other = { ...freezing, clauseId: clauses[1]! };
    expect(codeOf(world.decide('gani', { type: 'announcement.announce', deed: other }))).toBe('already-announced');
  });

  test('[ANN-3] is taken back before zero by whoever runs the sitting, and leaves only its line', () => {
    const world = openedWorld();
    const announcementId = announced(world);
    expect(world.do('gani', { type: 'announcement.cancel', announcementId })).toEqual([
      { type: 'announcement.cancelled', announcementId },
    ]);
    expect(world.sitting.announcement).toEqual({ pending: null, failed: null });
    expect(codeOf(world.decide('amina', { type: 'announcement.cancel', announcementId }))).toBe('announcement-over');
    expect(codeOf(world.decide('amina', { type: 'announcement.now', announcementId }))).toBe('announcement-over');
  });

  test('[ANN-3] a person skips the wait, the deadline keeps it', () => {
    const world = openedWorld();
    const announcementId = announced(world);
    expect(codeOf(world.decide('server', { type: 'announcement.now', announcementId }))).toBe('announcement-not-due');
    expect(codeOf(world.decide('gani', { type: 'announcement.now', announcementId }))).toBe('ok');
    world.now += announcedMs;
    expect(codeOf(world.decide('server', { type: 'announcement.now', announcementId }))).toBe('ok');
  });

  test('[ANN-4] what is done otherwise meanwhile is announced no more, and what is something else stays announced', () => {
    const world = frozenWorld();
    const announcementId = announced(world, putting);
    world.do('amina', { type: 'draft.freeze-clause', draftId, clauseId: clauses[1]! });
    expect(world.sitting.announcement.pending?.announcementId).toBe(announcementId);
    // For another length of time, and the same all the same.
    const events = world.do('gani', clauseVote(draftId, clauses[0]!, 120));
    expect(events.at(-1)).toEqual({ type: 'announcement.done', announcementId });
    expect(world.sitting.announcement.pending).toBeNull();
  });

  test('[ANN-4] what fails at zero says why until something else is announced', () => {
    const world = openedWorld();
    const announcementId = announced(world);
    world.happen({ type: 'announcement.failed', announcementId, code: 'clause-empty' });
    const failed = { announcementId, deed: freezing, code: 'clause-empty', at: world.now };
    expect(world.sitting.announcement).toEqual({ pending: null, failed });
    announced(world, { ...freezing, clauseId: clauses[1]! });
    expect(world.sitting.announcement.failed).toBeNull();
  });

  test('[ANN-5] a moment missed by more than a minute is not made up for', () => {
    expect(isTooLate(1_000, 1_000 + 60_000)).toBe(false);
    expect(isTooLate(1_000, 1_001 + 60_000)).toBe(true);
  });

  test('[ANN-6] the sitting neither pauses nor closes over it', () => {
    const world = openedWorld();
    const announcementId = announced(world);
    const closing = () => [
      codeOf(world.decide('amina', { type: 'sitting.pause', minutes: null })),
      codeOf(world.decide('amina', { type: 'sitting.close' })),
    ];
    expect(closing()).toEqual(['something-announced', 'something-announced']);
    world.do('amina', { type: 'announcement.cancel', announcementId });
    expect(closing()).toEqual(['ok', 'ok']);
  });

  test.each(audiences)('[ANN-7] a %s is told of it as it is made', (audience) => {
    const world = openedWorld();
    const before = world.sitting;
    announced(world);
    const recorded = world.sittingEvents.at(-1)!;
    expect(viewSittingStream(recorded, before, world.sitting, audience)).toEqual([recorded.event]);
  });
});
