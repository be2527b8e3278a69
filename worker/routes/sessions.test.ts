import fc from 'fast-check';
import { SignJWT, UnsecuredJWT, decodeJwt } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { base64url, utf8 } from '../platform/crypto.ts';
import { addFault, requests, resetSandbox } from '../testing/sandbox.ts';
import { identityToken, shop, TestWorker } from '../testing/test-worker.ts';

let worker: TestWorker;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
});

describe('an identity token', () => {
  test('opens a session of the site’s user, with the vendor tokens asked for', async () => {
    const session = await worker.signIn({ sub: 'ann', name: 'Ann Archer' }, ['chat', 'feed']);
    expect(session.user).toEqual({ id: 'ann', kind: 'site', name: 'Ann Archer' });
    expect(session.refreshToken).toBeTypeOf('string');
    expect(Date.parse(session.expiresAt) - Date.now()).toBeGreaterThan(590_000);
    expect(Date.parse(session.expiresAt) - Date.now()).toBeLessThanOrEqual(600_000);
    expect(session.chat?.userId).toBe('ann');
    expect(session.feed?.userId).toBe('ann');
    expect(session.unavailable).toBeUndefined();
  });

  test('calls no vendor unless tokens are asked for', async () => {
    await worker.signIn({ sub: 'ann' });
    expect(await requests()).toEqual([]);
  });

  test('may be signed by any key of the list', async () => {
    const token = await identityToken({ sub: 'ann' }, { kid: 'next', secret: 'the-next-identity-secret' });
    const session = await worker.call('createSession', { body: { grant: 'identity', token } });
    expect(session.user.id).toBe('ann');
  });

  const later = Math.floor(Date.now() / 1000) + 300;
  const secret = utf8(credentials.identity.secret);
  const refusals: Record<string, () => Promise<string> | string> = {
    'signed with another secret': () =>
      identityToken({ sub: 'ann' }, { secret: 'another-secret-altogether' }),
    'signed with another key of the list than its kid': () =>
      identityToken({ sub: 'ann' }, { kid: 'next', secret: credentials.identity.secret }),
    'without kid': () => identityToken({ sub: 'ann' }, { kid: null }),
    'of an unknown kid': () => identityToken({ sub: 'ann' }, { kid: 'other' }),
    'of algorithm none': () => new UnsecuredJWT({ sub: 'ann', exp: later }).encode(),
    'of algorithm none with a known kid': () =>
      `${base64url(utf8('{"alg":"none","kid":"sandbox"}'))}.${base64url(utf8(`{"sub":"ann","exp":${later}}`))}.`,
    'of another algorithm': () =>
      new SignJWT({ sub: 'ann', exp: later })
        .setProtectedHeader({ alg: 'HS512', kid: 'sandbox' })
        .sign(secret),
    'without exp': () =>
      new SignJWT({ sub: 'ann' }).setProtectedHeader({ alg: 'HS256', kid: 'sandbox' }).sign(secret),
    'without sub': () => identityToken({}),
    'with an empty sub': () => identityToken({ sub: '' }),
    'with a sub that is no text': () => identityToken({ sub: 7 }),
    'with control characters in sub': () => identityToken({ sub: 'ann\n' }),
    'with a control character of Latin-1 in sub': () => identityToken({ sub: 'ann\u0085' }),
    'with half a character in sub': () => identityToken({ sub: 'ann\ud800' }),
    'with a sub that is a step in a path': () => identityToken({ sub: '.' }),
    'with a sub that is a step back in a path': () => identityToken({ sub: '..' }),
    'with a sub that no vendor could take': () => identityToken({ sub: '漢'.repeat(100) }),
    'of a reserved prefix, tel-': () => identityToken({ sub: 'tel-0011' }),
    'of a reserved prefix, guest-': () => identityToken({ sub: 'Guest-0011' }),
    'that lives too long': () => identityToken({ sub: 'ann' }, { ttl: 3700 }),
    'that lives too long, as its iat tells': () => identityToken({ sub: 'ann', iat: later - 300 - 3500 }),
    'issued in the future': () => identityToken({ sub: 'ann', iat: later - 100, exp: later }),
    'longer than 16 kB': () => identityToken({ sub: 'ann', padding: 'x'.repeat(17_000) }),
    'that is none': () => 'not.a.token',
  };
  test.each(Object.keys(refusals))('%s is refused, and no vendor is called', async (name) => {
    const token = await refusals[name]?.();
    const problem = await worker.refused('createSession', {
      body: { grant: 'identity', token, include: ['chat', 'feed'] },
    });
    expect(problem).toMatchObject({ status: 401, code: 'identity_invalid' });
    expect(await requests()).toEqual([]);
  });

  test('that has expired is told apart, so that a page asks for a new one', async () => {
    const token = await identityToken({ sub: 'ann' }, { now: Date.now() - 400_000 });
    const problem = await worker.refused('createSession', {
      body: { grant: 'identity', token, include: ['chat'] },
    });
    expect(problem).toMatchObject({ status: 401, code: 'identity_expired' });
    expect(await requests()).toEqual([]);
  });

  test('leaves out claims that are malformed', async () => {
    const session = await worker.signIn(
      { sub: 'ann', name: 7, email: 'nobody', image: 'javascript:alert(1)' },
      ['chat'],
    );
    expect(session.user).toEqual({ id: 'ann', kind: 'site' });
  });
});

