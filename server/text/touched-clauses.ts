/** Who touched which words last, and how do the writers hear of it? All of it on joining, then what is new, a few times a second at most. */
import type { ClauseId, PersonId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import { encodeDown, type Touched } from '../../shared/protocol/text-wire.ts';
import type { LastTouch } from '../engine/ports.ts';

type ByPlace = Map<ClauseId, Map<Lang | null, LastTouch>>;

export class TouchedClauses {
  private readonly last: ByPlace = new Map();
  private news: ByPlace = new Map();
  /** Names by person; one is asked for once. */
  private readonly names = new Map<PersonId, string>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    touches: readonly LastTouch[],
    private readonly nameOf: (personId: PersonId) => Promise<string>,
  ) {
    for (const touch of touches) put(this.last, touch);
  }

  note(touches: readonly LastTouch[]): void {
    for (const touch of touches) {
      put(this.last, touch);
      put(this.news, touch);
    }
  }

  /** The sequence of the last update that touched the clause; 0: none did. */
  touchedAt(clauseId: ClauseId): number {
    return Math.max(0, ...[...(this.last.get(clauseId)?.values() ?? [])].map(({ seq }) => seq));
  }

  /** The frame for somebody who joins; `null`: nothing was touched since the text began. */
  all(): Promise<Uint8Array | null> {
    return this.frameOf(this.last);
  }

  /** The frame of what is new since the last one; `null`: nothing is. */
  takeNews(): Promise<Uint8Array | null> {
    const news = this.news;
    this.news = new Map();
    return this.frameOf(news);
  }

  /** One behind the other: names take time, and what was touched earlier must not be told after what was touched later. */
  private frameOf(places: ByPlace): Promise<Uint8Array | null> {
    const touches = [...places.values()].flatMap((langs) => [...langs.values()]);
    const frame = this.turn.then(() => (touches.length === 0 ? null : this.encode(touches)));
    this.turn = frame.catch(() => undefined);
    return frame;
  }

  private async encode(touches: readonly LastTouch[]): Promise<Uint8Array> {
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

function put(places: ByPlace, touch: LastTouch): void {
  const langs = places.get(touch.clauseId);
  if (langs === undefined) places.set(touch.clauseId, new Map([[touch.lang, touch]]));
  else langs.set(touch.lang, touch);
}
