import { run } from '../run.ts';
import { offline, wrangler } from '../worker-process.ts';

/**
 * Bundles the Worker as a deployment would upload it, without the network.
 * @param folder where its script is written
 * @param quiet whether nothing is printed but what is wrong
 * @throws {Error} when wrangler refuses the code or the configuration
 */
export async function bundleWorker(folder: string, { quiet }: { quiet: boolean }): Promise<void> {
  const [command, args] = wrangler('deploy', '--dry-run', '--minify', '--outdir', folder);
  const code = await run(command, args, { ...offline, ...(quiet && { WRANGLER_LOG: 'error' }) });
  if (code !== 0) throw new Error('The Worker could not be built.');
}
