import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowsers } from './browsers.ts';
import { buildCdn } from './build-cdn.ts';
import { runChecks } from './check.ts';
import { failuresText, vitestFailures, type Counts, type Failure, type VitestFile } from './failures.ts';
import { findLanguages } from './languages.ts';
import { unreachedCalls } from './reached-calls.ts';
import { root } from './root.ts';
import { programOf, runHeard, type Ended } from './run.ts';
import { withSecondTry, type Tried } from './second-try.ts';

/**
 * `npm test`: every check and every test there is. The numbers on its last line are summed from the runners' own
 * reports; a runner that ends without one counts as a failure. What failed, and what failed at its first try alone, is
 * named once more just before that line.
 */
const reports = path.join(root, '.cache', 'reports');

function read(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(reports, file), 'utf8')) as Record<string, unknown>;
}

/** A runner's counts, and one failure more when it ended badly without naming any. */
function settle(runner: string, { code, last }: Ended, counts: () => Counts): Counts {
  const broken = (why: string): Failure[] => [
    { where: runner, name: 'the run itself', why: `${why} The last that it printed:\n${last}` },
  ];
  try {
    const { passed, failed, failures } = counts();
    if (code === 0 || failed > 0) return { passed, failed, failures };
    return { passed, failed: 1, failures: broken(`It ended with ${code}, and named no test.`) };
  } catch (error) {
    return {
      passed: 0,
      failed: 1,
      failures: broken(`It ended with ${code} and no report (${String(error)}).`),
    };
  }
}

async function vitest(
  project: string,
  { env, files = [] }: { env: NodeJS.ProcessEnv; files?: readonly string[] },
): Promise<Counts> {
  const file = `${project}${files.length > 0 ? '-again' : ''}.json`;
  const args = [
    'run',
    ...files,
    ...['--project', project],
    ...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${path.join(reports, file)}`],
  ];
  const ended = await runHeard(process.execPath, [programOf('vitest'), ...args], { env });
  return settle(project, ended, () => {
    const { numPassedTests, numFailedTests, numFailedTestSuites, numTotalTests, testResults } = read(file);
    const failed = Number(numFailedTests);
    // A file that could not be loaded has no tests to fail.
    return {
      passed: Number(numPassedTests),
      failed: failed || (Number(numTotalTests) === 0 ? 1 : 0) || broken(numFailedTestSuites, failed),
      failures: vitestFailures(testResults as VitestFile[], root),
    };
  });
}

async function twice(project: string, env: NodeJS.ProcessEnv = {}): Promise<Tried> {
  return withSecondTry(await vitest(project, { env }), (files) => vitest(project, { env, files }));
}

function broken(suites: unknown, failedTests: number): number {
  return failedTests === 0 && Number(suites) > 0 ? Number(suites) : 0;
}

/** The plain tests; all of them together must reach every call that the sandbox serves. */
async function unit(): Promise<Tried> {
  const folder = path.join(reports, 'reached');
  mkdirSync(folder);
  const counts = await twice('unit', { REACHED_CALLS: folder });
  const unreached = unreachedCalls(folder);
  return {
    ...counts,
    failed: counts.failed + unreached.length,
    failures: [...counts.failures, ...unreached],
  };
}

async function elements(files: readonly string[] = []): Promise<Counts> {
  const file = `elements${files.length > 0 ? '-again' : ''}.json`;
  const args = ['--no-build', ...['--counts', path.join(reports, file)]];
  if (files.length > 0) args.push('--files', files.join(','));
  const ended = await runHeard(process.execPath, ['scripts/test-elements.ts', ...args]);
  return settle('elements', ended, () => read(file) as unknown as Counts);
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
// First, so that a machine without the engines or the languages says so at once.
findBrowsers();
findLanguages();

const checks = await runChecks();
// The checks have built the elements; when they could not, the tests must still say what works.
await buildCdn().catch((error: unknown) => console.error(error));
const suites: Tried[] = [await unit(), await twice('worker')];
suites.push(await withSecondTry(await elements(), elements));
suites.push(await twice('e2e'));
const results: Counts[] = [checks, ...suites];

const passed = results.reduce((sum, counts) => sum + counts.passed, 0);
const failed = results.reduce((sum, counts) => sum + counts.failed, 0);
const failures = results.flatMap((counts) => counts.failures);
const unsteady = suites.flatMap((tried) => tried.unsteady);
if (unsteady.length > 0) console.log(`\n${failuresText(unsteady, { title: 'FAILED ONCE OF TWICE' })}`);
if (failures.length > 0) console.log(`\n${failuresText(failures)}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
