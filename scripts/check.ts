import { buildCdn } from './build-cdn.ts';
import { buildDocs } from './build-docs.ts';
import { checkLocales } from './check-locales.ts';
import { bundleWorker } from './deploy/bundle.ts';
import type { Failure } from './failures.ts';
import { runPackage } from './run.ts';
import { measureSizes, type Budget } from './sizes.ts';
import { workerSize } from './worker-size.ts';

/** One check of `npm run check`; resolves with whether all is well, after saying what is not. */
interface Check {
  name: string;
  run: () => Promise<boolean>;
}

/** The folders with a tsconfig.json. */
const projects = [
  'widgets',
  'worker',
  'worker/link-page',
  'sandbox',
  'sandbox/control/page',
  'sandbox/knock/ui-kit',
  'sandbox/stream/ui-kit',
  'demo',
  'scripts',
  'docs',
  'bench',
];

const passes = async (code: Promise<number>): Promise<boolean> => (await code) === 0;

export const checks: readonly Check[] = [
  ...['.', ...projects].map((project) => ({
    name: `types of ${project === '.' ? 'the configuration' : project}`,
    run: () => passes(runPackage('typescript:tsc', ['-p', project])),
  })),
  { name: 'lint', run: () => passes(runPackage('eslint', ['--max-warnings', '0', '.'])) },
  { name: 'format', run: () => passes(runPackage('prettier', ['--check', '--log-level', 'warn', '.'])) },
  { name: 'documentation: tables, links, descriptions', run: documentation },
  { name: 'languages', run: checkLocales },
  { name: 'sizes of the elements', run: elementSizes },
  { name: 'size of the Worker', run: workerBundle },
];

/** It throws for what is wrong. Before the elements' files, which it lies beside. */
async function documentation(): Promise<boolean> {
  await buildDocs();
  return true;
}

async function elementSizes(): Promise<boolean> {
  await buildCdn();
  return report(measureSizes());
}

async function workerBundle(): Promise<boolean> {
  await bundleWorker('.cache/worker-bundle', { quiet: true });
  return report([workerSize('.cache/worker-bundle')]);
}

function report(budgets: readonly Budget[]): boolean {
  for (const { name, bytes, limit } of budgets) {
    const note = bytes > limit ? '  OVER' : '';
    console.log(
      `  ${(bytes / 1000).toFixed(1).padStart(6)} of ${String(limit / 1000).padStart(3)} kB  ${name}${note}`,
    );
  }
  return budgets.every(({ bytes, limit }) => bytes <= limit);
}

/** Runs every check, also after one has failed; resolves with how many passed and failed. */
export async function runChecks(): Promise<{ passed: number; failed: number; failures: Failure[] }> {
  const failed: string[] = [];
  for (const { name, run: check } of checks) {
    console.log(`Checking ${name} …`);
    const ok = await check().catch((error: unknown) => {
      console.error(error);
      return false;
    });
    if (!ok) failed.push(name);
  }
  for (const name of failed) console.error(`Not as it should be: ${name}`);
  const failures = failed.map((name) => ({ where: 'checks', name, why: '' }));
  return { passed: checks.length - failed.length, failed: failed.length, failures };
}

if (import.meta.main) {
  const { failed } = await runChecks();
  process.exitCode = failed > 0 ? 1 : 0;
}
