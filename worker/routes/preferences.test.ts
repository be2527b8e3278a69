import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { wholeRow, type PreferenceChange, type Preferences } from '../contract/index.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
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

const preferenceWrites = async () => (await writes()).filter(({ path }) => path.includes('/preferences/'));
const conditions = [{ variable: 'recipient.plan', operator: 'equal_to', argument: 'pro' }];
const emailOff = { row: 'social', channel: 'email', enabled: false } as const;
/** A Worker whose site has these rows, and the vendor's only if asked for. */
const withRows = (rows: SitePolicy['preferences']['rows'], vendorRows = false) =>
  new TestWorker({ policy: { preferences: { ...site.preferences, rows, vendorRows } } });

describe('reading', () => {
  test('shows the site’s rows, all on for who chose nothing', async () => {
    const preferences = await worker.call('getPreferences', { accessToken });
    expect(preferences.channels).toEqual(site.preferences.channels);
    expect(preferences.rows.map(({ id }) => id)).toEqual([
      'everything',
      'social',
      'updates',
      'billing',
      'security',
      'commercial_subscribed',
    ]);
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
  ] as const)('%s is refused, and nothing is written', async (_, wrong, code) => {
    expect(await refused({ row: 'social', channel: 'email', enabled: false }, wrong)).toMatchObject({ code });
    expect(await writes()).toEqual([]);
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
    expect(await preferenceWrites()).toEqual([]);
  });

  test('is a problem while the vendor fails', async () => {
    await addFault({ vendor: 'knock', status: 500 });
    expect(await refused({ row: 'social', channel: 'email', enabled: false })).toMatchObject({
      status: 503,
      code: 'vendor_unavailable',
    });
  });
});

