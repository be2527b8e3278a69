import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { site } from '../site.ts';
import { signLink, type LinkClaims, type LinkSigner } from '../testing/link-token.ts';
import { addFault, origins, requests, resetSandbox } from '../testing/sandbox.ts';
import { identityToken, TestWorker, workerOrigin } from '../testing/test-worker.ts';

let worker: TestWorker;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
});

const linkToken = (claims?: LinkClaims, by?: LinkSigner) => signLink(worker.now(), claims, by);

const path = (token: string) => `/v1/unsubscribe?t=${encodeURIComponent(token)}`;
const german = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' };

async function open(token: string, headers: Record<string, string> = {}) {
  const response = await worker.fetch(path(token), { headers });
  return { response, html: await response.text() };
}

/** As a mail provider posts it: no Origin, no cookie, no further step. */
async function post(token: string, fields: Record<string, string> = { 'List-Unsubscribe': 'One-Click' }) {
  const response = await worker.fetch(path(token), { method: 'POST', body: new URLSearchParams(fields) });
  return { response, html: await response.text() };
}

const heading = (html: string) => /<h1>(.*?)<\/h1>/.exec(html)?.[1];
const undoField = (html: string) =>
  /name="undo" value="(.*?)"/.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? '';

async function valuesOf(sub = 'ann', query: Record<string, string> = {}) {
  const { accessToken } = await worker.signIn({ sub });
  const { rows } = await worker.call('getPreferences', { accessToken, query });
  return Object.fromEntries(
    rows.flatMap(({ id, channels }) =>
      Object.entries(channels).map(([channel, { enabled }]) => [`${id} ${channel}`, enabled]),
    ),
  );
}

const writes = async () => (await requests('knock')).filter(({ method }) => method !== 'GET');

