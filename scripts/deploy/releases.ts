import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { cdnHeaders } from '../../worker/cdn/headers.ts';

/** Where a Worker says which files its deployments have brought. */
export const releasesFile = 'releases.json';

/** As many deployments are kept: of about 300 files each, and Cloudflare takes 20,000. */
const most = 50;
/** Files that are asked for at once. */
const atOnce = 8;

/** `0.1.0/chat-D3xK.js`: of a release, and nowhere else. */
const filePath = z
  .string()
  .max(300)
  .regex(/^\d+\.\d+\.\d+[\w.-]*(\/\w[\w.-]*)+$/);
const indexSchema = z.object({
  /** The newest first: of each, the SHA-384 of its files, by their paths. */
  deployments: z.array(z.object({ files: z.record(filePath, z.base64()) })).max(most),
});
type Files = Record<string, string>;

/**
 * Adds to a build what the Worker has served of releases before: pages that are open load parts of theirs later, a cache
 * may hold the floating loader of yesterday, and tags name a release for years.
 * @param folder the build
 * @param worker the deployed Worker's address; undefined where there is none yet
 * @returns how many files were added
 * @throws {Error} when the Worker does not tell, a file is not what was deployed, or the build has another file under the
 * name of one that browsers keep, and tags know by its hash
 */
export async function keepReleases(folder: string, worker: URL | undefined): Promise<number> {
  const earlier = worker ? await earlierDeployments(worker) : [];
  const files = await releasedFiles(folder);
  const missing = new Map<string, string>();
  for (const deployment of earlier) refuseOther(deployment.files, files);
  // What was deployed again, such as for another setting, pushes none out.
  const again = earlier[0] !== undefined && isDeepStrictEqual(earlier[0].files, files);
  const kept = earlier.slice(again ? 1 : 0).slice(0, most - 1);
  for (const deployment of kept)
    for (const [name, hash] of Object.entries(deployment.files))
      if (!(name in files)) missing.set(name, hash);
  const queue = [...missing];
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next && worker; next = queue.pop()) await fetchFile(worker, folder, ...next);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  await writeFile(
    path.join(folder, releasesFile),
    JSON.stringify({ deployments: [{ files }, ...kept] } satisfies z.infer<typeof indexSchema>),
  );
  const versions = new Set([...Object.keys(files), ...missing.keys()].map(versionOf));
  await writeFile(path.join(folder, '_headers'), cdnHeaders([...versions]));
  return missing.size;
}

function refuseOther(deployed: Files, built: Files): void {
  const other = Object.keys(built).find((name) => name in deployed && deployed[name] !== built[name]);
  if (other === undefined) return;
  throw new Error(
    `${other} is online with other content: browsers keep it for a year, and tags name its hash. Raise \`version\` in ` +
      'package.json (npm version patch --no-git-tag-version).',
  );
}

async function earlierDeployments(worker: URL): Promise<readonly { files: Files }[]> {
  const address = new URL(releasesFile, worker);
  const answer = await fetch(address, { redirect: 'error' }).catch((error: unknown) => {
    throw new Error(`${address.href} could not be asked for the releases that pages may still use.`, {
      cause: error,
    });
  });
  // One that was deployed before there was such a file.
  if (answer.status === 404) return [];
  const index = indexSchema.safeParse(await answer.json().catch(() => undefined));
  if (!answer.ok || !index.success)
    throw new Error(`${address.href} does not say which releases it has: it answers ${answer.status}.`);
  return index.data.deployments;
}

async function fetchFile(worker: URL, folder: string, name: string, hash: string): Promise<void> {
  const answer = await fetch(new URL(name, worker), { redirect: 'error' });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (!answer.ok || sha384(bytes) !== hash)
    throw new Error(`${new URL(name, worker).href} is not the file that was deployed.`);
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
}

/** The files of releases in a folder: those whose paths begin with a version. */
async function releasedFiles(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((name) => filePath.safeParse(name).success);
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, sha384(await readFile(path.join(folder, name)))] as const),
    ),
  );
}

const versionOf = (name: string): string => name.slice(0, name.indexOf('/'));

const sha384 = (bytes: Buffer): string => createHash('sha384').update(bytes).digest('base64');
