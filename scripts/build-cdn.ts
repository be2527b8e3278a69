import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { cdnHeaders } from '../worker/cdn/headers.ts';
import { root } from './root.ts';

const cdn = path.join(root, 'dist/cdn');

/** Where the build's manifest lies: which source became which file. It is no business of the CDN. */
export const manifestFile = path.join(root, '.cache/cdn-manifest.json');

/**
 * Builds the CDN's files into `dist/cdn`: the loader at its floating and at its exact address, the chunks it loads,
 * the Worker's documentation page, and the headers of all of them.
 */
export async function buildCdn(): Promise<void> {
  await build({ root, configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn' });
  await mkdir(path.dirname(manifestFile), { recursive: true });
  await rename(path.join(cdn, 'manifest.json'), manifestFile);
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  await writeExactLoader(version);
  await cp(path.join(root, 'worker/docs-page'), path.join(cdn, 'docs'), { recursive: true });
  await writeFile(path.join(cdn, '_headers'), cdnHeaders(version));
}

/** The same loader beside its chunks, for those who pin a version: only the way to the chunks differs. */
async function writeExactLoader(version: string): Promise<void> {
  const loader = await readFile(path.join(cdn, 'v1/belfry.js'), 'utf8');
  await writeFile(path.join(cdn, version, 'belfry.js'), loader.replaceAll(`../${version}/`, './'));
}
