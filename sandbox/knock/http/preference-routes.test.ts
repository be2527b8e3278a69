import { expect, test } from 'vitest';
import { channels } from '../model/channels.ts';
import { startKnock } from '../testing/start-knock.ts';

test('who set nothing gets the defaults of the environment', async () => {
  const { server } = await startKnock();
  expect(await server.users.getPreferences('ann', 'default')).toEqual({
    __typename: 'PreferenceSet',
    id: 'default',
    categories: null,
    channels: null,
    commercial_subscribed: null,
    channel_types: { in_app_feed: true, email: true, sms: true },
    workflows: { 'product-update': { channel_types: { email: false } } },
  });
});

test('setting replaces what the user had, and the defaults show through', async () => {
  const { server } = await startKnock();
  await server.users.setPreferences('ann', 'default', { categories: { social: false, updates: true } });
  const set = await server.users.setPreferences('ann', 'default', { categories: { updates: false } });
  expect(set.categories).toEqual({ updates: false });
  expect(set.channel_types).toEqual({ in_app_feed: true, email: true, sms: true });
  expect(await server.users.getPreferences('ann', 'default')).toEqual(set);
});

test('merging changes only the path that is told, and null takes it away', async () => {
  const { server } = await startKnock();
  const merge = (categories: Record<string, unknown>) =>
    server.put<{ categories: unknown }>('/v1/users/ann/preferences/default', {
      body: { __persistence_strategy__: 'merge', categories },
    });
  await merge({ social: { channel_types: { email: true, in_app_feed: true } }, billing: false });
  const changed = await merge({ social: { channel_types: { email: false } } });
  expect(changed.categories).toEqual({
    social: { channel_types: { email: false, in_app_feed: true } },
    billing: false,
  });
  expect((await merge({ billing: null })).categories).not.toHaveProperty('billing');
  expect((await merge({ social: false })).categories).toEqual({ social: false });
});

test('the browser SDK reads and writes its own sets', async () => {
  const knock = await startKnock();
  const { user } = await knock.client('ann');
  await user.setPreferences({ workflows: { 'new-comment': { channel_types: { email: false } } } });
  await user.setPreferences({ channel_types: { sms: false } }, { preferenceSet: 'acme' });
  expect(await user.getPreferences()).toMatchObject({
    workflows: { 'new-comment': { channel_types: { email: false } } },
  });
  expect((await user.getAllPreferences()).map(({ id }) => id)).toEqual(['default', 'acme']);
  await knock.server.users.unsetPreferences('ann', 'acme');
  expect((await user.getAllPreferences()).map(({ id }) => id)).toEqual(['default']);
});

test('a tenant’s set lies over the environment’s and under the user’s for that tenant', async () => {
  const { server } = await startKnock();
  await server.users.setPreferences('ann', 'default', { channel_types: { in_app_feed: false } });
  const own = () => server.users.getPreferences('ann', 'acme');
  expect((await own()).channel_types).toMatchObject({ in_app_feed: false });

  await server.tenants.set('acme', {
    settings: { preference_set: { categories: { social: { channel_types: { email: false } } } } },
  });
  expect(await own()).toMatchObject({
    id: 'acme',
    channel_types: { in_app_feed: true, email: true },
    categories: { social: { channel_types: { email: false } } },
  });

  await server.users.setPreferences('ann', 'acme', { categories: { social: true } });
  expect((await own()).categories).toEqual({ social: true });
  expect(await server.users.getPreferences('ann', 'default', { tenant: 'acme' })).toMatchObject({
    id: 'default',
    categories: { social: true },
  });
});