describe('rows', () => {
  const slack = 'f0e0d0c0-0000-4000-8000-00000000000a';

  test('of the vendor’s preference center come after the site’s, and fill in what these leave out', async () => {
    const rows: SitePolicy['preferences']['rows'] = [
      { id: 'money', key: 'billing', type: 'category', label: 'Money', channels: ['email'] },
      { id: 'offers', type: 'commercial', label: 'Our offers' },
    ];
    worker = withRows(rows, true);
    ({ accessToken } = await worker.signIn({ sub: 'ann' }));
    const preferences = await worker.call('getPreferences', { accessToken });
    expect(preferences.rows.map(({ id, label, type }) => [id, label, type])).toEqual([
      ['money', 'Money', 'category'],
      ['offers', 'Our offers', 'commercial'],
      ['social', 'Comments and messages', 'category'],
      ['updates', 'News and orders', 'category'],
      ['security', 'Security', 'category'],
    ]);
    expect(preferences.rows[1]).toMatchObject({
      description: 'Now and then something at a better price.',
      channels: { all: { enabled: true } },
    });
    expect(Object.keys(preferences.rows[0]?.channels ?? {})).toEqual(['email']);
    const after = await change({ row: 'money', channel: 'email', enabled: false }, emailOff);
    expect(value(after, 'money', 'email')).toEqual({ enabled: false });
    expect(value(after, 'social', 'email')).toEqual({ enabled: false });
  });

  test('are the site’s alone while the vendor’s preference center cannot be read', async () => {
    await addFault({ vendor: 'knock', path: '/preference_center', status: 500 });
    const preferences = await worker.call('getPreferences', { accessToken });
    expect(preferences.rows.map(({ id }) => id)).toEqual(site.preferences.rows.map(({ id }) => id));
    expect(value(await change(emailOff), 'social', 'email')).toEqual({ enabled: false });
    // It may be there: to say that it is unknown would be wrong.
    expect(await refused({ row: 'commercial_subscribed', channel: 'all', enabled: false })).toMatchObject({
      code: 'vendor_unavailable',
    });
  });

  test('may be workflows, single channels, and channels as a whole', async () => {
    worker = withRows([
      { id: 'everything', type: 'channel_types', label: 'Everything', channels: ['email', 'in_app_feed'] },
      { id: 'welcome', type: 'workflow', label: 'Welcome', channels: ['email', 'in_app_feed'] },
      { id: 'slack', type: 'channel', key: slack, label: 'Slack' },
    ]);
    ({ accessToken } = await worker.signIn({ sub: 'ann' }));
    const after = await change(
      { row: 'everything', channel: 'email', enabled: false },
      { row: 'welcome', channel: 'in_app_feed', enabled: false },
      { row: 'slack', channel: 'all', enabled: false },
    );
    expect(value(after, 'everything', 'email')).toEqual({ enabled: false });
    expect(value(after, 'slack', 'all')).toEqual({ enabled: false });
    expect(value(after, 'welcome', 'in_app_feed')).toEqual({ enabled: false });
    // Its own choice is kept, and it is said that nothing comes.
    expect(value(after, 'welcome', 'email')).toEqual({ enabled: true, muted: true });
    const stored = (await (await knock('GET', '/v1/users/ann/preferences/default')).json()) as object;
    expect(stored).toMatchObject({
      channel_types: { email: false, in_app_feed: true },
      channels: { [slack]: false },
      workflows: { welcome: { channel_types: { in_app_feed: false } } },
    });
    const sent = await preferenceWrites();
    expect(sent).toHaveLength(1);
  });

  const kinds: [SitePolicy['preferences']['rows'][number], channel: string, held: object][] = [
    [
      { id: 'r', key: 'welcome', type: 'workflow', label: 'R', channels: ['email'] },
      'email',
      { workflows: { welcome: { channel_types: { email: { conditions } } } } },
    ],
    [
      { id: 'r', key: 'social', type: 'category', label: 'R', channels: ['email'] },
      'email',
      { categories: { social: { channel_types: { email: { conditions } } } } },
    ],
    [
      { id: 'r', type: 'channel_types', label: 'R', channels: ['email'] },
      'email',
      { channel_types: { email: { conditions } } },
    ],
    [
      { id: 'r', key: slack, type: 'channel', label: 'R' },
      wholeRow,
      { channels: { [slack]: { conditions } } },
    ],
  ];

  describe.each(kinds.map(([row, ...rest]) => [row.type, row, ...rest] as const))(
    'of the kind %s',
    (_, row, channel, held) => {
      const off = { row: row.id, channel, enabled: false };
      const begin = async (of: typeof row) => {
        worker = withRows([of]);
        ({ accessToken } = await worker.signIn({ sub: 'ann' }));
        return value(await worker.call('getPreferences', { accessToken }), row.id, channel);
      };

      test('is switched off and on', async () => {
        expect(await begin(row)).toEqual({ enabled: true });
        expect(value(await change(off), row.id, channel)).toEqual({ enabled: false });
        expect(value(await change({ ...off, enabled: true }), row.id, channel)).toEqual({ enabled: true });
      });

      // The others the site's policy cannot lock.
      test.runIf(row.type === 'workflow' || row.type === 'category')(
        'can be locked by the site',
        async () => {
          expect(await begin({ ...row, locked: true } as typeof row)).toEqual({
            enabled: true,
            locked: true,
          });
          expect(await refused(off)).toMatchObject({ status: 403, code: 'preference_locked' });
          expect(await writes()).toEqual([]);
        },
      );

      test('is shown and not to be changed where it depends on conditions', async () => {
        await knock('PUT', '/v1/users/ann/preferences/default', held);
        const before = (await preferenceWrites()).length;
        expect(await begin(row)).toEqual({ enabled: true, conditional: true });
        expect(await refused(off)).toMatchObject({ status: 403, code: 'preference_locked' });
        expect((await preferenceWrites()).length).toBe(before);
      });
    },
  );

  test('an end of commercial messages is the person’s, and no row of a tenant', async () => {
    const offers = { row: 'commercial_subscribed', channel: 'all', enabled: false } as const;
    expect(value(await change(offers), offers.row, 'all')).toEqual({ enabled: false });
    const query = { tenant: 'acme' };
    const ofTenant = await worker.call('getPreferences', { accessToken, query });
    expect(ofTenant.rows.map(({ id }) => id)).not.toContain(offers.row);
    const problem = await worker.refused('changePreferences', {
      accessToken,
      query,
      body: { changes: [offers] },
    });
    expect(problem.code).toBe('preference_unknown');
  });

  test('one that is off as a whole is switched on for one channel only', async () => {
    await knock('PUT', '/v1/users/ann/preferences/default', { categories: { social: false } });
    const after = await change({ ...emailOff, enabled: true });
    expect(value(after, 'social', 'email')).toEqual({ enabled: true });
    expect(value(after, 'social', 'in_app_feed')).toEqual({ enabled: false });
  });
});