describe('a guest', () => {
  test('gets an id of their own each time', async () => {
    const [one, two] = await Promise.all([
      worker.call('createSession', { body: { grant: 'guest' } }),
      worker.call('createSession', { body: { grant: 'guest', include: ['chat', 'feed'] } }),
    ]);
    expect(one.user.kind).toBe('guest');
    expect(one.user.id).toMatch(/^guest-[\w-]{22}$/);
    expect(two.user.id).not.toBe(one.user.id);
    expect(two.chat?.userId).toBe(two.user.id);
    expect(two.feed?.userId).toBe(two.user.id);
  });

  test('is refused where the site wants a sign-in', async () => {
    worker = new TestWorker({ policy: { guests: false } });
    expect(await worker.refused('createSession', { body: { grant: 'guest' } })).toMatchObject({
      status: 403,
      code: 'guests_not_allowed',
    });
  });
});

describe('a vendor that fails', () => {
  test('costs its token, not the session', async () => {
    await addFault({ vendor: 'stream', status: 500 });
    const session = await worker.signIn({ sub: 'vera' }, ['chat', 'feed']);
    expect(session.chat).toBeUndefined();
    expect(session.unavailable).toEqual(['chat']);
    expect(session.feed?.userId).toBe('vera');
  });

  test('is asked again the next time', async () => {
    await addFault({ vendor: 'stream', status: 500, times: 1 });
    await worker.signIn({ sub: 'vera' }, ['chat']);
    expect((await worker.signIn({ sub: 'vera' }, ['chat'])).chat?.userId).toBe('vera');
  });
});

describe('a refresh token', () => {
  const renew = (refreshToken: string | undefined, origin = shop) =>
    worker.call('createSession', { body: { grant: 'refresh', refreshToken }, origin });
  const refused = (refreshToken: string | undefined, origin = shop) =>
    worker.refused('createSession', { body: { grant: 'refresh', refreshToken, include: ['chat'] }, origin });

  test('renews the session, and brings the next one', async () => {
    const first = await worker.signIn({ sub: 'ann', name: 'Ann Archer' });
    const second = await renew(first.refreshToken);
    expect(second.user).toEqual(first.user);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(decodeJwt(second.accessToken)['sid']).toBe(decodeJwt(first.accessToken)['sid']);
    expect((await renew(second.refreshToken)).user.id).toBe('ann');
  });

  test('may be used again while its answer got lost', async () => {
    const first = await worker.signIn({ sub: 'ann' });
    await renew(first.refreshToken);
    const again = await renew(first.refreshToken);
    expect((await renew(again.refreshToken)).user.id).toBe('ann');
  });

  test('that was spent ends the session when it comes back', async () => {
    const first = await worker.signIn({ sub: 'ann' });
    const second = await renew(first.refreshToken);
    const third = await renew(second.refreshToken);
    expect(await refused(first.refreshToken)).toMatchObject({ status: 401, code: 'refresh_invalid' });
    expect(worker.log).toContainEqual(expect.objectContaining({ event: 'refresh_reused' }));
    expect(await refused(third.refreshToken)).toMatchObject({ code: 'refresh_invalid' });
    expect(await requests()).toEqual([]);
  });

  test('is good on the origin of its session alone', async () => {
    const first = await worker.signIn({ sub: 'ann' });
    await refused(first.refreshToken, 'https://help.shop.example');
    expect((await renew(first.refreshToken)).user.id).toBe('ann');
  });

  test('ends with its session’s longest life', async () => {
    const session = { idle: 100, longest: 1000 };
    worker = new TestWorker({ policy: { session } });
    const first = await worker.signIn({ sub: 'ann' });
    worker.advance(1001);
    expect(await refused(first.refreshToken)).toMatchObject({ code: 'refresh_invalid' });
  });

  test('is not to be had after signing out', async () => {
    const { accessToken, refreshToken } = await worker.signIn({ sub: 'ann' });
    await worker.call('deleteSession', { accessToken });
    expect(await refused(refreshToken)).toMatchObject({ code: 'refresh_invalid' });
    expect(await worker.refused('createChatToken', { accessToken })).toMatchObject({
      code: 'session_expired',
    });
  });

  test('of which any character was changed is refused', async () => {
    const { refreshToken = '' } = await worker.signIn({ sub: 'ann' });
    await fc.assert(
      fc.asyncProperty(fc.nat(refreshToken.length - 1), fc.constantFrom(...'aZ0_-.'), async (at, other) => {
        fc.pre(refreshToken[at] !== other);
        await refused(refreshToken.slice(0, at) + other + refreshToken.slice(at + 1));
      }),
      { numRuns: 60 },
    );
    expect((await renew(refreshToken)).user.id).toBe('ann');
  });
});

