import { expect, test } from 'vitest';
import { feedChannelId, startKnock } from '../testing/start-knock.ts';

test('the server SDK identifies, reads, lists and deletes users', async () => {
  const { server, context } = await startKnock();
  await server.users.update('eve', { name: 'Eve', plan: 'gold' });
  expect(await server.users.update('eve', { email: 'eve@example.com' })).toEqual({
    __typename: 'User',
    id: 'eve',
    name: 'Eve',
    plan: 'gold',
    email: 'eve@example.com',
    created_at: null,
    updated_at: expect.stringContaining(context.clock.iso().slice(0, 10)) as unknown,
  });

  const ids: string[] = [];
  for await (const { id } of server.users.list({ page_size: 2 })) ids.push(id);
  expect(ids).toEqual(['ann', 'ben', 'cleo', 'dan', 'eve']);

  await server.users.delete('eve');
  await expect(server.users.get('eve')).rejects.toMatchObject({
    status: 404,
    error: { code: 'resource_missing' },
  });
});

test('many users are identified, given preferences and deleted at once', async () => {
  const { server } = await startKnock();
  await server.users.bulk.identify({ users: [{ id: 'eve', name: 'Eve' }, { id: 'fay' }] });
  const set = { id: 'default', categories: { social: false } };
  await server.users.bulk.setPreferences({ user_ids: ['eve', 'fay'], preferences: set });
  expect((await server.users.getPreferences('fay', 'default')).categories).toEqual({ social: false });
  const { id } = await server.users.bulk.delete({ user_ids: ['eve', 'fay', 'ann'] });
  expect(await server.bulkOperations.get(id)).toMatchObject({ status: 'completed', success_count: 3 });
  await expect(server.users.get('eve')).rejects.toMatchObject({ status: 404 });
  expect((await server.users.feeds.listItems('ann', feedChannelId)).entries).toEqual([]);
});

test('the browser SDK reads and writes its own profile', async () => {
  const knock = await startKnock();
  const { user } = await knock.client('ann');
  expect(await user.identify({ locale: 'nl' })).toMatchObject({
    id: 'ann',
    name: 'Ann Archer',
    locale: 'nl',
  });
  expect(await user.get()).toMatchObject({ locale: 'nl', email: 'ann@example.com' });
});

test('an id with signs of its own is taken as the server SDK writes it', async () => {
  const { server } = await startKnock();
  await server.users.update('team/eve', { name: 'Eve' });
  expect(await server.users.get('team/eve')).toMatchObject({ id: 'team/eve', name: 'Eve' });
});
