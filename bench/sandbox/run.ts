/**
 * Measures the sandbox against its budgets: `npx node bench/sandbox/run.ts`. Ends with 1 where one is missed.
 * `--only throughput|feed|start`, `--sockets`, `--rate`, `--seconds`, `--items` narrow it; `--profile` writes a CPU
 * profile of the sandbox under load into this folder.
 */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { measureFeed } from './feed.ts';
import { percentiles } from './percentiles.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { measureThroughput } from './throughput.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    sockets: { type: 'string', default: '500' },
    rate: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '60' },
    items: { type: 'string', default: '10000' },
    profile: { type: 'boolean', default: false },
  },
});
const wanted = (name: string): boolean => values.only === undefined || values.only === name;
const megabytes = (bytes: number): number => bytes / 1024 / 1024;

function row(what: string, figure: number, limit: number, unit: string): void {
  const met = figure < limit;
  if (!met) process.exitCode = 1;
  const shown = figure < 10 ? figure.toFixed(1) : figure.toFixed(0);
  console.log(`${shown.padStart(7)} ${unit.padEnd(2)}  (limit ${limit})${met ? '' : '  MISSED'}  ${what}`);
}

const [processor] = cpus();
console.log(
  `${cpus().length} × ${processor?.model ?? 'unknown'}, ${megabytes(totalmem()).toFixed(0)} MB, Node ${process.version}`,
);

if (wanted('start')) {
  const starts: number[] = [];
  const work: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const sandbox = await startSandboxProcess();
    starts.push(sandbox.startTime);
    work.push(sandbox.cpuTime() ?? Number.NaN);
    await sandbox.close();
  }
  const { p50, max } = percentiles(starts);
  row('start until ready, median of 5', p50, 1500, 'ms');
  row('start until ready, slowest of 5', max, 1500, 'ms');
  row('processor time of a start, median', percentiles(work).p50, 1500, 'ms');
}

if (wanted('feed')) {
  const { items, pages, page, served, reset } = await measureFeed(Number(values.items));
  console.log(`${items} feed items of one user, read in ${pages} pages:`);
  row('a page in the sandbox, p99', served.p99, 20, 'ms');
  row('a page in the sandbox, slowest', served.max, 20, 'ms');
  row('a page from asking to having it, median', page.p50, 20, 'ms');
  row('a page from asking to having it, p99', page.p99, 20, 'ms');
  row('a page from asking to having it, slowest', page.max, 20, 'ms');
  row('POST /reset with all that, median of 20', reset.p50, 50, 'ms');
  row('POST /reset with all that, slowest', reset.max, 50, 'ms');
}

if (wanted('throughput')) {
  const load = {
    sockets: Number(values.sockets),
    rate: Number(values.rate),
    seconds: Number(values.seconds),
  };
  const flags = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${import.meta.dirname}`] : [];
  const { received, expected, wrong, latency, memory, cpu, took } = await measureThroughput(load, flags);
  console.log(
    `${load.sockets} sockets in one channel, ${load.rate} messages/s for ${load.seconds} s: ` +
      `${received} of ${expected} events, sent in ${(took / 1000).toFixed(1)} s, p50 ${latency.p50.toFixed(0)} ms`,
  );
  row('events lost or doubled', wrong, 1, '');
  row('from sending to arrival, p99', latency.p99, 250, 'ms');
  row('from sending to arrival, slowest', latency.max, 1000, 'ms');
  if (cpu !== undefined)
    console.log(`${((cpu / took) * 100).toFixed(0).padStart(7)} %   of one core taken by the sandbox`);
  if (memory !== undefined) row('memory of the sandbox, at most', megabytes(memory), 600, 'MB');
}
