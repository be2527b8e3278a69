/**
 * How long an answer takes that must not tell by its time what the work behind it found: until `begunAt` and a fixed
 * while (ms of the real clock), however soon the work is done; work that takes longer goes on behind the answer. Only a
 * failure is told as soon as it is known. An answer that needs its work waits for it first: for it the while is the least.
 */
export type Pace = (begunAt: number, work: Promise<void>) => Promise<void>;

/**
 * @param after ms
 * @param goOn keeps work alive that outlasts the answer, as `waitUntil` does
 */
export function steadyPace(after: number, goOn: (work: Promise<unknown>) => void): Pace {
  return async (begunAt, work) => {
    const over = new Promise<void>((resolve) => {
      setTimeout(resolve, Math.max(begunAt + after - Date.now(), 0));
    });
    // Past the answer nobody is there to tell: the work logs what becomes of it.
    goOn(work.catch(() => undefined));
    await Promise.race([Promise.all([work, over]), over]);
  };
}
