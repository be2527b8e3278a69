import { expect, test } from 'vitest';
import { channels } from '../model/channels.ts';
import { invalidBody } from '../testing/refusals.ts';
import { startKnock } from '../testing/start-knock.ts';

const condition = { variable: 'data.a', operator: 'equal_to', argument: 'b' };

test.each<[string, object, string]>([
  ['a setting that is neither yes nor no', { categories: { social: 'no' } }, 'categories.social'],
  ['a list for a set', { categories: ['social'] }, 'categories'],
  [
    'a kind of channel that is neither yes nor no, inside a category',
    { categories: { social: { channel_types: { email: 'no' } } } },
    'categories.social.channel_types.email',
  ],
  [
    'a kind of channel that there is not, inside a workflow',
    { workflows: { welcome: { channel_types: { pigeon: false } } } },
    'workflows.welcome.channel_types',
  ],
  ['a kind of channel that there is not', { channel_types: { pigeon: false } }, 'channel_types'],
  ['a kind of channel taken away by null', { channel_types: { email: null } }, 'channel_types.email'],
  [
    'a channel that is neither yes nor no',
    { channels: { [channels.email.id]: 'sometimes' } },
    `channels.${channels.email.id}`,
  ],
  [
    'an operator that there is not',
    { workflows: { welcome: { conditions: [condition, { ...condition, operator: 'sounds_like' }] } } },
    'workflows.welcome.conditions.1.operator',
  ],
  [
    'an argument that is no text',
    { channel_types: { email: { conditions: [{ ...condition, argument: 5 }] } } },
    'channel_types.email.conditions.0.argument',
  ],
  [
    'conditions joined by any',
    { categories: { social: { conditions: { any: [] } } } },
    'categories.social.conditions',
  ],
  ['an unknown key of a setting', { categories: { social: { email: false } } }, 'categories.social'],
  ['an unknown strategy', { __persistence_strategy__: 'add' }, '__persistence_strategy__'],
  [
    'an unknown strategy of a preference',
    { categories: { social: { __strategy__: 'add' } } },
    'categories.social.__strategy__',
  ],
  ['a subscription that is neither yes nor no', { commercial_subscribed: 'no' }, 'commercial_subscribed'],
])('%s is refused, naming the field', async (_what, body, field) => {
  const knock = await startKnock();
  const before = await knock.server.users.getPreferences('ann', 'default');
  const response = await knock.request('PUT', '/v1/users/ann/preferences/default', { body, as: 'ann' });
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual(invalidBody(field));
  expect(await knock.server.users.getPreferences('ann', 'default')).toEqual(before);
});

test('the SDKs show the refusal as they show any', async () => {
  const knock = await startKnock();
  const wrong = { channel_types: { email: 'no' } };
  await expect(knock.server.put('/v1/users/ann/preferences/default', { body: wrong })).rejects.toMatchObject({
    status: 422,
    error: { code: 'invalid_params' },
  });
  const { user } = await knock.client('ann');
  await expect(user.setPreferences(JSON.parse(JSON.stringify(wrong)))).rejects.toThrow('422');
});