test('a tenant’s preference that says "replace" holds against the user’s', async () => {
  const { server, request } = await startKnock();
  await server.users.setPreferences('ann', 'acme', {
    categories: { social: { channel_types: { email: true } }, updates: { channel_types: { email: true } } },
  });
  const setTenant = (strategy: string) =>
    request('PUT', '/v1/tenants/acme', {
      body: {
        settings: {
          preference_set: {
            categories: {
              social: { __strategy__: strategy, channel_types: { email: false } },
              updates: { channel_types: { email: false } },
            },
          },
        },
      },
    });
  await setTenant('replace');
  expect((await server.users.getPreferences('ann', 'acme')).categories).toEqual({
    social: { __strategy__: 'replace', channel_types: { email: false } },
    updates: { channel_types: { email: true } },
  });
  await setTenant('merge');
  expect((await server.users.getPreferences('ann', 'acme')).categories).toMatchObject({
    social: { channel_types: { email: true } },
  });
});

test('conditions are kept as they are told', async () => {
  const { server } = await startKnock();
  const conditions = [
    { variable: 'recipient.muted', operator: 'not_contains' as const, argument: 'data.list' },
  ];
  await server.users.setPreferences('ann', 'default', { workflows: { 'new-comment': { conditions } } });
  expect((await server.users.getPreferences('ann', 'default')).workflows).toMatchObject({
    'new-comment': { conditions },
  });
});

const { email, in_app_feed: inApp } = channels;

test.each([
  [{}, { feed: true, email: true }],
  [{ categories: { social: false } }, { feed: false, email: false }],
  [{ categories: { social: { channel_types: { email: false } } } }, { feed: true, email: false }],
  [{ workflows: { 'new-comment': false } }, { feed: false, email: false }],
  [{ workflows: { 'new-comment': { channel_types: { in_app_feed: false } } } }, { feed: false, email: true }],
  [{ channel_types: { in_app_feed: false } }, { feed: false, email: true }],
  [
    { channel_types: { email: false }, channels: { [email.id]: true } },
    { feed: true, email: true },
  ],
  [{ channels: { [inApp.id]: false } }, { feed: false, email: true }],
  [
    { categories: { social: false }, channel_types: { email: true } },
    { feed: false, email: false },
  ],
  [{ categories: { billing: false } }, { feed: true, email: true }],
])('with %j a comment goes to %j', async (preferences, expected) => {
  const knock = await startKnock();
  await knock.server.users.setPreferences('dan', 'default', preferences);
  await knock.server.workflows.trigger('new-comment', { recipients: ['dan'], actor: 'ben' });
  const { entries } = await knock.server.users.feeds.listItems('dan', inApp.id);
  expect({
    feed: entries.length === 1,
    email: knock.context.deliveries.list('dan@example.com').length === 1,
  }).toEqual(expected);
});

test('a workflow of two categories needs both', async () => {
  const knock = await startKnock();
  const arrives = async (categories: Record<string, boolean>) => {
    await knock.server.users.setPreferences('dan', 'default', { categories });
    const before = knock.context.deliveries.list('dan@example.com').length;
    await knock.server.workflows.trigger('order-status-updated', { recipients: ['dan'] });
    return knock.context.deliveries.list('dan@example.com').length > before;
  };
  expect(await arrives({ updates: true, billing: true })).toBe(true);
  expect(await arrives({ updates: true, billing: false })).toBe(false);
  expect(await arrives({ updates: false, billing: true })).toBe(false);
});

test('a sign-in from a new device is told whatever the preferences say', async () => {
  const knock = await startKnock();
  const types = { in_app_feed: false, email: false, sms: false };
  await knock.server.users.setPreferences('dan', 'default', {
    categories: { security: false },
    channel_types: types,
  });
  await knock.server.workflows.trigger('login-new-device', {
    recipients: ['dan'],
    data: { device: 'Safari on iPad' },
  });
  expect((await knock.server.users.feeds.listItems('dan', inApp.id)).entries).toHaveLength(1);
  const texts = await knock.textsTo('+12015550104');
  expect(texts).toEqual(['New sign-in from Safari on iPad. Not you? http://demo.test/#settings']);
});
