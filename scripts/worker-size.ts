import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './root.ts';
import type { Budget } from './sizes.ts';

/** The Worker's bundle as `wrangler deploy` would upload it, against the design's budget. */
export function workerSize(directory: string): Budget {
  const folder = path.join(root, directory);
  const bytes = readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length, 0);
  return { name: 'Worker bundle', bytes, limit: 200_000 };
}
