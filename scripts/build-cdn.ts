import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stripTypes } from '../sandbox/platform/strip-types.ts';
import { cdnHeaders } from '../worker/cdn/headers.ts';
import { docsTarget } from './build-docs.ts';
import { writePinned, type Manifest } from './cdn/pinned.ts';
import { checkPrefix, ownPrefix } from './cdn/prefix.ts';
import { root } from './root.ts';
import { runPackage } from './run.ts';

/** Where the build's manifest lies: which source became which file. It is no business of the CDN. */
export const manifestFile = path.join(root, '.cache/cdn-manifest.json');

/**
 * Builds the CDN's files into `dist/cdn`: the loader at its floating and at its exact address, the chunks it loads,
 * the finished themes at both, the Worker's pages (what a preference link opens; the documentation, where `buildDocs` has
 * made it), and the headers of all of them. A Worker that serves the folder meanwhile never misses a file.
 * @param prefix of the tags; another than Belfry's goes into a folder of its own
 * @returns the release, the `integrity` of its exact loader, and the folder
 */
export async function buildCdn(
  prefix = ownPrefix,
): Promise<{ version: string; integrity: string; folder: string }> {
  const target = prefix === ownPrefix ? 'dist/cdn' : `dist/cdn-${checkPrefix(prefix)}`;
  const scratch = path.join(root, '.cache', `cdn-${process.pid}`);
  await rm(scratch, { recursive: true, force: true });
  // A process of its own: what a test runner says about the environment must not decide which Lit is built in.
  const code = await runPackage(
    'vite',
    ['build', '--outDir', scratch, '--emptyOutDir', '--logLevel', 'warn'],
    {
      NODE_ENV: 'production',
      BELFRY_PREFIX: prefix,
    },
  );
  if (code !== 0) throw new Error('The elements could not be built.');
  const built = path.join(scratch, 'manifest.json');
  const manifest = JSON.parse(await readFile(built, 'utf8')) as Manifest;
  if (prefix === ownPrefix) await rename(built, manifestFile);
  else await rm(built);
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const integrity = await writePinned(scratch, version, manifest, prefix);
  if (prefix === ownPrefix) {
    await cp(docsTarget, path.join(scratch, 'docs'), { recursive: true }).catch(allowMissing);
    await copyPage(scratch, 'link-page', 'link-page');
  }
  // The tokens keep their names whatever the tags' prefix is.
  for (const folder of ['v1', version]) {
    await cp(path.join(root, 'themes'), path.join(scratch, folder, 'themes'), { recursive: true });
  }
  await writeFile(path.join(scratch, '_headers'), cdnHeaders([version]));
  await replaceFolder(scratch, path.join(root, target));
  return { version, integrity, folder: target };
}

/** Who works on the elements alone need not build the documentation. */
function allowMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** A page of the Worker's as a browser takes it: its script less the types. */
async function copyPage(folder: string, source: string, target: string): Promise<void> {
  const from = path.join(root, 'worker', source);
  const to = path.join(folder, target);
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (name.endsWith('.ts')) {
      const script = path.join(from, name);
      const code = await stripTypes(script, await readFile(script, 'utf8'));
      await writeFile(path.join(to, name.replace(/\.ts$/, '.js')), code);
    } else if (name !== 'tsconfig.json') await cp(path.join(from, name), path.join(to, name));
  }
}

/** New files first, then the stale ones go, so that at no time one is missing that the other names. */
async function replaceFolder(from: string, to: string): Promise<void> {
  const fresh = new Set(await filesOf(from));
  await cp(from, to, { recursive: true, force: true });
  for (const file of await filesOf(to)) if (!fresh.has(file)) await rm(path.join(to, file));
  await rm(from, { recursive: true });
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
