/**
 * Proves on a sample that the sandbox's tests hold its answers: each mutant leaves out one field of one kind of
 * message, or gives it another type, and some test of the vendor must fail.
 *
 *     npx node scripts/mutate-sandbox.ts --sample 30 --seed 1
 *
 * `--vendor stream` keeps to one vendor; `--reuse` draws from what the last run noted down. Ends with 1 when a mutant
 * lives. It takes long: every mutant is a run of the tests that ever see its message. A test that fails for want of time
 * notices nothing: its file must fail again, alone.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeMutant, type Mutant } from './mutation/mutant.ts';
import { root } from './root.ts';
import { runPackage } from './run.ts';

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    vendor: { type: 'string', default: 'stream,knock,twilio' },
    reuse: { type: 'boolean', default: false },
  },
});
const vendors = values.vendor.split(',');

/** By message: its fields, and the files of tests that see it. */
type Seen = Map<string, { fields: Set<string>; files: Set<string> }>;

const folderOf = (vendor: string): string => path.join(root, '.cache/mutation', vendor);

/** Words that stand in the vendor's routes; all else in a path is an id. */
function wordsOf(vendor: string): string[] {
  const sources = readdirSync(path.join(root, 'sandbox', vendor), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|seed/.test(name))
    .map((name) => readFileSync(path.join(root, 'sandbox', vendor, name), 'utf8'));
  const words = sources.flatMap((source) =>
    [...source.matchAll(/\/([A-Za-z][\w-]*)(?=[/'"`$?.])/g)].map(([, word = '']) => word),
  );
  return [...new Set(words)];
}

/** Runs the vendor's tests, or some of them. @returns whether all passed */
async function runTests(vendor: string, files: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const folder = folderOf(vendor);
  const report = path.join(folder, 'report.json');
  const args = [
    'run',
    ...['--config', 'scripts/mutation/vitest.config.ts'],
    // Nothing is changed where all is noted: what fails then is late, and runs once more.
    ...(env['MUTATION_RECORD'] ? ['--retry', '2'] : ['--bail', '1']),
    ...['--reporter', 'json', '--outputFile', report],
    ...files,
  ];
  return (await runPackage('vitest', args, { MUTATION_FOLDER: folder, ...env })) === 0;
}

/** Runs all of the vendor's tests once, unchanged, and notes what they meet. */
async function record(vendor: string): Promise<void> {
  const folder = folderOf(vendor);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'words.json'), JSON.stringify(wordsOf(vendor)));
  if (!(await runTests(vendor, [`sandbox/${vendor}/`], { MUTATION_RECORD: '1' }))) {
    throw new Error(`The tests of ${vendor} fail without any mutation: ${firstFailure(vendor).test}`);
  }
}

function readSeen(vendor: string): Seen {
  const seen: Seen = new Map();
  const folder = path.join(folderOf(vendor), 'met');
  for (const name of readdirSync(folder)) {
    const met = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Record<string, string[]>;
    for (const [message, fields] of Object.entries(met)) {
      const entry = seen.get(message) ?? { fields: new Set(), files: new Set() };
      for (const field of fields) entry.fields.add(field);
      entry.files.add(name.replace(/\.json$/, '').replaceAll('+', '/'));
      seen.set(message, entry);
    }
  }
  return seen;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Fields whose name is an id are no part of a shape. */
const isNamed = (field: string): boolean => !/[0-9a-f]{8}-|\d{6}|[@:]/.test(field);

/** First a message, then one of its fields, so that the long ones do not get all. */
function draw(seen: Seen, count: number, random: () => number): Mutant[] {
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const messages = [...seen.keys()].sort();
  const drawn = new Map<string, Mutant>();
  for (let tries = 0; drawn.size < count && tries < count * 50; tries += 1) {
    const message = pick(messages);
    const field = pick([...(seen.get(message ?? '')?.fields ?? [])].filter(isNamed).sort());
    if (message === undefined || field === undefined) continue;
    const change = random() < 0.5 ? 'drop' : 'retype';
    const mutant: Mutant = { message, path: JSON.parse(field) as string[], change };
    drawn.set(describeMutant(mutant), mutant);
  }
  return [...drawn.values()];
}

/** The first test that failed in the last run, with its file; no file where no test could be run. */
function firstFailure(vendor: string): { file?: string; test: string } {
  interface Report {
    testResults: {
      name: string;
      message?: string;
      assertionResults: { fullName: string; status: string }[];
    }[];
  }
  const report = path.join(folderOf(vendor), 'report.json');
  if (!existsSync(report)) return { test: 'the tests could not be run' };
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  for (const { name, message, assertionResults } of testResults) {
    const failed = assertionResults.find(({ status }) => status === 'failed');
    const file = path.relative(root, name);
    if (failed) return { file, test: `${file}: ${failed.fullName}` };
    if (message) return { file, test: `${file}: ${message.split('\n')[0]}` };
  }
  return { test: 'no test' };
}

type Outcome = 'noticed' | 'LIVES' | 'not met' | 'unsure';

async function tryMutant(vendor: string, mutant: Mutant, seen: Seen): Promise<Outcome> {
  const folder = folderOf(vendor);
  const acted = path.join(folder, 'acted');
  writeFileSync(path.join(folder, 'mutant.json'), JSON.stringify(mutant));
  for (let tries = 0; tries < 3; tries += 1) {
    rmSync(acted, { force: true });
    const passed = await runTests(vendor, [...(seen.get(mutant.message)?.files ?? [])], {});
    if (passed) return existsSync(acted) ? 'LIVES' : 'not met';
    const { file } = firstFailure(vendor);
    if (file !== undefined && !(await runTests(vendor, [file], {}))) return 'noticed';
  }
  return 'unsure';
}

const random = randomFrom(Number(values.seed));
const counts: Record<Outcome, number> = { noticed: 0, LIVES: 0, 'not met': 0, unsure: 0 };
for (const [index, vendor] of vendors.entries()) {
  if (!values.reuse || !existsSync(path.join(folderOf(vendor), 'met'))) await record(vendor);
  const seen = readSeen(vendor);
  const fields = [...seen.values()].reduce((sum, entry) => sum + entry.fields.size, 0);
  console.log(`${vendor}: ${seen.size} kinds of messages with ${fields} fields`);
  // The sample is shared out evenly; the first vendors get what is left over.
  const share = Math.floor((Number(values.sample) + vendors.length - 1 - index) / vendors.length);
  for (const mutant of draw(seen, share, random)) {
    const outcome = await tryMutant(vendor, mutant, seen);
    counts[outcome] += 1;
    const by = outcome === 'noticed' ? `by ${firstFailure(vendor).test}` : '';
    console.log(`  ${outcome.padEnd(8)} ${describeMutant(mutant)}  ${by}`);
  }
}
const { noticed, LIVES: live, unsure, 'not met': notMet } = counts;
console.log(`${noticed} noticed, ${live} live, ${notMet} not met, ${unsure} unsure`);
process.exitCode = live > 0 ? 1 : 0;
