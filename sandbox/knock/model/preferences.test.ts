import { expect, test } from 'vitest';
import { channels } from './channels.ts';
import type { ConditionScope } from './conditions.ts';
import type { PreferenceSetRequest } from './preference-set.ts';
import { preferenceSetRequest } from './preference-set.ts';
import { Preferences } from './preferences.ts';

const muted: ConditionScope = { data: { subject: 'lamp' }, recipient: { id: 'ann', muted: ['lamp'] } };
const unmuted: ConditionScope = { ...muted, data: { subject: 'rug' } };
const notMuted = [{ variable: 'recipient.muted', operator: 'not_contains', argument: 'data.subject' }];

function question(scope: ConditionScope = {}, commercial = false) {
  return {
    workflow: 'new-comment',
    categories: ['social', 'updates'],
    commercial,
    channel: channels.email,
    scope,
  };
}

function preferencesOf(own: object, environment: object = {}): Preferences {
  const preferences = new Preferences({ ...environment });
  preferences.set('ann', 'default', preferenceSetRequest.parse(own), 'replace');
  return preferences;
}

const request = (set: object): PreferenceSetRequest => preferenceSetRequest.parse(set);

test('what nobody set is wanted, and nothing had a say', () => {
  expect(new Preferences({}).evaluate('ann', null, question())).toEqual({ allowed: true, evaluated: [] });
});

test('a decision names every setting that had a say', () => {
  const preferences = preferencesOf(
    {
      workflows: { 'new-comment': { channel_types: { email: true } } },
      categories: { social: true, updates: false, billing: false },
    },
    { channel_types: { email: true, sms: false } },
  );
  expect(preferences.evaluate('ann', null, question())).toEqual({
    allowed: false,
    evaluated: [
      { path: 'workflows.new-comment.channel_types.email', allowed: true },
      { path: 'categories.social', allowed: true },
      { path: 'categories.updates', allowed: false },
      { path: 'channel_types.email', allowed: true },
    ],
  });
});

test('a channel wins over its type, at the level where both stand', () => {
  const { email } = channels;
  const both = { channel_types: { email: false }, channels: { [email.id]: true } };
  expect(preferencesOf(both).evaluate('ann', null, question())).toEqual({
    allowed: true,
    evaluated: [{ path: `channels.${email.id}`, allowed: true }],
  });
  const nested = { categories: { social: both }, channel_types: { email: false } };
  expect(preferencesOf(nested).evaluate('ann', null, question())).toEqual({
    allowed: false,
    evaluated: [
      { path: `categories.social.channels.${email.id}`, allowed: true },
      { path: 'channel_types.email', allowed: false },
    ],
  });
});

test.each([
  ['a workflow', { workflows: { 'new-comment': { conditions: notMuted } } }, 'workflows.new-comment'],
  ['a category', { categories: { updates: { conditions: notMuted } } }, 'categories.updates'],
  ['a kind of channel', { channel_types: { email: { conditions: notMuted } } }, 'channel_types.email'],
  [
    'a channel of a category',
    { categories: { social: { channels: { [channels.email.id]: { conditions: notMuted } } } } },
    `categories.social.channels.${channels.email.id}`,
  ],
])('conditions on %s are judged when it is asked', (_what, set, path) => {
  const preferences = preferencesOf(set);
  expect(preferences.evaluate('ann', null, question(muted))).toEqual({
    allowed: false,
    evaluated: [{ path, allowed: false }],
  });
  expect(preferences.evaluate('ann', null, question(unmuted)).allowed).toBe(true);
});

test('conditions and channels of one setting must both agree', () => {
  const preferences = preferencesOf({
    workflows: { 'new-comment': { conditions: notMuted, channel_types: { email: false } } },
  });
  expect(preferences.evaluate('ann', null, question(unmuted))).toEqual({
    allowed: false,
    evaluated: [
      { path: 'workflows.new-comment', allowed: true },
      { path: 'workflows.new-comment.channel_types.email', allowed: false },
    ],
  });
});

test('who ended the subscription gets nothing commercial, for whatever tenant', () => {
  const preferences = preferencesOf({ commercial_subscribed: false });
  preferences.setTenant('acme', request({ categories: { social: true } }));
  preferences.set('ann', 'acme', request({ commercial_subscribed: true }), 'replace');
  expect(preferences.evaluate('ann', null, question()).allowed).toBe(true);
  expect(preferences.evaluate('ann', null, question({}, true)).allowed).toBe(false);
  expect(preferences.evaluate('ann', 'acme', question({}, true)).allowed).toBe(false);
  expect(preferencesOf({}).evaluate('ann', null, question({}, true)).allowed).toBe(true);
});

test('a tenant’s sets count as soon as there is one, and the default chain before', () => {
  const preferences = preferencesOf({ categories: { social: false } });
  const allowed = () => preferences.evaluate('ann', 'acme', question()).allowed;
  expect(allowed()).toBe(false);
  preferences.setTenant('acme', request({ channel_types: { sms: false } }));
  expect(allowed()).toBe(true);
  preferences.set('ann', 'acme', request({ channel_types: { email: false } }), 'replace');
  expect(allowed()).toBe(false);
  preferences.setTenant('acme', request({ channel_types: { __strategy__: 'replace', email: true } }));
  expect(allowed()).toBe(true);
  preferences.setTenant('acme', null);
  expect(allowed()).toBe(false);
  preferences.unset('ann', 'acme');
  expect(preferences.evaluate('ann', 'acme', question()).evaluated).toEqual([
    { path: 'categories.social', allowed: false },
  ]);
});

test('a user and an object of the same id have sets of their own', () => {
  const preferences = new Preferences({});
  const object = { collection: 'projects', id: 'ann' };
  preferences.set(object, 'default', request({ categories: { social: false } }), 'replace');
  expect(preferences.evaluate(object, null, question()).allowed).toBe(false);
  expect(preferences.evaluate('ann', null, question()).allowed).toBe(true);
  preferences.deleteRecipient(object);
  expect(preferences.evaluate(object, null, question()).allowed).toBe(true);
});
