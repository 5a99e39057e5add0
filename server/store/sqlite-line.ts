/** How does the server's thread talk to a thread of the store? One message a turn of the event loop, each way. */
import { setImmediate } from 'node:timers';
import { Worker } from 'node:worker_threads';
import type { Numbered, StoreWorkerData, WorkerMessage } from './sqlite-messages.ts';
import { OpenError } from './sqlite-open-error.ts';

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Unsent<Question> {
  readonly question: Numbered<Question>;
  readonly transfer: readonly ArrayBuffer[];
}

export class WorkerLine<Question extends { readonly ask: string }> {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #unsent: Unsent<Question>[] = [];
  #failure: Error | null = null;
  #onFailure: (error: Error) => void = () => undefined;

  /** Resolves when the thread is ready; rejects with an `OpenError`. */
  static async open<Question extends { readonly ask: string }>(
    file: string | URL,
    data: StoreWorkerData,
    onFailure: (error: Error) => void,
  ): Promise<WorkerLine<Question>> {
    const worker = new Worker(file, { workerData: data, name: `ortaq-store-${data.role}` });
    const line = new WorkerLine<Question>(worker);
    await new Promise<void>((resolve, reject) => {
      worker.once('message', (message: WorkerMessage) => {
        if (message.say === 'cannot-open') reject(new OpenError(message.reason, message.message));
        else resolve();
      });
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread of the store ended before it was open')));
    });
    line.#onFailure = onFailure;
    return line;
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: WorkerMessage) => this.#receive(message));
    worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.#fail(new Error('the thread of the store ended')));
  }

  /** The thread is gone: nothing can be asked any more. */
  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  /** `transfer`: buffers that nobody else holds; they are moved, not copied. */
  ask(question: Question, transfer: readonly ArrayBuffer[] = []): Promise<unknown> {
    if (this.#failure) return Promise.reject(this.#failure);
    const id = this.#nextId++;
    if (this.#unsent.length === 0) setImmediate(() => this.#send());
    this.#unsent.push({ question: { ...question, id }, transfer });
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  /** Asks to close, after everything asked before, and waits for the thread's end. */
  async close(question: Question): Promise<void> {
    if (this.#failure) return;
    const ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.#onFailure = () => undefined;
    await this.ask(question);
    await ended;
  }

  #send(): void {
    const unsent = this.#unsent;
    this.#unsent = [];
    if (this.#failure) return;
    try {
      this.#post(unsent);
    } catch {
      // One of them cannot cross to another thread; the others are not to suffer for it.
      for (const one of unsent) {
        try {
          this.#post([one]);
        } catch (error) {
          this.#pending.get(one.question.id)?.reject(error instanceof Error ? error : new Error(String(error)));
          this.#pending.delete(one.question.id);
        }
      }
    }
  }

  #post(unsent: readonly Unsent<Question>[]): void {
    const questions = unsent.map(({ question }) => question);
    this.#worker.postMessage(
      { questions },
      unsent.flatMap(({ transfer }) => transfer),
    );
  }

  #receive(message: WorkerMessage): void {
    if (message.say !== 'replies') return;
    for (const reply of message.replies) {
      const pending = this.#pending.get(reply.id);
      this.#pending.delete(reply.id);
      if ('fault' in reply) pending?.reject(new Error(reply.fault));
      else pending?.resolve(reply.value);
    }
  }

  #fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
    this.#onFailure(error);
  }
}
