import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { preferenceCenterShape } from '../shapes/answers.ts';
import { startKnock } from '../testing/start-knock.ts';

test('the hosted center’s settings are there for the backend and for the user’s own browser', async () => {
  const knock = await startKnock();
  const config = preferenceCenterShape.parse(await knock.server.users.preferenceCenter.getConfig('ann'));
  expect(config.user_email).toBe('ann@example.com');
  expect(config.config.rows.map(({ type, identifier }) => [type, identifier])).toEqual([
    ['category', 'social'],
    ['category', 'updates'],
    ['category', 'billing'],
    ['category', 'security'],
    ['commercial_subscribed', null],
  ]);
  const own = await knock.request('GET', '/v1/users/ann/preference_center/config', { as: 'ann' });
  expect(await own.json()).toEqual(config);
  const others = await knock.request('GET', '/v1/users/ben/preference_center/config', { as: 'ann' });
  expect(others.status).toBe(403);
});

test('who has no address is called by their id, and the plan may demand the vendor’s name', async () => {
  const knock = await startKnock();
  await knock.server.users.update('eve', { name: 'Eve' });
  knock.vendor.settings.brandingRequired = true;
  expect(await knock.server.users.preferenceCenter.getConfig('eve')).toMatchObject({
    user_email: 'eve',
    knock_branding_required: true,
  });
});

test('a signed link names its user and never ends; only the backend gets one', async () => {
  const knock = await startKnock();
  const signed = await knock.server.users.preferenceCenter.generateSignedURL('ann');
  expect(signed).toEqual({
    token: expect.any(String) as unknown,
    url: `https://p.knock.app/?t=${signed.token}`,
  });
  expect(decodeJwt(signed.token)).toEqual({ sub: 'ann' });
  await expect(knock.server.users.preferenceCenter.generateSignedURL('nobody')).rejects.toMatchObject({
    status: 404,
    error: { code: 'resource_missing', status: 404, type: 'api_error' },
  });
  const refused = await knock.request('POST', '/v1/users/ann/preference_center/signed_url', { as: 'ann' });
  expect(refused.status).toBe(403);
});
