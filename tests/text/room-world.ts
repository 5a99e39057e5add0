/** Where do tests meet a text's room without sockets? One room over a store, and members who keep what they are told. */
import { openMemoryBus } from '../../server/bus/memory.ts';
import { systemClock } from '../../server/clock.ts';
import type { Store } from '../../server/engine/ports.ts';
import { TextRoom, type Member } from '../../server/text/text-room.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import { parseDown, type TextMessageDown } from '../../shared/protocol/text-wire.ts';
import { textId } from './text-world.ts';

export async function openRoom(store: Store): Promise<TextRoom> {
  const room = await TextRoom.open(
    {
      store,
      bus: openMemoryBus(),
      clock: systemClock(),
      held: new Set(),
      isHeldWhole: () => false,
      nameOf: () => Promise.resolve('Дара'),
      onChange: () => undefined,
      onGone: () => undefined,
      onFault: (error) => {
        throw error;
      },
    },
    textId,
  );
  if (room === null) throw new Error('no text');
  return room;
}

/** `heard` is called with every message that is no update of the text: those are many, and nobody here reads them. */
export function openMember(
  personId: PersonId,
  clientIds: readonly number[],
  heard: (message: TextMessageDown) => void,
): Member & { readonly settledFrames: Set<number> } {
  const settledFrames = new Set<number>();
  return {
    personId,
    name: 'Дара',
    mayWrite: true,
    notIn: new Set(),
    clientIds: new Set(clientIds),
    settledFrames,
    send(frame) {
      // Message 0 is the text itself.
      if (frame[0] === 0) return;
      const message = parseDown(frame);
      if (message.ok) heard(message.value);
    },
    close: (code) => {
      throw new Error(`closed with ${code}`);
    },
    settled: (frame) => void settledFrames.add(frame),
    acknowledge: () => undefined,
    isFlushed: () => true,
    forgetFlushed: () => undefined,
  };
}