describe('opening a link', () => {
  test('asks, names what it is about, and changes nothing: mail scanners open links', async () => {
    const { response, html } = await open(await linkToken({ row: 'updates' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(heading(html)).toBe('Unsubscribe?');
    expect(html).toContain('After this you will no longer get “Product news” (Email).');
    expect(html).toContain('<form method="post"');
    expect(await writes()).toEqual([]);
  });

  test.each([
    ['a row', { row: 'updates' }],
    ['all that can be switched off', {}],
    ['a row of a tenant’s e-mail', { row: 'updates', tenant: 'acme' }],
  ])('about %s that is off says so, offers the rest, and asks again once it is on', async (_, claims) => {
    const token = await linkToken(claims);
    const { html: done } = await post(token);
    const wrote = (await writes()).length;
    const { response, html } = await open(token);
    expect([response.status, heading(html)]).toEqual([200, 'You are already unsubscribed']);
    expect(html).not.toContain('<form');
    expect(html).toContain('id="center"');
    expect((await writes()).length).toBe(wrote);
    await post(token, { undo: undoField(done) });
    expect(heading((await open(token)).html)).toBe('Unsubscribe?');
  });

  test('about all asks while any of it is on', async () => {
    const token = await linkToken();
    const { html } = await post(token);
    const [first] = JSON.parse(undoField(html)) as unknown[];
    await post(token, { undo: JSON.stringify([first]) });
    expect(heading((await open(token)).html)).toBe('Unsubscribe?');
  });

  test('asks while the vendor does not say what is off', async () => {
    await addFault({ vendor: 'knock', status: 500 });
    const { response, html } = await open(await linkToken({ row: 'updates' }));
    expect([response.status, heading(html)]).toEqual([200, 'Unsubscribe?']);
    expect(html).toContain('<form');
  });

  test('speaks the visitor’s language', async () => {
    const { html } = await open(await linkToken(), german);
    expect(html).toContain('<html lang="de" dir="ltr">');
    expect(heading(html)).toBe('Abbestellen?');
    expect(html).toContain('Danach bekommst du nichts mehr, was sich abschalten lässt (Email).');
    const { html: other } = await open(await linkToken(), { 'accept-language': 'zh, *;q=0.1' });
    expect(other).toContain('<html lang="en" dir="ltr">');
    const { html: arabic } = await open(await linkToken(), { 'accept-language': 'ar-EG, en;q=0.8' });
    expect(arabic).toContain('<html lang="ar" dir="rtl">');
    expect(heading(arabic)).toBe('هل تريد إلغاء الاشتراك؟');
  });

  test('says whose page it is and leads there, whatever it says: the first of the site’s origins', async () => {
    worker = new TestWorker({
      settings: { SITE_ORIGINS: 'https://www.shop.example:8443,https://b.example' },
    });
    const token = await linkToken({ row: 'updates' });
    const states = [
      await open(token),
      await open(token, { 'accept-language': 'ar' }),
      await open(await linkToken({ row: 'security' })),
      await open('junk'),
      await post('junk'),
      await open(await linkToken({ exp: Math.floor(worker.now() / 1000) - 120 })),
      await post(token, {}),
      await post(token),
    ];
    for (const { html } of states) {
      expect(html).toContain(
        '<a href="https://www.shop.example:8443" rel="noreferrer" dir="ltr">www.shop.example:8443</a>',
      );
      expect(html).toMatch(/<title>.+ – www\.shop\.example:8443<\/title>/);
      expect(html).not.toContain('b.example');
    }
  });

  test('runs nothing but its own files, and tells nobody where it was', async () => {
    const { response } = await open(await linkToken());
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  test('shows the words of others as text', async () => {
    const label = '<img src=x onerror=alert(1)>“&"';
    worker = new TestWorker({
      policy: {
        preferences: {
          ...site.preferences,
          rows: [{ id: 'evil', type: 'category', label, channels: ['email'] }],
        },
      },
    });
    const { html } = await open(await linkToken({ row: 'evil', tenant: 'a@b' }));
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    const { html: odd } = await open('"><script>alert(1)</script>');
    expect(odd).not.toContain('<script>alert');
  });

  test('about a locked row, or one that is gone, says so and offers the rest', async () => {
    for (const [claims, says] of [
      [{ row: 'security' }, 'These messages stay on'],
      [{ row: 'nothing' }, 'Nothing to unsubscribe from'],
      [{ row: 'social', channel: 'sms' }, 'Nothing to unsubscribe from'],
    ] as const) {
      const { response, html } = await open(await linkToken(claims));
      expect([response.status, heading(html)]).toEqual([200, says]);
      expect(html).not.toContain('<form');
      expect(html).toContain('id="center"');
    }
  });
});

describe('one click', () => {
  test('switches off the link’s row on its channel, and nothing else', async () => {
    const before = await valuesOf();
    const { response, html } = await post(await linkToken({ row: 'updates' }));
    expect([response.status, heading(html)]).toEqual([200, 'You are unsubscribed']);
    expect(await valuesOf()).toEqual({ ...before, 'updates email': false });
  });

  test('is the same in the other form that mail providers may send', async () => {
    const body = new FormData();
    body.set('List-Unsubscribe', 'One-Click');
    const token = await linkToken({ row: 'updates' });
    expect((await worker.fetch(path(token), { method: 'POST', body })).status).toBe(200);
    expect(await valuesOf()).toMatchObject({ 'updates email': false });
  });

  test('without a row switches off all that may be, and the undo restores just that', async () => {
    await post(await linkToken({ row: 'billing' }));
    const before = await valuesOf();
    const token = await linkToken();
    const { html } = await post(token);
    expect(await valuesOf()).toEqual({
      ...before,
      'social email': false,
      'updates email': false,
      'commercial_subscribed all': false,
    });
    const undone = await post(token, { undo: undoField(html) });
    expect([undone.response.status, heading(undone.html)]).toEqual([200, 'You are subscribed again']);
    expect(await valuesOf()).toEqual(before);
  });

  test('of a tenant’s e-mail leaves the person’s own', async () => {
    await post(await linkToken({ row: 'updates', tenant: 'acme' }));
    expect(await valuesOf('ann', { tenant: 'acme' })).toMatchObject({ 'updates email': false });
    expect(await valuesOf()).toMatchObject({ 'updates email': true });
  });

  test('done again is done', async () => {
    const token = await linkToken({ row: 'updates' });
    await post(token);
    const wrote = (await writes()).length;
    const { response, html } = await post(token);
    expect([response.status, heading(html)]).toEqual([200, 'You are already unsubscribed']);
    expect((await writes()).length).toBe(wrote);
  });

  test('switches off what depends on conditions, too', async () => {
    const conditions = [{ variable: 'recipient.plan', operator: 'equal_to', argument: 'pro' }];
    await fetch(`${origins.knock}/v1/users/ann/preferences/default`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${credentials.knock.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ categories: { updates: { channel_types: { email: { conditions } } } } }),
    });
    await post(await linkToken({ row: 'updates' }));
    expect(await valuesOf()).toMatchObject({ 'updates email': false });
  });

  test.each([
    ['a locked row', { row: 'security' }, 403, 'These messages stay on'],
    ['a row that is gone', { row: 'nothing' }, 410, 'Nothing to unsubscribe from'],
    [
      'a channel that the row does not have',
      { row: 'social', channel: 'sms' },
      410,
      'Nothing to unsubscribe from',
    ],
  ])('on %s changes nothing and says why', async (_, claims, status, says) => {
    const { response, html } = await post(await linkToken(claims));
    expect([response.status, heading(html)]).toEqual([status, says]);
    expect(await writes()).toEqual([]);
  });

  test('without its field, or with an undo that is none, changes nothing', async () => {
    const token = await linkToken({ row: 'updates' });
    for (const fields of [
      {},
      { 'List-Unsubscribe': 'Yes' },
      { undo: '{' },
      { undo: '[]' },
      { undo: '[{"row":1}]' },
    ]) {
      const { response, html } = await post(token, fields);
      expect([response.status, heading(html)]).toEqual([400, 'That was not understood']);
    }
    const { response } = await post(token, { undo: '[{"row":"security","channel":"email"}]' });
    expect(response.status).toBe(403);
    expect(await writes()).toEqual([]);
  });

  test('while the vendor fails says that nothing was changed, and when to come again', async () => {
    await addFault({ vendor: 'knock', status: 500 });
    const { response, html } = await post(await linkToken({ row: 'updates' }));
    expect([response.status, heading(html)]).toEqual([503, 'That did not work']);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(html).toContain('<form method="post"');
  });
});

describe('a link that is no good', () => {
  const bad: [string, () => Promise<string>, number, string][] = [
    ['ended', () => linkToken({ exp: Math.floor(worker.now() / 1000) - 120 }), 410, 'This link has expired'],
    [
      'signed with another secret',
      () => linkToken({}, { secret: 'another-secret-of-somebody' }),
      400,
      'This link is not valid',
    ],
    ['of a key that is not there', () => linkToken({}, { kid: 'other' }), 400, 'This link is not valid'],
    ['an identity token', () => identityToken({ sub: 'ann' }), 400, 'This link is not valid'],
    ['of a guest', () => linkToken({ sub: 'guest-1' }), 400, 'This link is not valid'],
    ['good for ever', () => linkToken({ exp: 9_999_999_999 }), 400, 'This link is not valid'],
    ['of a tenant that leads elsewhere', () => linkToken({ tenant: '..' }), 400, 'This link is not valid'],
    ['cut off', async () => (await linkToken()).slice(0, -4), 400, 'This link is not valid'],
    ['empty', () => Promise.resolve(''), 400, 'This link is not valid'],
  ];
  test.each(bad)('%s', async (_, make, status, says) => {
    const token = await make();
    for (const { response, html } of [await open(token), await post(token)]) {
      expect([response.status, heading(html)]).toEqual([status, says]);
      expect(html).not.toContain('id="center"');
    }
    expect(await requests('knock')).toEqual([]);
  });

  test('meets the first shield; one that is good is counted by its user, not by its mail provider', async () => {
    const keys: string[] = [];
    const SHIELD = {
      limit: ({ key }: { key: string }) => {
        keys.push(key);
        return Promise.resolve({ success: false });
      },
    };
    worker = new TestWorker({ bindings: { SHIELD } });
    for (const token of ['junk', await linkToken()]) {
      const { response, html } = await open(token);
      expect([response.status, heading(html)]).toEqual([429, 'That did not work']);
      expect(response.headers.get('retry-after')).toBe('60');
    }
    expect(keys.filter((key) => key.startsWith('link '))).toEqual(['link ann']);
  });

  test('is named in no log', async () => {
    const token = await linkToken({ row: 'updates' });
    await open(token);
    await post(`${token}x`);
    expect(JSON.stringify(worker.log)).not.toContain(token.slice(0, 40));
    expect(worker.log).toContainEqual(
      expect.objectContaining({ operation: 'openPreferenceLink', status: 200 }),
    );
    expect(worker.log).toContainEqual(
      expect.objectContaining({ operation: 'unsubscribe', code: 'link_invalid', status: 400 }),
    );
  });

  test('another method is refused', async () => {
    const response = await worker.fetch(path(await linkToken()), { method: 'PUT' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, OPTIONS']);
  });
});

describe('a link that is signed by a key that the site publishes', () => {
  const address = 'https://shop.example/.well-known/jwks.json';
  const algorithms = ['RS256', 'ES256', 'EdDSA'] as const;
  const pairs = new Map<string, Awaited<ReturnType<typeof generateKeyPair>>>();
  let answer: () => Promise<Response>;

  beforeAll(async () => {
    for (const alg of algorithms) pairs.set(alg, await generateKeyPair(alg, { extractable: true }));
  });

  beforeEach(() => {
    answer = async () => {
      const keys = [...pairs].map(async ([alg, { publicKey }]) => ({
        ...(await exportJWK(publicKey)),
        kid: alg,
        alg,
      }));
      return Response.json({ keys: await Promise.all(keys) });
    };
    const real = fetch;
    vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) =>
      new Request(input).url === address ? answer() : real(input, init),
    );
    worker = new TestWorker({ settings: { IDENTITY_JWKS_URL: address } });
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  async function signed(alg: string, claims: LinkClaims = {}, typ = 'belfry-preferences+jwt', by = alg) {
    const { privateKey } = pairs.get(by) ?? (await generateKeyPair(by));
    const exp = Math.floor(worker.now() / 1000) + 90 * 86_400;
    return new SignJWT({ sub: 'ann', exp, ...claims })
      .setProtectedHeader({ alg: by, kid: alg, typ })
      .sign(privateKey);
  }

  test.each(algorithms)('by %s opens, unsubscribes and gives a session', async (alg) => {
    const token = await signed(alg, { row: 'updates' });
    expect(heading((await open(token)).html)).toBe('Unsubscribe?');
    expect(heading((await post(token)).html)).toBe('You are unsubscribed');
    const body = { grant: 'link', token } as const;
    const { accessToken } = await worker.call('createSession', { origin: workerOrigin, body });
    const { rows } = await worker.call('getPreferences', { origin: workerOrigin, accessToken });
    expect(rows.find(({ id }) => id === 'updates')?.channels['email']).toEqual({ enabled: false });
  });

  test('is none under another key’s name, as an identity token, or by a key that is not published', async () => {
    const strange = await generateKeyPair('ES256');
    const bad = [
      await signed('RS256', {}, undefined, 'ES256'),
      await signed('ES256', {}, 'JWT'),
      await new SignJWT({ sub: 'ann', exp: Math.floor(worker.now() / 1000) + 3600 })
        .setProtectedHeader({ alg: 'ES256', kid: 'ES256', typ: 'belfry-preferences+jwt' })
        .sign(strange.privateKey),
    ];
    for (const token of bad) {
      for (const { response, html } of [await open(token), await post(token)])
        expect([response.status, heading(html)]).toEqual([400, 'This link is not valid']);
    }
    expect(await requests('knock')).toEqual([]);
  });

  test('says that it did not work while the keys cannot be read, and when to come again', async () => {
    answer = () => Promise.resolve(new Response('', { status: 500 }));
    const { response, html } = await post(await signed('ES256', { row: 'updates' }));
    expect([response.status, heading(html)]).toEqual([503, 'That did not work']);
    expect(await writes()).toEqual([]);
  });
});
