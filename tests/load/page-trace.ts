/**
 * What did a page's main thread compute, and for how long? From Chromium's own trace: its tasks in CPU time beside the time that passed,
 * so that a busy machine does not blur what the page itself costs. Under CPU throttling the CPU time is that of the slow device.
 */
import type { CDPSession } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string; readonly data?: { readonly type?: string } };
}

/** One task of the main thread. In ms, `at` by the clock of the trace. */
export interface Task {
  readonly at: number;
  readonly passed: number;
  readonly cpu: number;
}

export interface PageTrace {
  readonly tasks: readonly Task[];
  /** For each key: the CPU time of the main thread from the key to the frame that shows it, in ms. */
  readonly keys: readonly number[];
}

const categories = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'toplevel', '__metadata'];

/** Traces until the returned function is called. */
export async function tracePage(cdp: CDPSession): Promise<() => Promise<PageTrace>> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => void events.push(...(value as TraceEvent[]));
  cdp.on('Tracing.dataCollected', collect);
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: categories } });
  return async () => {
    const complete = new Promise<void>((resolve) => cdp.once('Tracing.tracingComplete', () => resolve()));
    await cdp.send('Tracing.end');
    await complete;
    cdp.off('Tracing.dataCollected', collect);
    return read(events);
  };
}

function read(events: readonly TraceEvent[]): PageTrace {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const of = (main: TraceEvent): TraceEvent[] => events.filter(({ pid, tid }) => pid === main.pid && tid === main.tid);
  // The page, of all the browser's renderers, is the one that worked.
  const own = mains.map(of).sort((a, b) => b.length - a.length)[0] ?? [];
  const tasks = own
    .filter(({ name, ph }) => name === 'RunTask' && ph === 'X')
    .sort((a, b) => a.ts - b.ts)
    .map(({ ts, dur = 0, tdur = 0 }) => ({ at: ts / 1000, passed: dur / 1000, cpu: tdur / 1000 }));
  const commits = own.filter(({ name }) => name === 'Commit').map(({ ts, dur = 0 }) => (ts + dur) / 1000);
  commits.sort((a, b) => a - b);
  const keys = own
    .filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'keydown')
    .flatMap(({ ts }) => {
      const pressed = ts / 1000;
      const shown = commits.find((at) => at > pressed);
      if (shown === undefined) return [];
      const between = tasks.filter(({ at, passed }) => at + passed > pressed && at < shown);
      return [between.reduce((sum, { cpu }) => sum + cpu, 0)];
    });
  return { tasks, keys };
}
