import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
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
  await writeFile(path.join(cdn, '_headers'), headers(version));
}

/** The same loader beside its chunks, for those who pin a version: only the way to the chunks differs. */
async function writeExactLoader(version: string): Promise<void> {
  const loader = await readFile(path.join(cdn, 'v1/belfry.js'), 'utf8');
  await writeFile(path.join(cdn, version, 'belfry.js'), loader.replaceAll(`../${version}/`, './'));
}

/** What embedding from another origin needs, also from a page with COEP; only the floating loader is ever stale. */
function headers(version: string): string {
  const embedded = [
    'Access-Control-Allow-Origin: *',
    'Cross-Origin-Resource-Policy: cross-origin',
    'Timing-Allow-Origin: *',
    'X-Content-Type-Options: nosniff',
  ];
  const rule = (pattern: string, lines: string[]) =>
    [pattern, ...lines.map((line) => `  ${line}`), ''].join('\n');
  return [
    rule('/v1/belfry.js', ['Cache-Control: public, max-age=300, stale-while-revalidate=86400', ...embedded]),
    rule(`/${version}/*`, ['Cache-Control: public, max-age=31536000, immutable', ...embedded]),
    rule('/docs/*', [
      "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'Referrer-Policy: no-referrer',
      'X-Content-Type-Options: nosniff',
    ]),
  ].join('\n');
}
