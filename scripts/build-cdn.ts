import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { stripTypes } from '../sandbox/platform/strip-types.ts';
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
  await copyDocsPage();
  await writeFile(path.join(cdn, '_headers'), cdnHeaders(version));
}

/** The same loader beside its chunks, for those who pin a version: only the way to the chunks differs. */
async function writeExactLoader(version: string): Promise<void> {
  const loader = await readFile(path.join(cdn, 'v1/belfry.js'), 'utf8');
  await writeFile(path.join(cdn, version, 'belfry.js'), loader.replaceAll(`../${version}/`, './'));
}

/** The documentation page as a browser takes it: its script less the types. */
async function copyDocsPage(): Promise<void> {
  const source = path.join(root, 'worker/docs-page');
  const target = path.join(cdn, 'docs');
  await mkdir(target, { recursive: true });
  for (const name of ['index.html', 'docs.css', 'icon.svg']) {
    await cp(path.join(source, name), path.join(target, name));
  }
  const script = path.join(source, 'docs.ts');
  await writeFile(path.join(target, 'docs.js'), await stripTypes(script, await readFile(script, 'utf8')));
}
