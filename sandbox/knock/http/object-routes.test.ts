import { expect, test } from 'vitest';
import { channels } from '../model/channels.ts';
import { invalid } from '../testing/refusals.ts';
import { startKnock } from '../testing/start-knock.ts';

const aTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown;
const pageInfo = { __typename: 'PageInfo', before: null, after: null, page_size: 50 };
const missing = { status: 404, error: { code: 'resource_missing', status: 404, type: 'api_error' } };

const ann = {
  __typename: 'User',
  id: 'ann',
  name: 'Ann Archer',
  email: 'ann@example.com',
  phone_number: '+12015550101',
  created_at: null,
  updated_at: aTime,
};

function shelf(properties: object = {}) {
  return {
    __typename: 'Object',
    id: 'shelf',
    collection: 'projects',
    properties,
    created_at: null,
    updated_at: aTime,
  };
}

test('objects are set, merged, read, listed and deleted', async () => {
  const { server } = await startKnock();
  const { objects } = server;
  expect(await objects.set('projects', 'shelf', { name: 'Shelf', size: 3 })).toEqual(
    shelf({ name: 'Shelf', size: 3 }),
  );
  const both = shelf({ name: 'Shelf', size: 4, wood: 'oak' });
  expect(await objects.set('projects', 'shelf', { size: 4, wood: 'oak' })).toEqual(both);
  expect(await objects.get('projects', 'shelf')).toEqual(both);
  await objects.set('projects', 'lamp', {});
  await objects.set('teams', 'red', {});
  const ids: string[] = [];
  for await (const { id } of objects.list('projects', { page_size: 1 })) ids.push(id);
  expect(ids).toEqual(['lamp', 'shelf']);
  const page = await objects.list('projects');
  expect({ entries: page.entries.length, page_info: page.page_info }).toEqual({
    entries: 2,
    page_info: pageInfo,
  });
  await objects.delete('projects', 'shelf');
  await expect(objects.get('projects', 'shelf')).rejects.toMatchObject(missing);
  await expect(objects.get('teams', 'lamp')).rejects.toMatchObject(missing);
});

test('an object has preferences of its own', async () => {
  const { server } = await startKnock();
  const { objects } = server;
  const set = { channel_types: { email: false } };
  const stored = await objects.setPreferences('projects', 'shelf', 'default', set);
  expect(stored).toMatchObject({
    __typename: 'PreferenceSet',
    id: 'default',
    channel_types: { email: false, in_app_feed: true },
  });
  expect(await objects.get('projects', 'shelf')).toEqual(shelf());
  expect(await objects.getPreferences('projects', 'shelf', 'default')).toEqual(stored);
  expect(await objects.listPreferences('projects', 'shelf')).toEqual([stored]);
  const { entries } = await objects.list('projects', { include: ['preferences'] });
  expect(entries).toEqual([{ ...shelf(), preferences: { default: stored } }]);
  await objects.unsetPreferences('projects', 'shelf', 'default');
  expect((await objects.getPreferences('projects', 'shelf', 'default')).channel_types).toEqual({
    email: true,
    in_app_feed: true,
    sms: true,
  });
});