describe('an access token', () => {
  const use = (accessToken: string, origin = shop) =>
    worker.refused('createChatToken', { accessToken, origin });

  test('is required where somebody acts', async () => {
    for (const operation of ['deleteSession', 'getSummary', 'createChatToken', 'createFeedToken'] as const) {
      expect(await worker.refused(operation)).toMatchObject({ status: 401, code: 'session_required' });
    }
    expect(await requests()).toEqual([]);
  });

  test('lives ten minutes', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    worker.advance(601);
    expect(await use(accessToken)).toMatchObject({ status: 401, code: 'session_expired' });
  });

  test('is good on its own origin alone', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    expect(await use(accessToken, 'https://help.shop.example')).toMatchObject({ code: 'session_invalid' });
  });

  test('may be signed by an older key, not by an unknown one', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const rotated = new TestWorker({
      settings: {
        SESSION_KEYS: `c:${'third-session-secret--'.repeat(2)},b:${'second-session-secret-'.repeat(2)}`,
      },
    });
    expect((await rotated.call('createChatToken', { accessToken })).userId).toBe('ann');
    const replaced = new TestWorker({
      settings: { SESSION_KEYS: `c:${'third-session-secret--'.repeat(2)}` },
    });
    expect(await replaced.refused('createChatToken', { accessToken })).toMatchObject({
      code: 'session_invalid',
    });
  });

  test('cannot be another token that was signed with its key', async () => {
    const claims = decodeJwt((await worker.signIn({ sub: 'ann' })).accessToken);
    const key = utf8('second-session-secret-'.repeat(2));
    const untyped = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'b' }).sign(key);
    expect(await use(untyped)).toMatchObject({ code: 'session_invalid' });
    const elsewhere = await new SignJWT({ ...claims, aud: 'other' })
      .setProtectedHeader({ alg: 'HS256', kid: 'b', typ: 'belfry+jwt' })
      .sign(key);
    expect(await use(elsewhere)).toMatchObject({ code: 'session_invalid' });
  });

  test('of which any byte was changed is refused', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const parts = accessToken
      .split('.')
      .map((part) => Uint8Array.from(atobUrl(part), (c) => c.charCodeAt(0)));
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.nat(), fc.integer({ min: 1, max: 255 }), async (part, at, flip) => {
        const forged = parts.map((bytes, index) => {
          const copy = bytes.slice();
          const place = at % copy.length;
          if (index === part) copy[place] = (copy[place] ?? 0) ^ flip;
          return base64url(copy);
        });
        expect((await use(forged.join('.'))).code).toBe('session_invalid');
      }),
      { numRuns: 80 },
    );
    expect(await requests()).toEqual([]);
  });
});

const atobUrl = (text: string): string => atob(text.replaceAll('-', '+').replaceAll('_', '/'));
