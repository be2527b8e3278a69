import { parseArgs } from 'node:util';
import { buildCdn } from './build-cdn.ts';
import { buildDocs } from './build-docs.ts';
import { buildPackage } from './build-package.ts';
import { snippets } from './cdn/snippets.ts';
import { bundleWorker } from './deploy/bundle.ts';

/**
 * `npm run build`: everything that leaves this repository, into `dist/`. With `--prefix acme` only the CDN's files, with
 * that prefix instead of `belfry`, into `dist/cdn-acme`.
 */
const { prefix } = parseArgs({ options: { prefix: { type: 'string' } } }).values;
if (prefix === undefined) await buildDocs();
const { version, integrity, folder } = await buildCdn(prefix);
if (prefix === undefined) {
  await buildPackage();
  await bundleWorker('dist/worker', { quiet: true });
  console.log(
    'Built: dist/npm (package with custom-elements.json), dist/worker (Worker), dist/docs (documentation).',
  );
}
console.log(`Built: ${folder} (CDN files, for the Worker or any static host).

${snippets(prefix === undefined ? 'https://YOUR-WORKER' : 'https://YOUR-HOST', version, integrity)}
`);
