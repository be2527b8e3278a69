import { expect, test } from 'vitest';
import { invalid } from '../testing/refusals.ts';
import { startKnock } from '../testing/start-knock.ts';

const aTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown;

function tenant(id: string, more: object = {}) {
  return {
    __typename: 'Tenant',
    id,
    name: null,
    settings: { branding: null, preference_set: null },
    created_at: aTime,
    updated_at: aTime,
    ...more,
  };
}

const preferences = (more: object) => ({
  __typename: 'PreferenceSet',
  id: 'default',
  categories: null,
  workflows: null,
  channel_types: null,
  channels: null,
  commercial_subscribed: null,
  ...more,
});

test('tenants are set, merged, listed and deleted', async () => {
  const { server } = await startKnock();
  const { tenants } = server;
  const branding = { primary_color: '#DF1A22', logo_url: 'https://shop.test/logo.png' };
  expect(await tenants.set('acme', { name: 'Acme', plan: 'gold', settings: { branding } })).toEqual(
    tenant('acme', { name: 'Acme', plan: 'gold', settings: { branding, preference_set: null } }),
  );
  const both = { ...branding, icon_url: 'https://shop.test/icon.png' };
  expect(
    (await tenants.set('acme', { settings: { branding: { icon_url: both.icon_url } } })).settings?.branding,
  ).toEqual(both);
  expect(await tenants.get('acme')).toEqual(
    tenant('acme', { name: 'Acme', plan: 'gold', settings: { branding: both, preference_set: null } }),
  );
  await tenants.bulk.set({ tenants: ['bolt', { id: 'core', name: 'Core' }] });
  const ids: string[] = [];
  for await (const { id } of tenants.list({ page_size: 2 })) ids.push(id);
  expect(ids).toEqual(['acme', 'bolt', 'core']);
  expect((await tenants.list({ name: 'Core' })).entries).toEqual([tenant('core', { name: 'Core' })]);
  expect((await tenants.list({ tenant_id: 'bolt' })).entries).toEqual([tenant('bolt')]);
  await tenants.delete('acme');
  await expect(tenants.get('acme')).rejects.toMatchObject({
    status: 404,
    error: { code: 'resource_missing' },
  });
  const operation = await tenants.bulk.delete({ tenant_ids: ['bolt', 'core'] });
  expect(await server.bulkOperations.get(operation.id)).toMatchObject({
    status: 'completed',
    success_count: 2,
  });
  expect((await tenants.list()).entries).toEqual([]);
});

test('a tenant’s preferences are merged, taken away by null, and shown with the environment’s on request', async () => {
  const { server } = await startKnock();
  const { tenants } = server;
  const set = (preferenceSet: Parameters<typeof tenants.set>[1]['settings']) =>
    tenants.set('acme', { settings: preferenceSet ?? {} });
  await set({ preference_set: { channel_types: { email: false } } });
  const merged = await set({ preference_set: { categories: { social: false } } });
  expect(merged.settings?.preference_set).toEqual(
    preferences({ channel_types: { email: false }, categories: { social: false } }),
  );
  const full = await tenants.get('acme', { resolve_full_preference_settings: true });
  expect(full.settings?.preference_set).toEqual(
    preferences({
      channel_types: { email: false, in_app_feed: true, sms: true },
      categories: { social: false },
      workflows: { 'product-update': { channel_types: { email: false } } },
    }),
  );
  expect((await set({ preference_set: null })).settings?.preference_set).toBeNull();
});

test('what is no tenant is refused', async () => {
  const { server, request } = await startKnock();
  const branding = { primary_color: 'red' };
  await expect(server.tenants.set('acme', { settings: { branding } })).rejects.toMatchObject(
    invalid('settings.branding.primary_color'),
  );
  await expect(server.tenants.bulk.delete({ tenant_ids: [] })).rejects.toMatchObject({ status: 422 });
  expect((await request('GET', '/v1/tenants', { as: 'ann' })).status).toBe(403);
});
