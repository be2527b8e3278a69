import { expect, test } from 'vitest';
import { invalidBody } from '../testing/refusals.ts';
import { startKnock } from '../testing/start-knock.ts';

/** What the environment says, which every answer has under the user's own. */
const environment = {
  channel_types: { in_app_feed: true, email: true, sms: true },
  workflows: { 'product-update': { channel_types: { email: false } } },
};

test('the SDK’s deprecated calls set a part of a set, or one preference of it', async () => {
  const knock = await startKnock();
  const { preferences } = await knock.client('ann');
  await preferences.set({ categories: { billing: false, social: false } });

  expect(await preferences.setWorkflow('welcome', false)).toMatchObject({
    workflows: { ...environment.workflows, welcome: false },
    categories: { billing: false, social: false },
  });
  expect(await preferences.setWorkflow('new-comment', { channel_types: { email: false } })).toMatchObject({
    workflows: { welcome: false, 'new-comment': { channel_types: { email: false } } },
  });
  expect((await preferences.setWorkflows({ 'new-message': true })).workflows).toEqual({
    ...environment.workflows,
    'new-message': true,
  });

  expect((await preferences.setCategory('social', true)).categories).toEqual({
    billing: false,
    social: true,
  });
  expect((await preferences.setCategories({ updates: false })).categories).toEqual({ updates: false });

  expect((await preferences.setChannelType('email', false)).channel_types).toEqual({
    ...environment.channel_types,
    email: false,
  });
  expect((await preferences.setChannelTypes({ push: false })).channel_types).toEqual({
    ...environment.channel_types,
    push: false,
  });

  expect(await preferences.get()).toEqual({
    __typename: 'PreferenceSet',
    id: 'default',
    categories: { updates: false },
    workflows: { ...environment.workflows, 'new-message': true },
    channel_types: { ...environment.channel_types, push: false },
    channels: null,
    commercial_subscribed: null,
  });
});

test('one preference takes the whole place of what stood there', async () => {
  const knock = await startKnock();
  const { preferences } = await knock.client('ann');
  await preferences.setCategory('social', { channel_types: { email: false, push: false } });
  const set = await preferences.setCategory('social', { channel_types: { email: true } });
  expect(set.categories).toEqual({ social: { channel_types: { email: true } } });
});

test('the calls work on a tenant’s set, and on the user’s own alone', async () => {
  const knock = await startKnock();
  const { preferences } = await knock.client('ann');
  await preferences.setChannelType('sms', false, { preferenceSet: 'acme' });
  expect((await preferences.get({ preferenceSet: 'acme' })).channel_types).toMatchObject({ sms: false });
  expect((await preferences.get()).channel_types).toMatchObject({ sms: true });
  expect(await preferences.getAll()).toMatchObject([{ id: 'default' }, { id: 'acme' }]);
  const path = '/v1/users/ben/preferences/default/workflows/welcome';
  const refused = await knock.request('PUT', path, { as: 'ann', body: { subscribed: false } });
  expect(refused.status).toBe(403);
});

test.each([
  ['workflows/welcome', { subscribed: 'no' }, ''],
  ['workflows/welcome', { subscribed: false, also: true }, ''],
  ['workflows', { welcome: 'no' }, 'welcome'],
  ['channel_types/pigeon', { subscribed: true }, ''],
  ['channel_types', { pigeon: true }, ''],
  ['channels', { subscribed: true }, ''],
])('PUT …/%s with %j is refused', async (part, body, field) => {
  const knock = await startKnock();
  const response = await knock.request('PUT', `/v1/users/ann/preferences/default/${part}`, { body });
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual(invalidBody(field));
});
