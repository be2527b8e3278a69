import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import * as z from 'zod';
import { root } from '../root.ts';
import { wrangler } from '../worker-process.ts';

const listSchema = z.array(z.object({ name: z.string() }));

/** What Cloudflare says of a Worker that was never deployed: it has no secrets either. */
const unknownWorker = /\b10007\b|not found/i;

/**
 * The names of the secrets that the deployed Worker has.
 * @throws {Error} with wrangler's words, when Cloudflare could not be asked
 */
export async function keptSecrets(): Promise<Set<string>> {
  const [command, args] = wrangler('secret', 'list', '--format', 'json');
  const env = { ...process.env, WRANGLER_HIDE_BANNER: 'true', WRANGLER_WRITE_LOGS: 'false' };
  const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>(
    (resolve) => {
      execFile(command, args, { cwd: root, env }, (error, out, err) =>
        resolve({ code: error ? 1 : 0, stdout: out, stderr: err }),
      );
    },
  );
  if (code === 0) return new Set(listSchema.parse(JSON.parse(stdout)).map(({ name }) => name));
  if (unknownWorker.test(stdout + stderr)) return new Set();
  throw new Error(
    `Cloudflare could not be asked which secrets the Worker has.\n${stdout}${stderr}`.trimEnd(),
  );
}

/** The secrets of a file of `NAME=value` lines. @throws {Error} when it cannot be read */
export function readSecrets(file: string): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`${file} cannot be read.`);
  }
  return Object.fromEntries(
    Object.entries(parseEnv(text)).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
