/** A connection without a network: the test answers what is asked, sends frames, and cuts the line. */
import type { Connection, ConnectionListener } from '../../../client/live/connection.ts';
import type { Answers, Down, DownName, Up, UpName } from '../../../shared/protocol/messages.ts';

export interface Asked<Name extends UpName = UpName> {
  readonly name: Name;
  readonly message: Up[Name];
  readonly answer: (answer: Answers[Name]) => void;
  /** No answer came in time. */
  readonly fail: () => void;
}

export class FakeConnection implements Connection {
  readonly asked: Asked[] = [];
  retries = 0;
  isClosed = false;
  #listener: ConnectionListener | undefined;

  open(listener: ConnectionListener): void {
    this.#listener = listener;
  }

  ask<Name extends UpName>(name: Name, message: Up[Name]): Promise<Answers[Name]> {
    return new Promise((resolve, reject) => {
      const asked = { name, message, answer: resolve, fail: () => reject(new Error('no answer')) };
      this.asked.push(asked as unknown as Asked);
    });
  }

  retryNow(): void {
    this.retries += 1;
  }

  close(): void {
    this.isClosed = true;
  }

  connect(): void {
    this.#listener?.opened();
  }

  lose(): void {
    this.#listener?.lost();
    for (const asked of this.asked.splice(0)) asked.fail();
  }

  refuse(code: string): void {
    this.#listener?.refused({ ok: false, code });
  }

  send<Name extends DownName>(name: Name, frame: Down[Name]): void {
    this.#listener?.received(name, frame);
  }

  /** The oldest ask of this name that waits for an answer. */
  next<Name extends UpName>(name: Name): Asked<Name> {
    const at = this.asked.findIndex((asked) => asked.name === name);
    if (at < 0) throw new Error(`nobody asked ${name}; asked: ${this.asked.map((asked) => asked.name).join(', ')}`);
    return this.asked.splice(at, 1)[0] as unknown as Asked<Name>;
  }

  has(name: UpName): boolean {
    return this.asked.some((asked) => asked.name === name);
  }
}

/** All promises that can settle have settled. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
