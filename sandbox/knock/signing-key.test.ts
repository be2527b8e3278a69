import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { signUserToken } from '@knocklabs/node/lib/tokenSigner';
import { importSPKI, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { loadSigningKey } from './signing-key.ts';

function newDirectory(): string {
  return join(mkdtempSync(join(tmpdir(), 'knock-key-')), 'keys');
}

test('the server SDK signs with the key, and the public part checks it', async () => {
  const { privateKeyPem, publicKeyPem } = loadSigningKey(newDirectory());
  const token = await signUserToken('ann', { signingKey: privateKeyPem });
  const { payload } = await jwtVerify(token, await importSPKI(publicKeyPem, 'RS256'));
  expect(payload.sub).toBe('ann');
});

test('a later start finds the key of the first, which nobody else may read', () => {
  const directory = newDirectory();
  const first = loadSigningKey(directory);
  expect(loadSigningKey(directory)).toEqual(first);
  const files = readdirSync(directory);
  expect(files).toHaveLength(1);
  expect(statSync(join(directory, files[0] ?? '')).mode & 0o777).toBe(0o600);
});

test('processes that start at once agree on one key', async () => {
  const directory = newDirectory();
  const script = `import(${JSON.stringify(new URL('signing-key.ts', import.meta.url).href)})
    .then(({ loadSigningKey }) => process.stdout.write(loadSigningKey(${JSON.stringify(directory)}).privateKeyPem));`;
  const start = promisify(execFile);
  const outputs = await Promise.all([1, 2, 3].map(() => start(process.execPath, ['-e', script])));
  expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1);
  expect(readdirSync(directory)).toHaveLength(1);
});
