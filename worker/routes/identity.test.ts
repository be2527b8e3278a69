import fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { utf8 } from '../platform/crypto.ts';
import { SettingsError } from '../platform/settings.ts';
import { otherSignature } from '../testing/other-signature.ts';
import { identityToken, TestWorker } from '../testing/test-worker.ts';

const address = 'https://shop.example/.well-known/jwks.json';
const algorithms = ['RS256', 'ES256', 'EdDSA'] as const;
type Algorithm = (typeof algorithms)[number];
type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

const pairs = new Map<Algorithm, Pair>();
/** What the site publishes, and how it answers. */
let published: { keys: JWK[] };
let answer: () => Response;
let reads: string[];
let worker: TestWorker;

beforeAll(async () => {
  for (const alg of algorithms) pairs.set(alg, await generateKeyPair(alg, { extractable: true }));
});

beforeEach(async () => {
  published = { keys: [] };
  for (const [alg, { publicKey }] of pairs)
    published.keys.push({ ...(await exportJWK(publicKey)), kid: alg, alg, use: 'sig' });
  answer = () => Response.json(published);
  reads = [];
  const real = fetch;
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new Request(input).url;
    if (!url.startsWith('https://shop.example/')) return real(input, init);
    reads.push(`${url} ${init?.redirect}`);
    return Promise.resolve(answer());
  });
  worker = new TestWorker({ settings: { IDENTITY_JWKS_URL: address } });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

interface Signing {
  alg?: Algorithm;
  kid?: string;
  key?: Pair;
}

async function sign(claims: Record<string, unknown>, { alg = 'ES256', kid = alg, key }: Signing = {}) {
  const { privateKey } = key ?? pairs.get(alg) ?? (await generateKeyPair(alg));
  const iat = Math.floor(worker.now() / 1000);
  return new SignJWT({ iat, exp: iat + 300, ...claims })
    .setProtectedHeader({ alg, ...(kid && { kid }) })
    .sign(privateKey);
}

const grant = (token: string) => ({ body: { grant: 'identity', token } }) as const;
const open = async (token: string) => (await worker.call('createSession', grant(token))).user.id;
const refuse = async (token: string) => (await worker.refused('createSession', grant(token))).code;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const letter = fc.constantFrom(...letters, '.', '=', '+', '/', ' ');
/** The last letter of a signature has bits that mean nothing: another one may stand for the same bytes. */
const lastLetters = (token: string): [number, string][] =>
  [...letters].map((other) => [token.length - 1, other]);

