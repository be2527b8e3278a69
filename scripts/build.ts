import { buildCdn } from './build-cdn.ts';
import { buildPackage } from './build-package.ts';
import { run } from './run.ts';
import { offline, wrangler } from './worker-process.ts';

/** `npm run build`: everything that leaves this repository, into `dist/`. */
await buildCdn();
await buildPackage();
const [command, args] = wrangler('deploy', '--dry-run', '--minify', '--outdir', 'dist/worker');
if ((await run(command, args, { ...offline, WRANGLER_LOG: 'error' })) !== 0)
  throw new Error('The Worker could not be built.');
console.log(
  'Built: dist/cdn (CDN files), dist/npm (package with custom-elements.json), dist/worker (Worker).',
);
