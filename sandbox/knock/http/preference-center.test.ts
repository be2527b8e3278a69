import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { startKnock } from '../testing/start-knock.ts';

const channelTypes = z.array(z.enum(['in_app_feed', 'email', 'sms', 'push', 'chat', 'http']));
const image = z.null();
/** `PreferenceCenterGetConfigResponse` of the server SDK, with nothing beside it. */
const configSchema = z.strictObject({
  enabled: z.literal(true),
  account_name: z.literal('Sandbox'),
  knock_branding_required: z.boolean(),
  user_email: z.string(),
  branding: z.strictObject({
    icon_url: image,
    logo_url: image,
    primary_color: z.null(),
    primary_color_contrast: z.null(),
  }),
  config: z.strictObject({
    title: z.string().min(1),
    body: z.string().min(1),
    show_account_name: z.boolean(),
    rows: z.array(
      z.strictObject({
        type: z.enum(['workflow', 'channel', 'category', 'channel_types', 'commercial_subscribed']),
        name: z.string().min(1),
        description: z.string().optional(),
        identifier: z.string().nullable(),
        channel_types: channelTypes.nullable(),
      }),
    ),
  }),
});

test('the hosted center’s settings are there for the backend and for the user’s own browser', async () => {
  const knock = await startKnock();
  const config = configSchema.parse(await knock.server.users.preferenceCenter.getConfig('ann'));
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
