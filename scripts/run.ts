import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './root.ts';

/** Runs a program to its end, its output shown; resolves with its exit code. */
export async function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** How a program ended, and the last lines that it printed. */
export interface Ended {
  readonly code: number;
  readonly last: string;
}

/** As `run`, for who must say why it ended badly. @param lines how many of the last lines are kept */
export async function runHeard(
  command: string,
  args: readonly string[],
  { env = {}, lines = 20 }: { env?: NodeJS.ProcessEnv; lines?: number } = {},
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let printed = '';
  const pass = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
    to.write(chunk);
    printed = (printed + chunk.toString()).slice(-20_000);
  };
  child.stdout.on('data', pass(process.stdout));
  child.stderr.on('data', pass(process.stderr));
  // Not `exit`, which can come before the last lines. What a program leaves behind may hold its pipes open for good.
  const [code, signal] = (await Promise.race([
    once(child, 'close'),
    once(child, 'exit').then(aMomentLater),
  ])) as [number | null, string | null];
  const said = stripVTControlCharacters(printed)
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (signal) said.push(`It was ended by ${signal}.`);
  return { code: code ?? 1, last: said.slice(-lines).join('\n') };
}

function aMomentLater<T>(value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), 2000));
}

/** Runs a package's program on this Node. @param name as of `programOf` */
export function runPackage(name: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<number> {
  return run(process.execPath, [programOf(name), ...args], env);
}

/** The file of a package's program. @param name the package, or `package:program` where they differ */
export function programOf(name: string): string {
  const [package_ = name, program = package_] = name.split(':');
  const manifestPath = findManifest(package_);
  const { bin } = createRequire(import.meta.url)(manifestPath) as { bin: string | Record<string, string> };
  const file = typeof bin === 'string' ? bin : bin[program];
  if (!file) throw new Error(`${package_} has no program ${program}.`);
  return path.join(path.dirname(manifestPath), file);
}

// Not every package exports its package.json.
function findManifest(package_: string): string {
  return path.join(root, 'node_modules', package_, 'package.json');
}
