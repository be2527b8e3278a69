import { startWorkerd, type WorkerdOptions } from './workerd.ts';

interface Profile {
  nodes: readonly { id: number; callFrame: { functionName: string } }[];
  samples: readonly number[];
  /** µs */
  timeDeltas: readonly number[];
}

/** µs between two looks at what runs; V8's own measure, for each look takes time itself. */
const INTERVAL = 1000;

/**
 * ms of script that a Worker's module takes to be evaluated, by V8's own profiler, as Cloudflare measures it at an
 * upload. The module is imported by the first request to one that does nothing else: a profile can only begin once
 * there is an isolate.
 */
export async function startUpTime(options: WorkerdOptions, inspector: number): Promise<number> {
  const server = await startWorkerd({ ...options, inspector });
  try {
    const targets = (await (await fetch(`http://127.0.0.1:${inspector}/json`)).json()) as {
      webSocketDebuggerUrl: string;
    }[];
    const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '');
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    let calls = 0;
    const call = <Result>(method: string, params = {}): Promise<Result> =>
      new Promise((resolve, reject) => {
        const id = ++calls;
        socket.addEventListener('message', function hear({ data }) {
          const answer = JSON.parse(data as string) as { id?: number; result: Result; error?: unknown };
          if (answer.id !== id) return;
          socket.removeEventListener('message', hear);
          if (answer.error === undefined) resolve(answer.result);
          else reject(new Error(JSON.stringify(answer.error)));
        });
        socket.send(JSON.stringify({ id, method, params }));
      });
    await call('Profiler.enable');
    await call('Profiler.setSamplingInterval', { interval: INTERVAL });
    await call('Profiler.start');
    const answer = await fetch(`http://127.0.0.1:${options.port}/import`);
    if (!answer.ok) throw new Error(await answer.text());
    const { profile } = await call<{ profile: Profile }>('Profiler.stop');
    socket.close();
    return scriptTime(profile);
  } finally {
    await server.close();
  }
}

function scriptTime({ nodes, samples, timeDeltas }: Profile): number {
  const idle = new Set(
    nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id),
  );
  const busy = samples.map((node, at) => (idle.has(node) ? 0 : (timeDeltas[at] ?? 0)));
  return busy.reduce((sum, delta) => sum + delta, 0) / 1000;
}
