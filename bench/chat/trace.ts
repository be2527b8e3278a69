import type { CDPSession } from 'playwright-core';

/** What the main thread did, as Chromium's tracing tells it. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs: when it began, how long it took, and how much processor time of that. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string; readonly data?: { readonly type?: string } };
}

/** The outermost of these are the time that script takes, with the styles and layouts that it forces. */
const script = new Set([
  'FunctionCall',
  'RunMicrotasks',
  'EvaluateScript',
  'v8.evaluateModule',
  'v8.compile',
]);
const task = 'ThreadControllerImpl::RunTask';

export interface Task {
  /** µs. */
  readonly ts: number;
  /** ms of processor time, all of it and that of script: what else the machine does is not in it. */
  readonly time: number;
  readonly script: number;
  /** Types of the events that were dispatched in it. */
  readonly events: readonly string[];
}

export interface Trace {
  readonly tasks: readonly Task[];
  /** When the page's own marks were made, by name: µs. */
  readonly marks: ReadonlyMap<string, number>;
}

/** Runs something, and tells what tasks the page's main thread had meanwhile. */
export async function traced(cdp: CDPSession, run: () => Promise<void>): Promise<Trace> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): number => events.push(...(value as TraceEvent[]));
  cdp.on('Tracing.dataCollected', collect);
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'toplevel', 'v8', 'blink.user_timing'] },
  });
  await run();
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await complete;
  cdp.off('Tracing.dataCollected', collect);
  const made = events.filter(({ ph }) => ph === 'I' || ph === 'R');
  return { tasks: tasksOf(events), marks: new Map(made.map(({ name, ts }) => [name, ts])) };
}

function tasksOf(events: readonly TraceEvent[]): Task[] {
  const dispatches = events.filter(({ name, ph }) => name === 'EventDispatch' && ph === 'X');
  const [main] = dispatches.length > 0 ? dispatches : events.filter(({ name }) => name === 'RunMicrotasks');
  const own = events
    .filter(({ ph, pid, tid }) => ph === 'X' && pid === main?.pid && tid === main.tid)
    .sort((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0));
  const tasks: { ts: number; end: number; time: number; script: number; events: string[] }[] = [];
  let scriptUntil = -1;
  for (const { name, ts, dur = 0, tdur = dur, args } of own) {
    const last = tasks.at(-1);
    if (name === task && (!last || ts >= last.end)) {
      tasks.push({ ts, end: ts + dur, time: tdur / 1000, script: 0, events: [] });
    } else if (last && ts < last.end) {
      if (name === 'EventDispatch' && args.data?.type) last.events.push(args.data.type);
      if (!script.has(name) || ts < scriptUntil) continue;
      scriptUntil = ts + dur;
      last.script += tdur / 1000;
    }
  }
  return tasks;
}