test('subscriptions are added, changed, listed from both sides, and deleted', async () => {
  const { server } = await startKnock();
  const { objects, users } = server;
  await objects.set('projects', 'shelf', { name: 'Shelf' });
  const subscription = (properties: object | null) => ({
    __typename: 'Subscription',
    object: shelf({ name: 'Shelf' }),
    recipient: ann,
    properties,
    inserted_at: aTime,
    updated_at: aTime,
  });
  expect(
    await objects.addSubscriptions('projects', 'shelf', {
      recipients: ['ann'],
      properties: { role: 'reader' },
    }),
  ).toEqual([subscription({ role: 'reader' })]);
  expect(await objects.addSubscriptions('projects', 'shelf', { recipients: ['ann', 'nobody'] })).toEqual([
    subscription(null),
  ]);
  await objects.addSubscriptions('projects', 'shelf', {
    recipients: [
      { id: 'eve', name: 'Eve' },
      { collection: 'teams', id: 'red', name: 'Red' },
    ],
  });

  const subscribers = await objects.listSubscriptions('projects', 'shelf');
  expect(subscribers.entries.map(({ recipient }) => recipient.id)).toEqual(['red', 'eve', 'ann']);
  expect(subscribers.entries[2]).toEqual(subscription(null));
  expect(subscribers.page_info).toEqual(pageInfo);
  const some = await objects.listSubscriptions('projects', 'shelf', {
    recipients: [{ collection: 'teams', id: 'red' }],
    include: ['preferences'],
  });
  expect(some.entries).toMatchObject([
    { recipient: { id: 'red', preferences: { default: { id: 'default' } } } },
  ]);
  const ofTeam = await objects.listSubscriptions('teams', 'red', { mode: 'recipient' });
  expect(ofTeam.entries).toMatchObject([{ object: { id: 'shelf' }, recipient: { id: 'red' } }]);
  const ofAnn = await users.listSubscriptions('ann', { objects: [{ collection: 'projects', id: 'shelf' }] });
  expect(ofAnn.entries).toEqual([subscription(null)]);
  expect((await users.listSubscriptions('ann', { objects: [{ collection: 'a', id: 'b' }] })).entries).toEqual(
    [],
  );

  expect(await objects.deleteSubscriptions('projects', 'shelf', { recipients: ['ann', 'dan'] })).toEqual([
    subscription(null),
  ]);
  await objects.delete('teams', 'red');
  const rest: string[] = [];
  for await (const one of objects.listSubscriptions('projects', 'shelf', { page_size: 1 }))
    rest.push(one.recipient.id);
  expect(rest).toEqual(['eve']);
});

test('many objects and their subscriptions are set and deleted at once', async () => {
  const { server } = await startKnock();
  const { bulk } = server.objects;
  const done = async ({ id }: { id: string }) => (await server.bulkOperations.get(id)).success_count;
  const set = await bulk.set('projects', { objects: [{ id: 'shelf', name: 'Shelf' }, { id: 'lamp' }] });
  expect(set).toEqual({
    __typename: 'BulkOperation',
    id: expect.any(String) as unknown,
    name: 'objects.bulk_set',
    status: 'queued',
    estimated_total_rows: 2,
    processed_rows: 0,
    success_count: 0,
    error_count: 0,
    error_items: [],
    progress_path: `/v1/bulk_operations/${set.id}`,
    inserted_at: aTime,
    updated_at: aTime,
    started_at: null,
    completed_at: null,
    failed_at: null,
  });
  expect(await server.bulkOperations.get(set.id)).toEqual({
    ...set,
    status: 'completed',
    processed_rows: 2,
    success_count: 2,
    started_at: aTime,
    completed_at: aTime,
  });
  const recipients = ['ann', 'ben'];
  expect(
    await done(
      await bulk.addSubscriptions('projects', {
        subscriptions: [
          { id: 'shelf', recipients, properties: { role: 'reader' } },
          { id: 'rug', recipients },
        ],
      }),
    ),
  ).toBe(4);
  expect((await server.users.listSubscriptions('ann')).entries.map(({ object }) => object.id)).toEqual([
    'rug',
    'shelf',
  ]);
  expect(
    await done(
      await bulk.deleteSubscriptions('projects', {
        subscriptions: [{ id: 'shelf', recipients: ['ann', 'cleo'] }],
      }),
    ),
  ).toBe(1);
  expect(await done(await bulk.delete('projects', { object_ids: ['shelf', 'rug'] }))).toBe(2);
  expect((await server.objects.list('projects')).entries.map(({ id }) => id)).toEqual(['lamp']);
});