describe('a tenant’s first choice', () => {
  test('leaves what the visitor saw as it was', async () => {
    await change(emailOff);
    const query = { tenant: 'acme' };
    const seen = await worker.call('getPreferences', { accessToken, query });
    expect(value(seen, 'social', 'email')).toEqual({ enabled: false });
    const body = { changes: [{ row: 'updates', channel: 'email', enabled: false }] };
    const after = await worker.call('changePreferences', { accessToken, query, body });
    expect(value(after, 'updates', 'email')).toEqual({ enabled: false });
    expect(value(after, 'social', 'email')).toEqual({ enabled: false });
    expect(await worker.call('getPreferences', { accessToken, query })).toEqual(after);
  });
});

describe('resetting', () => {
  const reset = () => worker.call('resetPreferences', { accessToken });

  test('lets the defaults hold again', async () => {
    const before = await worker.call('getPreferences', { accessToken });
    await change(emailOff, { row: 'everything', channel: 'email', enabled: false });
    const after = await reset();
    expect(after).toEqual(before);
    expect(await worker.call('getPreferences', { accessToken })).toEqual(before);
  });

  test('leaves conditions, and the end of commercial messages', async () => {
    await knock('PUT', '/v1/users/ann/preferences/default', {
      categories: { updates: { channel_types: { email: { conditions }, in_app_feed: false } } },
      commercial_subscribed: false,
    });
    const after = await reset();
    expect(value(after, 'updates', 'email')).toEqual({ enabled: true, conditional: true });
    expect(value(after, 'updates', 'in_app_feed')).toEqual({ enabled: true });
    expect(value(after, 'commercial_subscribed', 'all')).toEqual({ enabled: false });
  });
});

describe('what was read', () => {
  const reads = async () =>
    (await requests('knock')).filter(
      ({ method, path }) => method === 'GET' && path.includes('/preferences/'),
    );
  const read = (at = worker) => at.call('getPreferences', { accessToken });

  test('is good for seconds, and not for longer', async () => {
    await read();
    await read();
    expect(await reads()).toHaveLength(1);
    worker.advance(4);
    await read();
    expect(await reads()).toHaveLength(2);
  });

  test('is each user’s and each tenant’s own', async () => {
    await read();
    await worker.call('getPreferences', { accessToken, query: { tenant: 'acme' } });
    const ben = await worker.signIn({ sub: 'ben' });
    await worker.call('getPreferences', { accessToken: ben.accessToken });
    expect((await reads()).map(({ path }) => path).sort()).toEqual([
      '/v1/users/ann/preferences/acme',
      '/v1/users/ann/preferences/default',
      '/v1/users/ben/preferences/default',
    ]);
  });

  test('is forgotten with a change, in every isolate', async () => {
    const other = worker.twin();
    await read(other);
    await change(emailOff);
    expect(value(await read(other), 'social', 'email')).toEqual({ enabled: false });
  });

  test('is forgotten after a change whose answer was lost', async () => {
    await read();
    await addFault({ vendor: 'knock', method: 'PUT', path: '/preferences', half: true, times: 1 });
    await refused(emailOff);
    expect(value(await read(), 'social', 'email')).toEqual({ enabled: false });
  });

  test('is not kept when something changed while it was being read', async () => {
    const cache = env.PREFERENCE_CACHES.getByName(crypto.randomUUID());
    const { generation } = await cache.read('default', 0);
    await cache.forget();
    await cache.keep('default', generation, '{}', 1000);
    expect(await cache.read('default', 0)).not.toHaveProperty('json');
  });
});

describe('the browser’s own token for the vendor', () => {
  test('reads preferences there, and cannot write them', async () => {
    const { userId, token, publicKey } = await worker.call('createFeedToken', { accessToken });
    const own = (method: string, body?: object) =>
      fetch(`${origins.knock}/v1/users/${userId}/preferences/default`, {
        method,
        headers: {
          authorization: `Bearer ${publicKey}`,
          'x-knock-user-token': token,
          'content-type': 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    expect((await own('GET')).status).toBe(200);
    expect((await own('PUT', { categories: { security: false } })).status).toBe(403);
    expect((await own('DELETE')).status).toBe(403);
    const { rows } = await worker.call('getPreferences', { accessToken });
    expect(rows.find(({ id }) => id === 'security')?.channels['email']).toEqual({
      enabled: true,
      locked: true,
    });
  });
});
