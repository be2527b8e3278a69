import type { SandboxContext } from '../platform/context.ts';
import type { RequestLog } from '../platform/request-log.ts';

/** What a listener is told of: the GET calls of the same names answer something new. */
const topics = ['clock', 'messages', 'faults', 'requests'] as const;
export type Topic = (typeof topics)[number];

/** How often it is looked for changes while somebody listens, in ms. */
const interval = 200;
/** How often a silent stream says that it is alive, in ms. */
const keepAlive = 15_000;

/**
 * `GET /changes`: an event stream that names what has changed, all of it at first. Many changes at once are told as
 * one, so that a busy sandbox does not flood its page.
 */
export function streamChanges(context: SandboxContext, log: RequestLog, signal: AbortSignal): Response {
  /** By topic: something that differs once it has changed. */
  const state = (): Record<Topic, unknown> => ({
    clock: context.clock.offset,
    messages: context.deliveries.version,
    faults: JSON.stringify(context.faults.list()),
    requests: log.version,
  });
  const encoder = new TextEncoder();
  let timers: NodeJS.Timeout[] = [];
  const stop = () => {
    timers.forEach(clearInterval);
    timers = [];
  };

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      let told: Partial<Record<Topic, unknown>> = {};
      const tell = () => {
        const now = state();
        const changed = topics.filter((topic) => now[topic] !== told[topic]);
        told = now;
        if (changed.length > 0) write(`event: change\ndata: ${JSON.stringify(changed)}\n\n`);
      };
      tell();
      timers = [setInterval(tell, interval), setInterval(() => write(': alive\n\n'), keepAlive)];
      for (const timer of timers) timer.unref();
      signal.addEventListener('abort', stop, { once: true });
    },
    cancel: stop,
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
    },
  });
}
