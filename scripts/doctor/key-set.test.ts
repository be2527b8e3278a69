import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { Asker, NoVerdict } from './ask.ts';
import { checkKeySet } from './key-set.ts';

/** What the site's backend publishes. */
let answer: { status: number; body: string };
const server = createServer((_request, response) => {
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
});
let url: string;
beforeAll(async () => {
  await once(server.listen(0, 'localhost'), 'listening');
  url = `http://localhost:${(server.address() as AddressInfo).port}/jwks.json`;
});
afterAll(() => void server.close());

async function check(body: unknown, status = 200) {
  answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const [finding] = await checkKeySet(url, new Asker(Date.now, 8000));
  return finding;
}

const { d: _, ...publicKey } = credentials.proofKey;

it('takes a set of public keys', async () => {
  expect((await check({ keys: [publicKey] }))?.state).toBe('good');
});

it.each([
  ['nothing there', 'Not found', 404, /nothing at IDENTITY_JWKS_URL/],
  ['a page in its place', '<!doctype html>', 200, /no JSON Web Key Set/],
  ['an empty set', { keys: [] }, 200, /holds no key/],
  ['a private key', { keys: [credentials.proofKey] }, 200, /shows a private key/],
  ['a shared key', { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] }, 200, /shows a private key/],
])('refuses %s', async (_name, body, status, says) => {
  const finding = await check(body, status);
  expect(finding?.state).toBe('wrong');
  expect(finding?.says).toMatch(says);
  expect(finding?.says).not.toContain(credentials.proofKey.d);
});

it('has no verdict on a server that is not well', async () => {
  await expect(check('', 502)).rejects.toThrow(NoVerdict);
});
