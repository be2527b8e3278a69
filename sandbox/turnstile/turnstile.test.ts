import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { call, sandbox } from '../control/testing/control.ts';
import { credentials } from '../credentials.ts';

const { siteKey, secretKey } = credentials.turnstile;
type Answer = Record<string, unknown> & { 'error-codes'?: string[] };

async function post(path: string, body: unknown, form = false): Promise<Answer> {
  const response = await fetch(`${sandbox.origins.turnstile}/turnstile/v0/${path}`, {
    method: 'POST',
    ...(form
      ? { body: new URLSearchParams(body as Record<string, string>) }
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return (await response.json()) as Answer;
}
const solve = async (sitekey: string = siteKey): Promise<string> => {
  const { token } = await post('solve', {
    sitekey,
    hostname: 'shop.example',
    action: 'verification',
    cdata: 'x',
  });
  return String(token);
};
const verify = (fields: Record<string, string>, form = false) =>
  post('siteverify', { secret: secretKey, ...fields }, form);

describe('siteverify', () => {
  test('tells where and for what an answer was given', async () => {
    const answer = await verify({ response: await solve(), remoteip: '203.0.113.7' });
    expect(answer).toMatchObject({
      success: true,
      'error-codes': [],
      hostname: 'shop.example',
      action: 'verification',
      cdata: 'x',
    });
    expect(Date.now() - Date.parse(String(answer['challenge_ts']))).toBeLessThan(60_000);
  });

  test('takes a form, too', async () => {
    expect(await verify({ response: await solve() }, true)).toMatchObject({ success: true });
  });

  test('takes an answer once', async () => {
    const response = await solve();
    await verify({ response });
    expect(await verify({ response })).toMatchObject({
      success: false,
      'error-codes': ['timeout-or-duplicate'],
    });
  });

  test('gives the same verdict to the same request', async () => {
    const request = { response: await solve(), idempotency_key: randomUUID() };
    const first = await verify(request);
    expect(await verify(request)).toEqual(first);
    const other = await verify({ ...request, idempotency_key: randomUUID() });
    expect(other['error-codes']).toEqual(['timeout-or-duplicate']);
  });

  test('takes an answer for five minutes of the clock', async () => {
    const [young, old] = [await solve(), await solve()];
    await call('POST', '/clock', { advance: 299 });
    expect(await verify({ response: young })).toMatchObject({ success: true });
    await call('POST', '/clock', { advance: 1 });
    expect((await verify({ response: old }))['error-codes']).toEqual(['timeout-or-duplicate']);
  });

  test.each([
    ['missing-input-secret', { secret: '' }],
    ['invalid-input-secret', { secret: 'another' }],
    ['missing-input-response', { response: '' }],
    ['invalid-input-response', { response: 'made-up' }],
    ['invalid-input-response', { response: 'x'.repeat(2049) }],
    ['bad-request', { idempotency_key: 'no-uuid' }],
  ])('says %s', async (code, fields) => {
    expect(await verify({ response: 'made-up', ...fields })).toMatchObject({
      success: false,
      'error-codes': [code],
    });
  });

  test.each([
    ['1x0000000000000000000000000000000AA', 'XXXX.DUMMY.TOKEN.XXXX', []],
    ['2x0000000000000000000000000000000AA', 'XXXX.DUMMY.TOKEN.XXXX', ['invalid-input-response']],
    ['3x0000000000000000000000000000000AA', 'XXXX.DUMMY.TOKEN.XXXX', ['timeout-or-duplicate']],
    ['1x0000000000000000000000000000000AA', 'a-real-answer', ['invalid-input-response']],
  ])('with the test secret %s answers %s by %j', async (secret, response, codes) => {
    expect((await verify({ secret, response }))['error-codes']).toEqual(codes);
  });

  test('suffers faults, and is in the log without secret and answer', async () => {
    const response = await solve();
    await call('POST', '/faults', { vendor: 'turnstile', path: 'siteverify', status: 503, times: 1 });
    expect(await verify({ response })).toMatchObject({ success: false, 'error-codes': ['internal-error'] });
    expect(await verify({ response })).toMatchObject({ success: true });
    const { body } = await call('GET', '/requests?vendor=turnstile');
    const log = JSON.stringify(body.requests);
    expect(log).toContain('siteverify');
    expect(log).not.toContain(response);
    expect(log).not.toContain(secretKey);
  });
});

describe('the box', () => {
  test('of a test key that blocks, and of no key, is never passed', async () => {
    for (const sitekey of ['2x00000000000000000000AB', 'nobody'])
      expect(await solve(sitekey)).toBe('undefined');
    expect(await solve('1x00000000000000000000AA')).toBe('XXXX.DUMMY.TOKEN.XXXX');
  });

  test('comes by a script that any page may load', async () => {
    const script = await fetch(`${sandbox.origins.turnstile}/turnstile/v0/api.js?render=explicit`);
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(script.headers.get('access-control-allow-origin')).toBe('*');
    expect(await script.text()).toContain('turnstile: {');
  });
});
