import { expect, test } from 'vitest';
import { channels } from '../model/channels.ts';
import { invalid } from '../testing/refusals.ts';
import { feedChannelId, startKnock } from '../testing/start-knock.ts';

const day = 86_400;

test('one user is merged into another: the primary’s word counts, the rest is added', async () => {
  const { server, context } = await startKnock();
  const { users, workflows } = server;
  await users.update('guest', {
    name: 'Guest',
    phone_number: '+12015550199',
    address: { city: 'Utrecht', street: 'Oudegracht' },
    preferences: { default: { categories: { social: false } }, acme: { categories: { social: false } } },
    channel_data: { [channels.push.id]: { tokens: ['guest'] } },
  });
  await users.update('eve', {
    name: 'Eve',
    phone_number: null,
    address: { city: 'Delft' },
    preferences: { default: { categories: { updates: false } } },
  });
  await workflows.trigger('welcome', { recipients: ['guest'], data: { n: 'old' } });
  context.clock.advance(20 * day);
  await workflows.trigger('welcome', { recipients: ['guest'] });
  await workflows.trigger('new-message', { recipients: ['dan'], actor: 'guest' });
  context.clock.advance(15 * day);

  expect(await users.merge('eve', { from_user_id: 'guest' })).toEqual({
    __typename: 'User',
    id: 'eve',
    name: 'Eve',
    phone_number: '+12015550199',
    address: { city: 'Delft', street: 'Oudegracht' },
    created_at: null,
    updated_at: expect.any(String) as unknown,
  });
  await expect(users.get('guest')).rejects.toMatchObject({ status: 404 });
  // 30 days of history go along.
  const ofEve = await users.feeds.listItems('eve', feedChannelId);
  expect(ofEve.entries).toMatchObject([{ source: { key: 'welcome' }, data: {} }]);
  const [ofDan] = (await users.feeds.listItems('dan', feedChannelId)).entries;
  expect(ofDan?.actors).toMatchObject([{ id: 'eve' }]);
  expect((await users.getPreferences('eve', 'default')).categories).toEqual({ updates: false });
  expect((await users.getPreferences('eve', 'acme')).categories).toEqual({ social: false });
  expect((await users.getChannelData('eve', channels.push.id)).data).toMatchObject({ tokens: ['guest'] });
});

test('nobody is merged with oneself, or with nobody', async () => {
  const { users } = (await startKnock()).server;
  await expect(users.merge('ann', { from_user_id: 'ann' })).rejects.toMatchObject(invalid('from_user_id'));
  const missing = { status: 404, error: { code: 'resource_missing' } };
  await expect(users.merge('ann', { from_user_id: 'nobody' })).rejects.toMatchObject(missing);
  await expect(users.merge('nobody', { from_user_id: 'ann' })).rejects.toMatchObject(missing);
});

test('a list of users shows their preferences on request', async () => {
  const { users } = (await startKnock()).server;
  const set = await users.setPreferences('ann', 'default', { categories: { social: false } });
  const [ann] = (await users.list({ include: ['preferences'], page_size: 1 })).entries;
  expect(ann).toMatchObject({ id: 'ann', preferences: { default: set } });
  const [plain] = (await users.list({ page_size: 1 })).entries;
  expect(plain).not.toHaveProperty('preferences');
});
