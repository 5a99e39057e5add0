/** Who touched which words last, and how do the writers hear of it? All of it on joining, then what is new, a few times a second at most. */
import type { ClauseId, PersonId } from '../../shared/lib/ids.ts';
import { encodeDown, type Touched } from '../../shared/protocol/text-wire.ts';
import type { LastTouch } from '../engine/ports.ts';

export class TouchedClauses {
  private readonly last = new Map<string, LastTouch>();
  private news = new Map<string, LastTouch>();
  /** Names by person; one is asked for once. */
  private readonly names = new Map<PersonId, string>();

  constructor(
    touches: readonly LastTouch[],
    private readonly nameOf: (personId: PersonId) => Promise<string>,
  ) {
    for (const touch of touches) this.last.set(placeOf(touch), touch);
  }

  note(touches: readonly LastTouch[]): void {
    for (const touch of touches) {
      const place = placeOf(touch);
      this.last.set(place, touch);
      this.news.set(place, touch);
    }
  }

  /** The sequence of the last update that touched the clause; 0: none did. */
  touchedAt(clauseId: ClauseId): number {
    let seq = 0;
    for (const touch of this.last.values()) if (touch.clauseId === clauseId) seq = Math.max(seq, touch.seq);
    return seq;
  }

  /** The frame for somebody who joins. */
  async all(): Promise<Uint8Array | null> {
    return this.frameOf([...this.last.values()]);
  }

  /** The frame of what is new since the last one; `null`: nothing is. */
  async takeNews(): Promise<Uint8Array | null> {
    const news = this.news;
    this.news = new Map();
    return this.frameOf([...news.values()]);
  }

  private async frameOf(touches: readonly LastTouch[]): Promise<Uint8Array | null> {
    if (touches.length === 0) return null;
    for (const by of new Set(touches.map((touch) => touch.by))) {
      if (by !== 'server' && !this.names.has(by)) this.names.set(by, await this.nameOf(by));
    }
    const touched = touches.map(({ clauseId, lang, at, seq, by }): Touched => {
      const name = by === 'server' ? '' : (this.names.get(by) ?? '');
      return { clauseId, lang, at, textSeq: seq, personId: by, name };
    });
    return encodeDown({ type: 'touched', touched });
  }
}

function placeOf({ clauseId, lang }: LastTouch): string {
  return `${clauseId} ${lang ?? ''}`;
}
