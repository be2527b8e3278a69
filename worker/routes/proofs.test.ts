import fc from 'fast-check';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { site } from '../site.ts';
import { codeSentTo, resetSandbox } from '../testing/sandbox.ts';
import { otherSignature } from '../testing/other-signature.ts';
import { readProblem, shop, TestWorker, workerOrigin, type CallOptions } from '../testing/test-worker.ts';

let worker: TestWorker;
let phone: string;

/** Numbers that no other test used: limits outlive a test. */
let used = 0;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
  phone = `+1213555${String((used += 1)).padStart(4, '0')}`;
});

async function verify(session: Pick<CallOptions, 'accessToken'> = {}) {
  const { id } = await worker.call('createVerification', { ...session, body: { to: phone, channel: 'sms' } });
  const code = await codeSentTo(phone);
  return worker.call('checkVerification', { ...session, params: { id }, body: { code } });
}

const redeem = (proof: string, options: CallOptions = {}) =>
  worker.call('redeemProof', { ...options, body: { proof } });
const refused = async (proof: string, options: CallOptions = {}) =>
  (await worker.refused('redeemProof', { ...options, body: { proof } })).code;

describe('a proof', () => {
  test('says what was verified, for whom, where and how, and can be checked by the published keys', async () => {
    const { proof, session } = await verify();
    const keys = await worker.call('getKeySet', { origin: null });
    const { payload, protectedHeader } = await jwtVerify(proof, createLocalJWKSet(keys), {
      typ: 'belfry-proof+jwt',
      algorithms: ['ES256'],
      issuer: workerOrigin,
      audience: shop,
    });
    expect(protectedHeader.kid).toBe(credentials.proofKey.kid);
    expect(payload).toMatchObject({ sub: session.user.id, phone_number: phone, amr: ['sms'] });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
    expect(payload.jti).toMatch(/^[\w-]{20,}$/);
  });

  test('is published by nothing but public keys, for every origin, and may be kept', async () => {
    const response = await worker.request('getKeySet', { origin: 'https://elsewhere.example' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(await response.text()).not.toContain(credentials.proofKey.d);
  });

  test('is redeemed once', async () => {
    const { proof, session } = await verify();
    expect(await redeem(proof)).toEqual({
      userId: session.user.id,
      phone,
      channel: 'sms',
      verifiedAt: new Date((decodeJwt(proof).iat ?? 0) * 1000).toISOString(),
      origin: shop,
    });
    expect(await refused(proof)).toBe('proof_used');
  });

  test('is redeemed once, of any number of backends at the same moment', async () => {
    const { proof } = await verify();
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const idempotencyKey = index % 2 ? `${proof.slice(-8)}-${index}` : undefined;
        const options = { body: { proof }, ...(idempotencyKey !== undefined && { idempotencyKey }) };
        return (await worker.request('redeemProof', options)).status;
      }),
    );
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    expect(answers.filter((status) => status === 409)).toHaveLength(19);
  });

  test('has the same answer again for the same idempotency key, for a day', async () => {
    const { proof } = await verify();
    const idempotencyKey = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => redeem(proof, { idempotencyKey })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    // Also when the proof has ended since: the backend missed an answer, not the time.
    worker.advance(3600);
    expect(await redeem(proof, { idempotencyKey })).toEqual(answers[0]);
    expect(await refused(proof)).toBe('proof_expired');
  });

  test('does not pass under the idempotency key of another one', async () => {
    const { proof } = await verify();
    const idempotencyKey = crypto.randomUUID();
    await redeem(proof, { idempotencyKey });
    phone = `${phone.slice(0, -4)}9${phone.slice(-3)}`;
    const { proof: other } = await verify();
    expect(await refused(other, { idempotencyKey })).toBe('idempotency_key_reused');
    await redeem(other);
  });

  test.each([[''], [' '], ['a b'], ['x'.repeat(256)], ['a\tb']])(
    'is not looked at with the idempotency key %j',
    async (idempotencyKey) => {
      expect(await refused('x', { idempotencyKey })).toBe('idempotency_key_invalid');
    },
  );

  test('ends after ten minutes', async () => {
    const { proof } = await verify();
    worker.advance(601);
    expect(await refused(proof)).toBe('proof_expired');
  });

  test('of which any character is another one is refused', async () => {
    const { proof } = await verify();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(proof.length - 1),
        fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'),
        async (at, letter) => {
          fc.pre(proof[at] !== letter);
          expect(await refused(proof.slice(0, at) + letter + proof.slice(at + 1))).toBe('proof_invalid');
        },
      ),
      { numRuns: 300 },
    );
    await redeem(proof);
  });

  test('is the same one under the other signature that stands for it', async () => {
    const { proof } = await verify();
    const other = otherSignature(proof);
    expect(other).not.toBe(proof);
    await redeem(other);
    expect(await refused(proof)).toBe('proof_used');
  });

  test('is no other token, and no other token is one', async () => {
    const { proof, session } = await verify();
    const access = await worker.refused('getSummary', { accessToken: proof });
    expect(access.code).toBe('session_invalid');
    const identity = await worker.refused('createSession', { body: { grant: 'identity', token: proof } });
    expect(identity.code).toBe('identity_invalid');
    expect(await refused(session.accessToken)).toBe('proof_invalid');
    expect(await refused(session.refreshToken ?? '')).toBe('proof_invalid');
  });

  test('is for the Worker that gave it, and for an origin that is still the site’s', async () => {
    const { proof } = await verify();
    const elsewhere = new TestWorker({ settings: { SITE_ORIGINS: 'https://another.example' } });
    const options = { body: { proof } };
    expect((await elsewhere.refused('redeemProof', options)).code).toBe('proof_invalid');
    const other = await worker.fetch('https://other.example/v1/server/proofs', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${credentials.serverKey.secret}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(options.body),
    });
    expect((await readProblem(other)).code).toBe('proof_invalid');
  });

  test('is signed by the first key, and good while its key is among them', async () => {
    const { proof } = await verify();
    const { privateKey } = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    const next = { ...((await crypto.subtle.exportKey('jwk', privateKey)) as JsonWebKey), kid: 'next' };
    worker = new TestWorker({ settings: { PROOF_KEYS: JSON.stringify([next, credentials.proofKey]) } });
    await redeem(proof);
    phone = `${phone.slice(0, -4)}8${phone.slice(-3)}`;
    const { proof: later } = await verify();
    expect(decodeProtectedHeader(later).kid).toBe('next');
    worker = new TestWorker({ settings: { PROOF_KEYS: JSON.stringify([credentials.proofKey]) } });
    expect(await refused(later)).toBe('proof_invalid');
  });
});

