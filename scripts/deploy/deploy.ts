import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildCdn } from '../build-cdn.ts';
import { buildDocs } from '../build-docs.ts';
import { root } from '../root.ts';
import { run } from '../run.ts';
import { wrangler } from '../worker-process.ts';
import { bundleWorker } from './bundle.ts';
import { configuredVars } from './config.ts';
import { obstacles } from './obstacles.ts';
import { keepReleases } from './releases.ts';
import { keptSecrets, readSecrets } from './secrets.ts';

const unnamed =
  'Its files of releases before are not kept without its address. Run: npm run deploy -- --worker https://YOUR-WORKER ' +
  '(or --first, where it was never deployed)';

/**
 * `npm run deploy`: builds the documentation, the CDN's files and the Worker, and puts them online together. It refuses
 * beforehand what would not start. `--worker https://…` names the deployed Worker, whose releases' files are kept, or
 * `--first` says that there is none. With `--secrets-file production.env` secrets go along; with `--dry-run` nothing leaves
 * this machine, and the Worker's script is written to `--out`.
 */
async function deploy(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'dry-run': { type: 'boolean', default: false },
      'secrets-file': { type: 'string' },
      worker: { type: 'string' },
      first: { type: 'boolean', default: false },
      out: { type: 'string', default: 'dist/worker' },
    },
  });
  const named = values['secrets-file'];
  // As npm was called, from wherever that was.
  const secretsFile = named === undefined ? undefined : path.resolve(process.env['INIT_CWD'] ?? root, named);
  const worker = values.worker === undefined ? undefined : workerAt(values.worker);
  const sent = secretsFile === undefined ? {} : readSecrets(secretsFile);
  if (!values['dry-run']) {
    const found = [
      ...(values.first || values.worker !== undefined ? [] : [unnamed]),
      ...obstacles({ vars: configuredVars(), sent, kept: await keptSecrets() }),
    ];
    if (found.length > 0)
      throw new Error(['It is not deployed:', ...found.map((line) => `✗ ${line}`)].join('\n'));
  }
  await buildDocs();
  await buildCdn();
  if (values['dry-run']) {
    await bundleWorker(values.out, { quiet: false });
    console.log(`The Worker is in ${values.out}, its files in dist/cdn. Nothing was deployed.`);
    return;
  }
  const added = await keepReleases(path.join(root, 'dist/cdn'), worker);
  console.log(`${added} files of releases before are kept.`);
  const [command, args] = wrangler(
    'deploy',
    '--minify',
    ...(secretsFile === undefined ? [] : ['--secrets-file', secretsFile]),
  );
  if ((await run(command, args)) !== 0) throw new Error('Wrangler did not deploy it.');
  console.log('Deployed. Ask it: GET /readyz says how its vendors stand.');
}

/** @throws {Error} when it is no address */
function workerAt(text: string): URL {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Error(`--worker ${text} is no address such as https://belfry.example.workers.dev.`);
  return new URL(text);
}

await deploy().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
