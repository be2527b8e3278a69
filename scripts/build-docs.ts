import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { liveFiles } from './docs/live.ts';
import { analyzeElements, manifestFile, readElements } from './docs/manifest.ts';
import { undescribed } from './docs/element-tables.ts';
import { root } from './root.ts';
import { runPackage } from './run.ts';

/** Where the site is built; `buildCdn` puts it beside the elements, below `/docs`. */
export const docsTarget = path.join(root, 'dist/docs');

const stampFile = path.join(root, '.cache/docs-stamp');

/** All that the site is made of: its pages, and the code that its tables are read from. */
const sources = [
  'docs',
  'scripts/docs',
  'scripts/build-docs.ts',
  'scripts/package/manifest-plugin.js',
  'custom-elements-manifest.config.js',
  'sandbox/credentials.ts',
  'sandbox/platform/strip-types.ts',
  'widgets',
  'worker',
  'wrangler.jsonc',
  'package.json',
];

/**
 * Builds the documentation into `dist/docs`: a static site that works offline, under a policy that allows its own files
 * alone. Where nothing that it is made of has changed, what is there stays.
 * @throws {Error} for a dead link, a public member without words, or a table that cannot be made
 */
export async function buildDocs(): Promise<void> {
  const stamp = await stampOf(sources);
  const made = [path.join(docsTarget, 'index.html'), manifestFile].every((file) => existsSync(file));
  if (made && (await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
  await rm(stampFile, { force: true });
  await analyzeElements();
  const missing = readElements().flatMap(undescribed);
  if (missing.length > 0) throw new Error(`These have no description:\n  ${missing.join('\n  ')}`);
  if ((await runPackage('vitepress', ['build', 'docs'], { NODE_ENV: 'production' })) !== 0)
    throw new Error('The documentation could not be built.');
  for (const [name, text] of await liveFiles()) {
    const file = path.join(docsTarget, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await mkdir(path.dirname(stampFile), { recursive: true });
  await writeFile(stampFile, stamp);
}

async function stampOf(names: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await Promise.all(names.map(filesOf))).flat().sort()) {
    hash
      .update(file)
      .update('\0')
      .update(await readFile(path.join(root, file)));
  }
  return hash.digest('hex');
}

async function filesOf(name: string): Promise<string[]> {
  const entries = await readdir(path.join(root, name), { recursive: true, withFileTypes: true }).catch(
    () => undefined,
  );
  if (!entries) return [name];
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
