/** How does a page that knows only the sitting's id come to its assembly? It asks for the forum, and says so when there is none. */
import type { ForumId, SittingId } from '../../shared/lib/ids.ts';
import type { Refusal } from '../../shared/lib/result.ts';
import type { SittingAnswer } from '../../shared/protocol/http.ts';
import { Assembly } from './assembly.svelte.ts';
import { askServer, isLineFault } from './http-request.ts';
import type { SeenSitting } from './kept-seen.ts';
import { seenHere } from './seen-here.ts';

export type DoorState =
  | { readonly is: 'opening' }
  /** `retry`: the line's fault, so asking again is right. */
  | { readonly is: 'refused'; readonly refusal: Refusal; readonly retry: boolean }
  | { readonly is: 'open'; readonly assembly: Assembly };

export class SittingDoor {
  readonly #sittingId: SittingId;
  readonly #texts: boolean;
  #state = $state.raw<DoorState>({ is: 'opening' });
  #closed = false;

  /** `texts`: follow the texts as readers do. Opens at once. */
  constructor(sittingId: SittingId, texts: boolean) {
    this.#sittingId = sittingId;
    this.#texts = texts;
    void this.open();
  }

  /** As it stands; what stops an open assembly for good is a refusal too. */
  get state(): DoorState {
    const state = this.#state;
    if (state.is !== 'open' || state.assembly.stopped === null) return state;
    return { is: 'refused', refusal: state.assembly.stopped, retry: false };
  }

  async open(): Promise<void> {
    this.#state = { is: 'opening' };
    // What was seen here last is shown at once; the server says by the line whether it may be, and what has become of it.
    const seen = await seenHere(this.#sittingId);
    if (this.#closed) return;
    if (seen !== null) {
      this.#show(seen.forumId, seen);
      return;
    }
    const answer = await askServer<SittingAnswer, Refusal>(`/api/sittings/${this.#sittingId}`);
    if (this.#closed) return;
    if (!answer.ok) {
      this.#state = { is: 'refused', refusal: answer, retry: isLineFault(answer.code) };
      return;
    }
    this.#show(answer.value.forumId, null);
  }

  #show(forumId: ForumId, seen: SeenSitting | null): void {
    const assembly = new Assembly({ forumId, sittingId: this.#sittingId, texts: this.#texts, seen });
    this.#state = { is: 'open', assembly };
  }

  close(): void {
    this.#closed = true;
    if (this.#state.is === 'open') this.#state.assembly.close();
  }
}
