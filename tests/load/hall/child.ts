/** How does a benchmark speak with the processes it measures? One question at a time by name, over the channel that Node opens to a child. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { monitorEventLoopDelay } from 'node:perf_hooks';

interface Question {
  readonly id: number;
  readonly name: string;
  readonly given: unknown;
}
interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly fault?: string;
}

export type Deeds = Readonly<Record<string, (given: never) => unknown>>;

/** A process that was started for one measurement. */
export interface Child {
  readonly pid: number;
  /** Rejects with what the child threw, and when the child ends before it answers. */
  ask<Value = void>(name: string, given?: unknown): Promise<Value>;
  /** By its own id, at once. Resolves when it is gone. */
  kill(): Promise<void>;
}

export function startChild(file: string, nodeOptions: readonly string[] = []): Child {
  const child: ChildProcess = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    execArgv: ['--import', 'tsx', '--expose-gc', '--max-old-space-size=6144', ...nodeOptions],
    serialization: 'advanced',
  });
  // A hall of tests starts more children than Node takes for usual.
  process.setMaxListeners(0);
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (fault: Error) => void }
  >();
  let last = 0;
  child.on('message', ({ id, value, fault }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (fault === undefined) asked?.resolve(value);
    else asked?.reject(new Error(fault));
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended`));
  });
  return {
    pid: child.pid ?? 0,
    ask: <Value>(name: string, given: unknown) =>
      new Promise<Value>((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve: (value) => resolve(value as Value), reject });
        child.send({ id, name, given } satisfies Question);
      }),
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

/** For the child: answers until its parent is gone. */
export function serveParent(deeds: Deeds): void {
  process.on('message', ({ id, name, given }: Question) => {
    const deed = deeds[name];
    Promise.resolve()
      .then(() => {
        if (deed === undefined) throw new Error(`no deed ${name}`);
        return deed(given as never);
      })
      .then(
        (value) => process.send?.({ id, value } satisfies Answer),
        (fault: unknown) =>
          process.send?.({
            id,
            fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
          } satisfies Answer),
      );
  });
  process.on('disconnect', () => process.exit(0));
}

/** What a process has used since it was marked. */
export interface Reading {
  /** All its threads. */
  readonly cpuMs: number;
  readonly rssMb: number;
  /** The objects of V8 and the memory of buffers. */
  readonly heapMb: number;
  readonly loopP50Ms: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
}

/** The deeds by which a server process is measured: `mark` begins, `read` tells. */
export function meterDeeds(): { readonly mark: () => void; readonly read: () => Reading } {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let from = process.cpuUsage();
  return {
    mark: () => {
      globalThis.gc?.();
      delay.reset();
      from = process.cpuUsage();
    },
    read: () => {
      const { user, system } = process.cpuUsage(from);
      // The histogram counts the wait for its own timer too.
      const loop = { p50: delay.percentile(50), p99: delay.percentile(99), max: delay.max };
      globalThis.gc?.();
      const { rss, heapUsed, external } = process.memoryUsage();
      const [mega, milli] = [1024 * 1024, 1e6];
      return {
        cpuMs: (user + system) / 1_000,
        rssMb: rss / mega,
        heapMb: (heapUsed + external) / mega,
        loopP50Ms: loop.p50 / milli,
        loopP99Ms: loop.p99 / milli,
        loopMaxMs: loop.max / milli,
      };
    },
  };
}

/** A clock that all processes of the machine share, ms. */
export function sharedNow(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}