test('channel data is set in the place of what was there, read and unset', async () => {
  const { server } = await startKnock();
  const { push, chat } = channels;
  const data = { tokens: ['a', 'b'] };
  const stored = {
    __typename: 'ChannelData',
    channel_id: push.id,
    provider: 'push_fcm',
    data: {
      tokens: ['a', 'b'],
      devices: ['a', 'b'].map((token) => ({ token, locale: null, timezone: null })),
    },
  };
  expect(await server.users.setChannelData('ann', push.id, { data })).toEqual(stored);
  expect(await server.users.getChannelData('ann', push.id)).toEqual(stored);
  const devices = [{ token: 'c', locale: 'nl' }];
  expect((await server.users.setChannelData('ann', push.id, { data: { devices } })).data).toEqual({
    tokens: ['c'],
    devices: [{ token: 'c', locale: 'nl', timezone: null }],
  });
  await server.users.unsetChannelData('ann', push.id);
  await expect(server.users.getChannelData('ann', push.id)).rejects.toMatchObject(missing);

  const connections = [{ access_token: 'xoxb', channel_id: 'C1' }];
  expect(
    await server.objects.setChannelData('projects', 'shelf', chat.id, { data: { connections } }),
  ).toEqual({
    __typename: 'ChannelData',
    channel_id: chat.id,
    provider: 'chat_slack',
    data: { connections },
  });
  expect(await server.objects.get('projects', 'shelf')).toEqual(shelf());
  expect((await server.objects.getChannelData('projects', 'shelf', chat.id)).data).toEqual({ connections });
  await server.objects.unsetChannelData('projects', 'shelf', chat.id);
  await expect(server.objects.getChannelData('projects', 'shelf', chat.id)).rejects.toMatchObject(missing);

  // Told along with who it belongs to.
  await server.users.setChannelData('fay', push.id, { data });
  expect((await server.users.get('fay')).id).toBe('fay');
  await server.users.update('eve', { channel_data: { [push.id]: data } });
  expect(await server.users.getChannelData('eve', push.id)).toEqual(stored);
  expect(await server.users.get('eve')).not.toHaveProperty('channel_data');
});

test('what is no object, subscription or channel data is refused', async () => {
  const { server, request } = await startKnock();
  const { objects, users } = server;
  const nobody = { recipients: ['ann'] };
  await expect(objects.addSubscriptions('projects', 'none', nobody)).rejects.toMatchObject(missing);
  await expect(objects.deleteSubscriptions('projects', 'none', nobody)).rejects.toMatchObject(missing);
  await objects.set('projects', 'shelf', {});
  const many = Array.from({ length: 101 }, (_, index) => `user-${index}`);
  await expect(objects.addSubscriptions('projects', 'shelf', { recipients: many })).rejects.toMatchObject(
    invalid('recipients'),
  );
  await expect(objects.bulk.set('projects', { objects: [] })).rejects.toMatchObject(invalid('objects'));
  const unknown = '2f641633-95d3-4555-9222-9f1eb7888a80';
  const channelInvalid = { status: 422, error: { code: 'channel_invalid', type: 'invalid_request_error' } };
  const data = { tokens: ['a'] };
  await expect(users.setChannelData('ann', unknown, { data })).rejects.toMatchObject(channelInvalid);
  await expect(users.getChannelData('ann', unknown)).rejects.toMatchObject(channelInvalid);
  await expect(users.setChannelData('ann', channels.email.id, { data })).rejects.toMatchObject(
    channelInvalid,
  );
  await expect(users.setChannelData('ann', channels.chat.id, { data })).rejects.toMatchObject({
    status: 422,
    error: { code: 'invalid_params' },
  });
  await expect(users.update('ann', { channel_data: { [unknown]: data } })).rejects.toMatchObject(
    channelInvalid,
  );
  expect((await request('GET', '/v1/objects/projects', { as: 'ann' })).status).toBe(403);
});
