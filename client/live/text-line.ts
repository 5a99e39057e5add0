/** How does one doc reach the server? The library's provider with our own messages, and nothing sent by itself. */
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { openTextDoc } from '../../shared/draft/clause-text.ts';
import {
  encodeUp,
  parseDown,
  textMessage,
  type TextMessageDown,
  type TextMessageUp,
} from '../../shared/protocol/text-wire.ts';
import type { TextConnectionOptions } from './text-connection.ts';

export interface TextLineListener {
  /** Something was written into the doc here. */
  wrote(line: TextLine, update: Uint8Array): void;
  heard(line: TextLine, message: TextMessageDown): void;
  opened(line: TextLine): void;
  cut(line: TextLine, isConnecting: boolean): void;
  /** The server said no for good. */
  ended(line: TextLine, code: number): void;
}

/** Updates of this origin were read from the device. */
export const fromDevice = 'from-device';

/** A doc with its way to the server. */
export class TextLine {
  readonly doc: Y.Doc = openTextDoc();
  readonly #provider: WebsocketProvider;
  readonly #awareness: Awareness;
  readonly #onUpdate: (update: Uint8Array, origin: unknown) => void;

  constructor(options: TextConnectionOptions, listener: TextLineListener) {
    // Presence goes by our own messages; the library's awareness stays empty and silent.
    this.#awareness = new Awareness(this.doc);
    this.#awareness.setLocalState(null);
    const { origin, textId, version, layout, personId = null, WebSocket } = options;
    const provider = new WebsocketProvider(`${origin}/text`, textId, this.doc, {
      connect: false,
      awareness: this.#awareness,
      disableBc: true,
      params: {
        client: String(version),
        layout: String(layout),
        ...(personId === null ? {} : { person: personId }),
      },
      ...(WebSocket === undefined ? {} : { WebSocketPolyfill: WebSocket }),
    });
    this.#provider = provider;
    // The library would send each change by itself; here they are gathered, kept and counted.
    this.doc.off('update', provider._updateHandler);
    this.#onUpdate = (update, origin) => {
      if (origin !== provider && origin !== fromDevice) listener.wrote(this, update);
    };
    this.doc.on('update', this.#onUpdate);
    const hear = (_encoder: unknown, decoder: { arr: Uint8Array }): void => {
      const message = parseDown(decoder.arr);
      if (message.ok) listener.heard(this, message.value);
    };
    for (const type of Object.values(textMessage)) provider.messageHandlers[type] = hear;
    provider.on('status', ({ status }: { status: string }) => {
      if (status === 'connected') listener.opened(this);
      else listener.cut(this, status === 'connecting');
    });
    provider.on('closed', ({ code }: { code: number }) => listener.ended(this, code));
  }

  /**
   * The whole text comes into the doc, from the server or the device. Nobody is told of it as an update: it would be written out once more,
   * all of it, for nobody.
   */
  fill(take: () => void): void {
    this.doc.off('update', this.#onUpdate);
    try {
      take();
    } finally {
      this.doc.on('update', this.#onUpdate);
    }
  }

  /** What the server has sent comes into the doc by this origin. */
  get origin(): object {
    return this.#provider;
  }

  connect(): void {
    this.#provider.connect();
  }

  disconnect(): void {
    this.#provider.disconnect();
  }

  /** The library tries again by itself what was not synced. */
  markSynced(): void {
    this.#provider.synced = true;
  }

  /** `false`: there is no line. */
  send(message: TextMessageUp): boolean {
    const socket = this.#provider.ws;
    if (socket === null || !this.#provider.wsconnected || socket.readyState !== 1) return false;
    socket.send(encodeUp(message));
    return true;
  }

  /** Ends the line; what is written into the doc is still heard. */
  hangUp(): void {
    this.#provider.destroy();
  }

  /** Nothing is heard of the doc any more. The doc itself stays. */
  unhook(): void {
    this.doc.off('update', this.#onUpdate);
    this.#awareness.destroy();
  }

  close(): void {
    this.unhook();
    this.hangUp();
  }
}
