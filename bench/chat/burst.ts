import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './chain.ts';
import { traced } from './trace.ts';
import type { Subject } from './visit.ts';

export interface Burst {
  /** Tasks that took longer than 50 ms, by the processor's time. */
  readonly long: number;
  /** ms. */
  readonly longest: number;
  /** Share of the main thread's time, of 1. */
  readonly busy: number;
}

/** Others write at an even pace into the conversation that is shown. */
export async function measureBurst(
  { cdp, painted }: Subject,
  write: { origin: string; cid: string; rate: number; seconds: number },
): Promise<Burst> {
  const { origin, cid, rate, seconds } = write;
  const { tasks } = await traced(cdp, async () => {
    const started = performance.now();
    const answers: Promise<void>[] = [];
    for (let number = 0; number < rate * seconds; number += 1) {
      await sleep(Math.max(0, started + (number * 1000) / rate - performance.now()));
      answers.push(say(origin, cid, number, `burst ${number}`));
    }
    await Promise.all(answers);
    await painted();
  });
  const times = tasks.map(({ time }) => time);
  return {
    long: times.filter((time) => time > 50).length,
    longest: Math.max(...times),
    busy: times.reduce((sum, time) => sum + time, 0) / (seconds * 1000),
  };
}