describe('a verification that a site’s session began', () => {
  test('keeps the session: the same visitor, who has a phone now', async () => {
    const ann = await worker.signIn({ sub: 'ann', name: 'Ann Archer' });
    const { session, proof } = await verify(ann);
    expect(session.user).toEqual({
      id: 'ann',
      kind: 'site',
      name: 'Ann Archer',
      phone: `+1 ••••••••${phone.slice(-2)}`,
    });
    expect(session).not.toHaveProperty('refreshToken');
    expect(decodeJwt(session.accessToken)['sid']).toBe(decodeJwt(ann.accessToken)['sid']);
    expect(decodeJwt(proof).sub).toBe('ann');
    expect(await redeem(proof)).toMatchObject({ userId: 'ann', phone });
  });

  test('is remembered by the session when it is renewed, masked', async () => {
    const ann = await worker.signIn({ sub: 'ann' });
    const { session } = await verify(ann);
    const renewed = await worker.call('createSession', {
      body: { grant: 'refresh', refreshToken: ann.refreshToken ?? '' },
    });
    expect(renewed.user).toEqual(session.user);
    expect(JSON.stringify(renewed)).not.toContain(phone);
  });

  test('goes on in the next session of the same user, as a reload opens one, and in nobody else’s', async () => {
    const begin = { body: { to: phone, channel: 'sms' } } as const;
    const ann = await worker.signIn({ sub: 'ann' });
    const { id } = await worker.call('createVerification', { ...ann, ...begin });
    const code = await codeSentTo(phone);
    const guest = await worker.call('createSession', { body: { grant: 'guest' } });
    const others = [await worker.signIn({ sub: 'bob' }), guest, {}];
    for (const other of others) {
      const options = { ...other, params: { id } };
      expect((await worker.refused('sendVerification', { ...options, body: {} })).code).toBe(
        'verification_not_found',
      );
      expect((await worker.refused('checkVerification', { ...options, body: { code } })).code).toBe(
        'verification_not_found',
      );
    }
    const again = await worker.signIn({ sub: 'ann' });
    expect(decodeJwt(again.accessToken)['sid']).not.toBe(decodeJwt(ann.accessToken)['sid']);
    const { session } = await worker.call('checkVerification', { ...again, params: { id }, body: { code } });
    expect(decodeJwt(session.accessToken)['sid']).toBe(decodeJwt(again.accessToken)['sid']);
    expect(session.user).toMatchObject({ id: 'ann', kind: 'site' });
  });

  test('that a guest began is nothing to a user whose id is that of the session', async () => {
    const guest = await worker.call('createSession', { body: { grant: 'guest' } });
    const { id } = await worker.call('createVerification', { ...guest, body: { to: phone, channel: 'sms' } });
    const code = await codeSentTo(phone);
    const sid = String(decodeJwt(guest.accessToken)['sid']);
    const named = await worker.signIn({ sub: sid });
    const problem = await worker.refused('checkVerification', { ...named, params: { id }, body: { code } });
    expect(problem.code).toBe('verification_not_found');
  });

  test('of a session that ended meanwhile opens none, and spends no code: it is good in the next one', async () => {
    const ann = await worker.signIn({ sub: 'ann' });
    const { id } = await worker.call('createVerification', { ...ann, body: { to: phone, channel: 'sms' } });
    await worker.call('deleteSession', ann);
    const code = await codeSentTo(phone);
    const check = { params: { id }, body: { code } };
    for (let times = 0; times <= site.verification.checks; times += 1)
      expect((await worker.refused('checkVerification', { ...ann, ...check })).code).toBe('session_expired');
    const again = await worker.signIn({ sub: 'ann' });
    const { session } = await worker.call('checkVerification', { ...again, ...check });
    expect(session.user).toMatchObject({ id: 'ann', kind: 'site' });
  });

  test('is for nobody when the token is a bad one', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const body = { to: phone, channel: 'sms' } as const;
    const forged = `${accessToken.slice(0, -4)}AAAA`;
    expect((await worker.refused('createVerification', { accessToken: forged, body })).code).toBe(
      'session_invalid',
    );
    worker.advance(601);
    expect((await worker.refused('createVerification', { accessToken, body })).code).toBe('session_expired');
  });
});

