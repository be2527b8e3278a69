import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepReleases, releasesFile } from './releases.ts';

let scratch: string;
let server: Server;
/** The folder that the deployed Worker serves. */
let deployed: string | undefined;
let worker: URL;

beforeEach(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'belfry-releases-'));
  deployed = undefined;
  server = createServer((request, response) => {
    const file = deployed && path.join(deployed, request.url ?? '');
    if (!file || !existsSync(file)) return void response.writeHead(404).end('{}');
    response.end(readFileSync(file));
  });
  await once(server.listen(0, 'localhost'), 'listening');
  worker = new URL(`http://localhost:${(server.address() as AddressInfo).port}`);
});
afterEach(() => {
  server.close();
  rmSync(scratch, { recursive: true });
});

/** A build of so many files. */
function build(name: string, files: Record<string, string>): string {
  const folder = path.join(scratch, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

const read = (folder: string, file: string) => readFileSync(path.join(folder, file), 'utf8');

async function deploy(folder: string): Promise<void> {
  await keepReleases(folder, deployed ? worker : undefined);
  deployed = folder;
}

it('keeps what open pages, caches and exact tags may still ask for, over releases in a row', async () => {
  await deploy(build('one', { 'v1/belfry.js': '1', '0.1.0/belfry.js': 'a', '0.1.0/pinned/chat-a.js': 'a' }));
  await deploy(build('two', { 'v1/belfry.js': '2', '0.1.1/belfry.js': 'b', '0.1.1/pinned/chat-b.js': 'b' }));
  const third = build('three', { 'v1/belfry.js': '3', '0.2.0/belfry.js': 'c', '0.2.0/themes/clay.css': 'c' });
  await deploy(third);
  const files = ['v1/belfry.js', '0.2.0/belfry.js', '0.1.1/belfry.js'].map((file) => read(third, file));
  expect(files).toEqual(['3', 'c', 'b']);
  expect(read(third, '0.1.0/pinned/chat-a.js')).toBe('a');
  expect(read(third, '0.1.1/pinned/chat-b.js')).toBe('b');
  const headers = read(third, '_headers');
  for (const version of ['0.1.0', '0.1.1', '0.2.0'])
    expect(headers).toMatch(new RegExp(`/${version}/\\*\\n  Cache-Control: .*immutable`));
});

it('refuses other content under a name that tags know by its hash, and says what to do', async () => {
  await deploy(build('one', { 'v1/belfry.js': '1', '0.1.0/belfry.js': 'a' }));
  await deploy(build('two', { 'v1/belfry.js': '2', '0.1.1/belfry.js': 'b' }));
  const again = build('three', { 'v1/belfry.js': '3', '0.1.0/belfry.js': 'c' });
  await expect(keepReleases(again, worker)).rejects.toThrow(
    /^0\.1\.0\/belfry\.js is online with other content.*Raise `version`/,
  );
  expect(existsSync(path.join(again, releasesFile))).toBe(false);
});

it('keeps what was before when the same is deployed again and again', async () => {
  await deploy(build('old', { '0.1.0/belfry.js': 'a' }));
  for (let at = 0; at < 60; at += 1) await deploy(build(`again-${at}`, { '0.2.0/belfry.js': 'b' }));
  expect(read(path.join(scratch, 'again-59'), '0.1.0/belfry.js')).toBe('a');
});

it('begins anew where the Worker has never told its releases', async () => {
  deployed = build('old', { 'v1/belfry.js': '1' });
  const folder = build('new', { '0.2.0/belfry.js': 'b' });
  expect(await keepReleases(folder, worker)).toBe(0);
  expect(existsSync(path.join(folder, releasesFile))).toBe(true);
});

it('forgets the oldest deployment after fifty', async () => {
  for (let at = 0; at < 51; at += 1) await deploy(build(`build-${at}`, { [`0.1.${at}/belfry.js`]: `${at}` }));
  const last = path.join(scratch, 'build-50');
  expect(existsSync(path.join(last, '0.1.0/belfry.js'))).toBe(false);
  expect(read(last, '0.1.1/belfry.js')).toBe('1');
});

it('deploys nothing when a file is not what was deployed, or is gone', async () => {
  const first = build('one', { '0.1.0/belfry.js': 'a', '0.1.0/chat-a.js': 'a' });
  await deploy(first);
  writeFileSync(path.join(first, '0.1.0/chat-a.js'), 'hostile');
  await expect(keepReleases(build('two', { '0.2.0/belfry.js': 'b' }), worker)).rejects.toThrow(
    /0\.1\.0\/chat-a\.js is not the file that was deployed/,
  );
  rmSync(path.join(first, '0.1.0/chat-a.js'));
  await expect(keepReleases(build('three', { '0.2.0/belfry.js': 'b' }), worker)).rejects.toThrow(/chat-a/);
});

it.each(['../../outside.js', '0.1.0/../../outside.js', '/etc/outside.js', '_headers', '0.1.0/.hidden'])(
  'writes nothing where no release belongs: %s',
  async (name) => {
    deployed = build('one', {
      [releasesFile]: JSON.stringify({ deployments: [{ files: { [name]: 'AAAA' } }] }),
    });
    await expect(keepReleases(build('two', { '0.2.0/belfry.js': 'b' }), worker)).rejects.toThrow(
      /does not say which releases it has/,
    );
  },
);

it('says that the Worker cannot be asked', async () => {
  const folder = build('one', { '0.1.0/belfry.js': 'a' });
  await expect(keepReleases(folder, new URL('http://localhost:9'))).rejects.toThrow(/could not be asked/);
});
