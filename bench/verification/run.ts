import { parseArgs } from 'node:util';
import { buildCdn } from '../../scripts/build-cdn.ts';
import { startSystem } from '../../scripts/system.ts';
import { percentiles } from '../sandbox/percentiles.ts';

/**
 * How long a start takes for numbers that get their code and for numbers that do not, side by side, over HTTP, in the
 * Worker as it runs: nobody may learn by it what a number is.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '50' }, port: { type: 'string', default: '18700' } },
});
const rounds = Number(values.rounds);
const demo = Number(values.port);
/** ms; between the fastest and the slowest kind, at the median. */
const limit = 5;

let used = 0;
const next = (digits: number): string => String((used += 1)).padStart(digits, '0');
const mobile = (): string => `+1212${560 + (used % 40)}${next(4)}`;
/** Each with the code by which the vendor refuses it, if it is the vendor who does. */
const kinds: Readonly<Record<string, { number: () => string; refusal?: number }>> = {
  'gets its code': { number: mobile },
  'a landline, by its number': { number: () => `+49301${next(3)}1234` },
  'a landline, by the vendor': { number: mobile, refusal: 60205 },
  'blocked for fraud': { number: mobile, refusal: 60410 },
  'a country that is switched off': { number: mobile, refusal: 60605 },
};

await buildCdn();
const system = await startSystem({ demo, worker: demo + 1, sandbox: demo + 2 }, { challenge: false });
try {
  const times = new Map<string, number[]>();
  for (let round = -5; round < rounds; round += 1) {
    for (const [kind, { number, refusal }] of Object.entries(kinds)) {
      if (refusal !== undefined) {
        system.sandbox.context.faults.add({ vendor: 'twilio', status: 403, code: refusal, times: 1 });
      }
      const begun = performance.now();
      const response = await fetch(`${system.worker.origin}/v1/verifications`, {
        method: 'POST',
        headers: {
          origin: system.demo.origin,
          'content-type': 'application/json',
          'cf-connecting-ip': `198.18.${used >> 8}.${used & 255}`,
        },
        body: JSON.stringify({ to: number(), channel: 'sms' }),
      });
      const took = performance.now() - begun;
      if (response.status !== 201) throw new Error(`${kind}: ${response.status} ${await response.text()}`);
      await response.arrayBuffer();
      if (round >= 0) times.set(kind, [...(times.get(kind) ?? []), took]);
    }
  }
  const medians: number[] = [];
  for (const [kind, taken] of times) {
    const { p50, p99 } = percentiles(taken);
    medians.push(p50);
    console.log(`${p50.toFixed(1).padStart(7)} ms, p99 ${p99.toFixed(1).padStart(7)} ms  ${kind}`);
  }
  const spread = Math.max(...medians) - Math.min(...medians);
  console.log(`${spread.toFixed(1).padStart(7)} ms of ${limit} between the medians`);
  if (spread > limit) process.exitCode = 1;
} finally {
  await system.close();
}
