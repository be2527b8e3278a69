import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
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

/** Runs a package's program on this Node. @param name the package, or `package:program` where they differ */
export function runPackage(name: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<number> {
  const [package_ = name, program = package_] = name.split(':');
  const manifestPath = findManifest(package_);
  const { bin } = createRequire(import.meta.url)(manifestPath) as { bin: string | Record<string, string> };
  const file = typeof bin === 'string' ? bin : bin[program];
  if (!file) throw new Error(`${package_} has no program ${program}.`);
  return run(process.execPath, [path.join(path.dirname(manifestPath), file), ...args], env);
}

// Not every package exports its package.json.
function findManifest(package_: string): string {
  return path.join(root, 'node_modules', package_, 'package.json');
}
