import { beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { addFault, origins, requests, resetSandbox } from '../testing/sandbox.ts';
import { TestWorker } from '../testing/test-worker.ts';

let worker: TestWorker;
let accessToken: string;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
  ({ accessToken } = await worker.signIn({ sub: 'ann' }));
});

/** How the vendor answered the calls to a path, oldest first. */
const answers = async (method: string, path: string) =>
  (await requests('knock'))
    .filter((request) => request.method === method && request.path === path)
    .map(({ status }) => status)
    .reverse();
const preferencesOf = (user: string) => `/v1/users/${user}/preferences/default`;
const feed = `/v1/users/ann/feeds/${credentials.knock.feedChannelId}`;
const social = { row: 'social', channel: 'email', enabled: false } as const;
const change = { accessToken: '', body: { changes: [social] } };

beforeEach(() => {
  change.accessToken = accessToken;
});

/** Uses up the second's 60 calls of all visitors to the endpoint that writes preferences. */
async function useUp(): Promise<void> {
  const write = () =>
    fetch(`${origins.knock}${preferencesOf('ben')}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${credentials.knock.secretKey}`, 'content-type': 'application/json' },
      body: '{}',
    });
  let isOver = false;
  while (!isOver) {
    const answered = await Promise.all(Array.from({ length: 61 }, write));
    isOver = answered.some(({ status }) => status === 429);
  }
}

describe('past the limits of the notification vendor', () => {
  test('a preference is saved a second later, and the visitor is told of nothing', async () => {
    // The next second may begin before the Worker calls: then it was not refused, and once more.
    let statuses: (number | undefined)[] = [];
    while (!statuses.includes(429)) {
      await useUp();
      const { rows } = await worker.call('changePreferences', change);
      expect(rows.find(({ id }) => id === 'social')?.channels['email']).toEqual({ enabled: false });
      statuses = await answers('PUT', preferencesOf('ann'));
    }
    expect(statuses.slice(-2)).toEqual([429, 200]);
  });

  test('the counts of a visitor with many tabs come all the same', async () => {
    let statuses: (number | undefined)[] = [];
    while (!statuses.includes(429)) {
      const tabs = Array.from({ length: 7 }, () => worker.call('getSummary', { accessToken }));
      for (const { feed: counts } of await Promise.all(tabs)) expect(counts).toMatchObject({ unseen: 8 });
      statuses = await answers('GET', feed);
    }
  });

  test('what is refused again is a problem that says when to come again, and nothing was saved', async () => {
    await addFault({ vendor: 'knock', method: 'PUT', limit: { calls: 0, seconds: 1 } });
    expect(await worker.refused('changePreferences', change)).toMatchObject({
      status: 503,
      code: 'vendor_unavailable',
      retryAfter: 1,
    });
    expect(await answers('PUT', preferencesOf('ann'))).toEqual([429, 429]);
    expect(worker.log).toContainEqual(
      expect.objectContaining({
        event: 'vendor_failed',
        vendor: 'knock',
        call: 'setPreferences',
        status: 429,
      }),
    );
    const { rows } = await worker.call('getPreferences', { accessToken });
    expect(rows.find(({ id }) => id === 'social')?.channels['email']).toEqual({ enabled: true });
  });

  test('a long wait is not the Worker’s: it is passed on at once', async () => {
    await addFault({ vendor: 'knock', limit: { calls: 0, seconds: 30 } });
    expect(await worker.refused('getPreferences', { accessToken })).toMatchObject({
      code: 'vendor_unavailable',
      retryAfter: 30,
    });
    expect(await answers('GET', preferencesOf('ann'))).toEqual([429]);
    expect(await worker.refused('createFeedToken', { accessToken })).toMatchObject({
      code: 'vendor_unavailable',
      retryAfter: 30,
    });
    expect(await worker.call('getSummary', { accessToken })).not.toHaveProperty('feed');
  });

  test('who signs in then has a session without a feed, and gets it once asked again', async () => {
    await addFault({ vendor: 'knock', limit: { calls: 0, seconds: 30 }, times: 1 });
    const session = await worker.signIn({ sub: 'ben' }, ['feed']);
    expect(session.unavailable).toEqual(['feed']);
    const token = await worker.call('createFeedToken', { accessToken: session.accessToken });
    expect(token.userId).toBe('ben');
  });
});
