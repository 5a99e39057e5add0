/** What may be asked of a sitting, votes and texts apart? */
import * as z from 'zod';
import { agendaItemIdSchema, localizedSchema, personIdSchema, seatIdSchema } from '../lib/schemas.ts';
import { roles, seatRights } from '../people/capacity.ts';
import { speakerMinutesMost, speakersMost, weightMost } from './sitting.ts';

const weightSchema = z.int().min(1).max(weightMost);
const groupIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);

export const sittingCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sitting.open-lobby') }),
  z.strictObject({ type: z.literal('sitting.open') }),
  /** Without the quorum that its rule asks for: nothing is voted on until it is there. */
  z.strictObject({ type: z.literal('sitting.open-for-consultation') }),
  /** `minutes`: how long the break is meant to be. */
  z.strictObject({ type: z.literal('sitting.pause'), minutes: z.int().min(1).max(1440).nullable() }),
  z.strictObject({ type: z.literal('sitting.resume') }),
  z.strictObject({ type: z.literal('sitting.close') }),
  /** The item under way, if any, is done with it. */
  z.strictObject({ type: z.literal('sitting.start-item'), itemId: agendaItemIdSchema }),
  z.strictObject({ type: z.literal('sitting.finish-item'), itemId: agendaItemIdSchema }),
  /** Who reports on it, in their order; none: nobody does. */
  z.strictObject({
    type: z.literal('sitting.set-speakers'),
    itemId: agendaItemIdSchema,
    speakers: z
      .array(z.strictObject({ personId: personIdSchema, minutes: z.int().min(1).max(speakerMinutesMost) }))
      .max(speakersMost),
  }),
  z.strictObject({ type: z.literal('sitting.give-role'), personId: personIdSchema, role: z.enum(roles) }),
  z.strictObject({ type: z.literal('sitting.take-role'), personId: personIdSchema, role: z.enum(roles) }),
  z.strictObject({
    type: z.literal('sitting.give-seat'),
    personId: personIdSchema,
    right: z.enum(seatRights),
    weight: weightSchema,
  }),
  /** From the next vote on its ballot counts as so many. */
  z.strictObject({ type: z.literal('sitting.weigh-seat'), seatId: seatIdSchema, weight: weightSchema }),
  z.strictObject({ type: z.literal('sitting.take-seat'), seatId: seatIdSchema }),
  /** A group of seats; named again, it has another name. */
  z.strictObject({ type: z.literal('sitting.name-group'), groupId: groupIdSchema, name: localizedSchema }),
  /** `null`: in no group. */
  z.strictObject({ type: z.literal('sitting.put-in-group'), seatId: seatIdSchema, groupId: groupIdSchema.nullable() }),
  /** In the votes under this item the seat takes no part; with `takesPart` it does again. By its holder, or by who runs the sitting. */
  z.strictObject({
    type: z.literal('sitting.recuse'),
    seatId: seatIdSchema,
    itemId: agendaItemIdSchema,
    takesPart: z.boolean(),
  }),
  /** Who is away entrusts the vote of a seat to another: by the seat's holder, or registered by the secretary. */
  z.strictObject({ type: z.literal('sitting.give-proxy'), seatId: seatIdSchema, to: seatIdSchema }),
  /** Taken back by its holder, given back by whom it was entrusted to, or ended by the secretary. */
  z.strictObject({ type: z.literal('sitting.end-proxy'), seatId: seatIdSchema }),
  /** *I am here*, or *I leave*. */
  z.strictObject({ type: z.literal('sitting.declare-presence'), where: z.enum(['hall', 'remote', 'absent']) }),
  /** By who keeps the presence list, for somebody else. */
  z.strictObject({
    type: z.literal('sitting.mark-presence'),
    personId: personIdSchema,
    where: z.enum(['hall', 'remote', 'absent']),
  }),
]);

export type SittingCommand = z.infer<typeof sittingCommandSchema>;