test('a phone that nobody vouches for is a visitor of its own', async () => {
  const guest = await worker.call('createSession', { body: { grant: 'guest' } });
  for (const before of [guest, {}]) {
    const { session, proof } = await verify(before);
    expect(session.user).toEqual({
      id: expect.stringMatching(/^tel-/),
      kind: 'phone',
      phone: `+1 ••••••••${phone.slice(-2)}`,
    });
    expect(decodeJwt(proof).sub).toBe(session.user.id);
    worker.advance(61);
  }
});

describe('the server’s routes', () => {
  const call = (headers: Record<string, string>, method = 'POST') =>
    worker.fetch('/v1/server/proofs', {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(method === 'POST' && { body: '{"proof":"x"}' }),
    });
  const authorization = `Bearer ${credentials.serverKey.secret}`;

  test.each([
    ['none', {}],
    ['another one', { authorization: `Bearer ${'x'.repeat(40)}` }],
    ['a part of one', { authorization: authorization.slice(0, -1) }],
    ['one and more', { authorization: `${authorization}x` }],
    ['its name', { authorization: `Bearer ${credentials.serverKey.kid}` }],
    ['another scheme', { authorization: authorization.replace('Bearer', 'Basic') }],
  ])('refuse a caller with a server key that is %s', async (_, headers) => {
    expect((await readProblem(await call(headers))).code).toBe('server_key_invalid');
  });

  test('refuse a visitor’s access token', async () => {
    const { accessToken } = await worker.signIn({ sub: 'ann' });
    const problem = await readProblem(await call({ authorization: `Bearer ${accessToken}` }));
    expect(problem.code).toBe('server_key_invalid');
  });

  test('take any of the keys', async () => {
    const second = `Bearer ${'the-next-server-key'.repeat(2)}`;
    expect((await readProblem(await call({ authorization: second }))).code).toBe('proof_invalid');
  });

  test('take none where the site has none', async () => {
    worker = new TestWorker({ settings: { SERVER_KEYS: '' } });
    for (const headers of [{ authorization }, { authorization: 'Bearer ' }, {}])
      expect((await readProblem(await call(headers))).code).toBe('server_key_invalid');
  });

  test.each([{ origin: shop }, { origin: 'null' }, { 'sec-fetch-site': 'same-origin' }])(
    'refuse a browser, which says %j, also with a key',
    async (headers) => {
      const response = await call({ authorization, ...(headers as Record<string, string>) });
      expect((await readProblem(response)).code).toBe('origin_not_allowed');
      expect(response.headers.has('access-control-allow-origin')).toBe(false);
    },
  );

  test('give no page leave to try', async () => {
    const response = await call(
      {
        origin: shop,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
      'OPTIONS',
    );
    expect(response.status).toBe(405);
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
