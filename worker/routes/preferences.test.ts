import { beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import type { PreferenceChange, Preferences } from '../contract/index.ts';
import { site } from '../site.ts';
import { addFault, origins, requests, resetSandbox } from '../testing/sandbox.ts';
import { TestWorker } from '../testing/test-worker.ts';

let worker: TestWorker;
let accessToken: string;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
  ({ accessToken } = await worker.signIn({ sub: 'ann' }));
});

const knock = (method: string, path: string, body?: unknown) =>
  fetch(`${origins.knock}${path}`, {
    method,
    headers: { authorization: `Bearer ${credentials.knock.secretKey}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const change = (...changes: PreferenceChange[]) =>
  worker.call('changePreferences', { accessToken, body: { changes } });
const refused = (...changes: PreferenceChange[]) =>
  worker.refused('changePreferences', { accessToken, body: { changes } });
const value = (preferences: Preferences, row: string, channel: string) =>
  preferences.rows.find(({ id }) => id === row)?.channels[channel];
const writes = async () => (await requests('knock')).filter(({ method }) => method !== 'GET');

describe('reading', () => {
  test('shows the site’s rows, all on for who chose nothing', async () => {
    const preferences = await worker.call('getPreferences', { accessToken });
    expect(preferences.channels).toEqual(site.preferences.channels);
    expect(preferences.rows.map(({ id }) => id)).toEqual(['social', 'updates', 'billing', 'security']);
    for (const row of preferences.rows) {
      for (const { enabled } of Object.values(row.channels)) expect(enabled).toBe(true);
    }
  });

  test('shows a locked row as on and locked, whatever the vendor holds', async () => {
    await knock('PUT', '/v1/users/ann/preferences/default', { categories: { security: false } });
    const preferences = await worker.call('getPreferences', { accessToken });
    const security = preferences.rows.find(({ id }) => id === 'security');
    expect(security?.locked).toBe(true);
    expect(security?.channels['email']).toEqual({ enabled: true, locked: true });
    expect(preferences.rows.find(({ id }) => id === 'social')?.locked).toBe(false);
  });

  test('shows what depends on conditions as conditional', async () => {
    const conditions = [{ variable: 'recipient.plan', operator: 'equal_to', argument: 'pro' }];
    await knock('PUT', '/v1/users/ann/preferences/default', {
      categories: { updates: { channel_types: { email: { conditions } } } },
    });
    const preferences = await worker.call('getPreferences', { accessToken });
    expect(value(preferences, 'updates', 'email')).toEqual({ enabled: true, conditional: true });
    expect(value(preferences, 'updates', 'in_app_feed')).toEqual({ enabled: true });
    expect(await refused({ row: 'updates', channel: 'email', enabled: false })).toMatchObject({
      code: 'preference_locked',
    });
  });
});

describe('changing', () => {
  test('writes the change, and answers with the rows after it', async () => {
    const after = await change({ row: 'social', channel: 'email', enabled: false });
    expect(value(after, 'social', 'email')).toEqual({ enabled: false });
    expect(value(after, 'social', 'in_app_feed')).toEqual({ enabled: true });
    expect(await worker.call('getPreferences', { accessToken })).toEqual(after);
  });

  test('keeps what it does not name', async () => {
    await change({ row: 'social', channel: 'email', enabled: false });
    const after = await change(
      { row: 'updates', channel: 'email', enabled: false },
      { row: 'updates', channel: 'in_app_feed', enabled: false },
    );
    expect(value(after, 'social', 'email')).toEqual({ enabled: false });
    expect(value(after, 'updates', 'email')).toEqual({ enabled: false });
    expect(value(after, 'updates', 'in_app_feed')).toEqual({ enabled: false });
    expect(value(after, 'billing', 'email')).toEqual({ enabled: true });
  });

  test('is the session’s user’s own', async () => {
    await change({ row: 'social', channel: 'email', enabled: false });
    const ben = await worker.signIn({ sub: 'ben' });
    const preferences = await worker.call('getPreferences', { accessToken: ben.accessToken });
    expect(value(preferences, 'social', 'email')).toEqual({ enabled: true });
  });

  test('of a tenant leaves the person’s own as they are', async () => {
    await worker.call('changePreferences', {
      accessToken,
      query: { tenant: 'acme' },
      body: { changes: [{ row: 'social', channel: 'email', enabled: false }] },
    });
    const ofTenant = await worker.call('getPreferences', { accessToken, query: { tenant: 'acme' } });
    expect(value(ofTenant, 'social', 'email')).toEqual({ enabled: false });
    expect(value(await worker.call('getPreferences', { accessToken }), 'social', 'email')).toEqual({
      enabled: true,
    });
  });

  test.each([
    ['a row that is not there', { row: 'other', channel: 'email', enabled: false }, 'preference_unknown'],
    [
      'a channel that the row does not have',
      { row: 'social', channel: 'sms', enabled: false },
      'preference_unknown',
    ],
    ['a name of the prototype', { row: '__proto__', channel: 'email', enabled: false }, 'preference_unknown'],
    ['a locked row', { row: 'security', channel: 'email', enabled: false }, 'preference_locked'],
  ] as const)('%s is refused, and no vendor is called', async (_, wrong, code) => {
    expect(await refused({ row: 'social', channel: 'email', enabled: false }, wrong)).toMatchObject({ code });
    expect(await requests('knock')).toEqual([]);
  });

  test('what a tenant decided is locked', async () => {
    await knock('PUT', '/v1/tenants/acme', {
      settings: {
        preference_set: {
          categories: { updates: { __strategy__: 'replace', channel_types: { email: false } } },
        },
      },
    });
    const query = { tenant: 'acme' };
    const preferences = await worker.call('getPreferences', { accessToken, query });
    expect(value(preferences, 'updates', 'email')).toEqual({ enabled: false, locked: true });
    const problem = await worker.refused('changePreferences', {
      accessToken,
      query,
      body: { changes: [{ row: 'updates', channel: 'email', enabled: true }] },
    });
    expect(problem).toMatchObject({ status: 403, code: 'preference_locked' });
    expect((await writes()).filter(({ path }) => path.includes('/preferences/'))).toEqual([]);
  });

  test('is a problem while the vendor fails', async () => {
    await addFault({ vendor: 'knock', status: 500 });
    expect(await refused({ row: 'social', channel: 'email', enabled: false })).toMatchObject({
      status: 503,
      code: 'vendor_unavailable',
    });
  });
});
