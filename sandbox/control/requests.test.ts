import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { call, callPlivo, sandbox, startVerification } from './testing/control.ts';

describe('requests', () => {
  test('are kept with their answers; a list may leave the bodies out', async () => {
    await startVerification('+12015550101');
    const [logged] = (await call('GET', '/requests')).body.requests ?? [];
    expect(logged).toMatchObject({
      vendor: 'twilio',
      method: 'POST',
      status: 201,
      query: {},
      body: { form: { To: '+12015550101', Channel: 'sms' } },
      answer: { type: 'application/json', json: { status: 'pending', to: '+12015550101' } },
    });
    const { requests: [short] = [] } = (await call('GET', '/requests?bodies=false')).body;
    expect(logged).toMatchObject(short ?? {});
    expect(short).not.toHaveProperty('body');
    expect(short).not.toHaveProperty('answer');
    const { id } = z.looseObject({ id: z.number() }).parse(short);
    expect((await call('GET', `/requests/${id}`)).body).toEqual(logged);
    expect((await call('GET', '/requests/999999')).status).toBe(404);
    expect((await call('GET', '/requests/first')).status).toBe(404);
  });

  test('are logged newest first, by vendor, up to a limit', async () => {
    await callPlivo('/v1/first');
    await callPlivo('/v1/second');
    await fetch(sandbox.origins.twilio);
    expect((await call('GET', '/requests?vendor=plivo')).body.requests).toMatchObject([
      { vendor: 'plivo', method: 'GET', path: '/v1/second', status: 501 },
      { vendor: 'plivo', method: 'GET', path: '/v1/first', status: 501 },
    ]);
    expect((await call('GET', '/requests?limit=1')).body.requests).toMatchObject([{ vendor: 'twilio' }]);
  });

  test.each([
    ['vendor=acme', 'vendor'],
    ['limit=0', 'limit'],
    ['bodies=maybe', 'bodies'],
    ['since=1', 'since'],
  ])('refuse %s', async (query, field) => {
    expect(await call('GET', `/requests?${query}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field }] },
    });
  });
});
