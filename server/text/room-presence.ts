/** Who is here in a text, and with a caret where? Told to everybody together, twenty times a second at most. */
import { encodeDown, type Caret, type Present } from '../../shared/protocol/text-wire.ts';
import type { Clock } from '../engine/ports.ts';
import type { Member } from './text-room.ts';

const gatherMs = 50;

export class RoomPresence {
  private readonly present = new Map<number, Present>();
  /** `null`: gone. */
  private readonly news = new Map<number, Present | null>();
  private timer: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly broadcast: (frame: Uint8Array) => void,
  ) {}

  /** A member's page is here, with or without a caret; the name is the server's. */
  here(member: Member, clientId: number, caret: Caret | null): void {
    if (!member.clientIds.has(clientId)) return;
    this.note(clientId, { clientId, personId: member.personId, name: member.name, caret });
  }

  left(member: Member): void {
    for (const clientId of member.clientIds) if (this.present.has(clientId)) this.note(clientId, null);
  }

  /** Everybody who is here, for one who just came. */
  all(): Uint8Array {
    return encodeDown({ type: 'presence', here: [...this.present.values()], gone: [] });
  }

  private note(clientId: number, present: Present | null): void {
    if (present === null) this.present.delete(clientId);
    else this.present.set(clientId, present);
    this.news.set(clientId, present);
    this.timer ??= this.clock.at(this.clock.now() + gatherMs, () => {
      this.timer = null;
      const here: Present[] = [];
      const gone: number[] = [];
      for (const [id, news] of this.news) {
        if (news === null) gone.push(id);
        else here.push(news);
      }
      this.news.clear();
      this.broadcast(encodeDown({ type: 'presence', here, gone }));
    });
  }

  close(): void {
    this.timer?.();
  }
}