describe('a key that the site publishes', () => {
  test.each(algorithms)('proves by %s', async (alg) => {
    expect(await open(await sign({ sub: 'ann' }, { alg }))).toBe('ann');
    expect(reads).toEqual([`${address} manual`]);
  });

  test.each(algorithms)('proves nothing by %s under the name of another', async (alg) => {
    for (const kid of algorithms.filter((other) => other !== alg))
      expect(await refuse(await sign({ sub: 'ann' }, { alg, kid }))).toBe('identity_invalid');
  });

  test.each(algorithms)('proves nothing by %s when any character is another one', async (alg) => {
    const token = await sign({ sub: 'ann' }, { alg });
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), letter, async (at, other) => {
        fc.pre(token[at] !== other);
        const altered = token.slice(0, at) + other + token.slice(at + 1);
        expect(await refuse(altered)).toMatch(/^identity_(invalid|expired)$/);
      }),
      { numRuns: 150, examples: lastLetters(token) },
    );
  });

  test.each(['RS384', 'RS512', 'PS256', 'ES384', 'ES512'])('proves nothing by %s', async (alg) => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    published.keys.push({ ...(await exportJWK(publicKey)), kid: alg, alg, use: 'sig' });
    const token = await new SignJWT({ sub: 'ann' })
      .setProtectedHeader({ alg, kid: alg })
      .setExpirationTime('5 minutes')
      .sign(privateKey);
    expect(await refuse(token)).toBe('identity_invalid');
  });

  test('proves nothing when it is for encrypting', async () => {
    published.keys = published.keys.map((key) => ({ ...key, use: 'enc' }));
    for (const alg of algorithms)
      expect(await refuse(await sign({ sub: 'ann' }, { alg }))).toBe('identity_invalid');
  });

  test('need not be named while it is the only one of its kind', async () => {
    expect(await open(await sign({ sub: 'ann' }, { kid: '' }))).toBe('ann');
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    published.keys.push({ ...(await exportJWK(publicKey)), kid: 'another', alg: 'ES256', use: 'sig' });
    worker = new TestWorker({ settings: { IDENTITY_JWKS_URL: address } });
    expect(await refuse(await sign({ sub: 'ann' }, { kid: '' }))).toBe('identity_invalid');
  });

  test.each(algorithms)('makes by %s a token with a jti that is good once, in any isolate', async (alg) => {
    const token = await sign({ sub: 'ann', jti: crypto.randomUUID() }, { alg });
    const workers = [worker, worker.twin(), worker.twin()];
    const answers = await Promise.all(
      workers.map(async (each) => (await each.request('createSession', grant(token))).status),
    );
    expect(answers.toSorted()).toEqual([201, 401, 401]);
  });

  test('makes no second token of one: the other signature that stands for the same is the same token', async () => {
    const token = await sign({ sub: 'ann', jti: crypto.randomUUID() });
    expect(await open(token)).toBe('ann');
    expect(await refuse(otherSignature(token))).toBe('identity_used');
  });

  test('is read once for all visitors, and a flood of unknown kids reads no further', async () => {
    for (const sub of ['ann', 'ben', 'cleo']) await open(await sign({ sub }));
    for (let kid = 0; kid < 20; kid += 1)
      expect(await refuse(await sign({ sub: 'ann' }, { kid: `other-${kid}` }))).toBe('identity_invalid');
    expect(reads).toHaveLength(1);
  });

  test('proves nothing when it is another one of that name', async () => {
    const key = await generateKeyPair('ES256');
    expect(await refuse(await sign({ sub: 'ann' }, { key }))).toBe('identity_invalid');
  });

  test('is no secret: what it would sign as one is refused', async () => {
    const [first] = published.keys;
    const iat = Math.floor(Date.now() / 1000);
    const forged = await new SignJWT({ sub: 'ann', iat, exp: iat + 300 })
      .setProtectedHeader({ alg: 'HS256', kid: 'RS256' })
      .sign(utf8(JSON.stringify(first)));
    expect(await refuse(forged)).toBe('identity_invalid');
  });

  test('stands beside the shared secrets', async () => {
    expect(await open(await identityToken({ sub: 'ann' }))).toBe('ann');
    expect(reads).toEqual([]);
  });

  test('is enough without any shared secret, and then none is good', async () => {
    worker = new TestWorker({ settings: { IDENTITY_JWKS_URL: address, IDENTITY_KEYS: '' } });
    expect(await open(await sign({ sub: 'ann' }))).toBe('ann');
    expect(await refuse(await identityToken({ sub: 'ann' }))).toBe('identity_invalid');
  });

  const silences: Record<string, () => Response> = {
    'is elsewhere': () => Response.redirect('https://evil.example/jwks.json', 302),
    'is larger than 64 kB': () => Response.json({ ...published, padding: 'x'.repeat(70_000) }),
    'is no JSON': () => new Response('<html>'),
    'is not found': () => new Response('no', { status: 404 }),
  };
  test.each(Object.keys(silences))(
    'that %s is not there: the visitor is asked to come again',
    async (name) => {
      answer = () => silences[name]?.() ?? Response.error();
      const token = await sign({ sub: 'ann' });
      const problem = await worker.refused('createSession', grant(token));
      expect(problem).toMatchObject({ code: 'identity_unavailable', status: 503, retryAfter: 30 });
      // A site in trouble is not asked by every visitor.
      expect(await refuse(token)).toBe('identity_unavailable');
      expect(reads).toHaveLength(1);
    },
  );

  test('that was read before stands in while the site does not answer', async () => {
    await open(await sign({ sub: 'ann' }));
    answer = () => new Response('down', { status: 500 });
    vi.useFakeTimers({ now: Date.now() + 700_000, toFake: ['Date'] });
    try {
      expect(await open(await sign({ sub: 'ben' }))).toBe('ben');
      expect(reads).toHaveLength(2);
      vi.setSystemTime(Date.now() + 86_400_000);
      expect(await refuse(await sign({ sub: 'ben' }))).toBe('identity_unavailable');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('an identity token', () => {
  test('with a jti is good once, whoever brings it again, even at the same moment', async () => {
    const token = await identityToken({ sub: 'ann', jti: crypto.randomUUID() });
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => (await worker.request('createSession', grant(token))).status),
    );
    expect(answers.toSorted()).toEqual([201, 401, 401, 401, 401]);
    expect(await refuse(token)).toBe('identity_used');
    expect(await open(await identityToken({ sub: 'ann', jti: crypto.randomUUID() }))).toBe('ann');
  });

  test('is refused when any character of it is another one', async () => {
    const token = await identityToken({ sub: 'ann' });
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), letter, async (at, other) => {
        fc.pre(token[at] !== other);
        const altered = token.slice(0, at) + other + token.slice(at + 1);
        expect(await refuse(altered)).toMatch(/^identity_(invalid|expired)$/);
      }),
      { numRuns: 300, examples: lastLetters(token) },
    );
  });

  test('must be from the issuer and for the audience that the settings name', async () => {
    worker = new TestWorker({
      settings: { IDENTITY_ISSUER: 'https://shop.example', IDENTITY_AUDIENCE: 'belfry' },
    });
    const good = { sub: 'ann', iss: 'https://shop.example', aud: ['api', 'belfry'] };
    expect(await open(await identityToken(good))).toBe('ann');
    for (const wrong of [
      { iss: 'https://evil.example' },
      { iss: undefined },
      { aud: 'api' },
      { aud: undefined },
    ])
      expect(await refuse(await identityToken({ ...good, ...wrong }))).toBe('identity_invalid');
  });

  test('may be a minute early or late, and no more', async () => {
    const now = worker.now();
    const [early, late] = [Math.floor(now / 1000) + 50, Math.floor(now / 1000) - 50];
    expect(await open(await identityToken({ sub: 'ann', iat: early, nbf: early }))).toBe('ann');
    expect(await open(await identityToken({ sub: 'ann', iat: late - 200, exp: late }))).toBe('ann');
    expect(await refuse(await identityToken({ sub: 'ann', nbf: early + 30 }))).toBe('identity_invalid');
    expect(await refuse(await identityToken({ sub: 'ann', iat: late - 200, exp: late - 20 }))).toBe(
      'identity_expired',
    );
  });
});

describe('the settings', () => {
  test.each([
    ['http://shop.example/jwks.json'],
    ['https://user:password@shop.example/jwks.json'],
    ['file:///etc/passwd'],
    ['shop.example'],
  ])('refuse to read keys from %s', (url) => {
    expect(() => new TestWorker({ settings: { IDENTITY_JWKS_URL: url } })).toThrow(/IDENTITY_JWKS_URL must/);
  });

  test('want a secret or published keys', () => {
    expect(() => new TestWorker({ settings: { IDENTITY_KEYS: '' } })).toThrow(SettingsError);
  });
});
