import { describe, expect, test } from 'vitest';
import { ben, someMessage } from '../../testing/pretend-connection.ts';
import { deedsFor, menuItem } from './menu-items.ts';

const everything = {
  reply: true,
  quote: true,
  editOwn: true,
  deleteOwn: true,
  pin: true,
  flag: true,
  read: true,
};
const standing = {
  message: someMessage(),
  own: false,
  may: everything,
  muted: false,
  blocked: false,
  threads: true,
  quotes: true,
};

describe('what is offered', () => {
  test('of another’s message: all that its channel allows, and nothing that is its author’s alone', () => {
    const deeds = ['thread', 'quote', 'copy', 'unread', 'pin', 'flag', 'profile', 'mute', 'block'];
    expect(deedsFor(standing)).toEqual(deeds);
  });

  test('of one’s own: to change and to delete it, not to report it', () => {
    const deeds = ['thread', 'quote', 'edit', 'copy', 'pin', 'delete'];
    expect(deedsFor({ ...standing, own: true })).toEqual(deeds);
  });

  test('only copying where nothing is allowed and nobody is known', () => {
    const nothing = { ...standing, may: {}, muted: undefined, blocked: undefined };
    expect(deedsFor(nothing)).toEqual(['copy', 'profile']);
    expect(deedsFor({ ...nothing, own: true, message: someMessage({ text: ' ' }) })).toEqual([]);
  });

  test('no thread in a thread, and no change of a poll', () => {
    const message = someMessage({ parentId: 'm1', pollId: 'p1' });
    const reply = { ...standing, own: true, message, threads: false };
    expect(deedsFor(reply)).toEqual(['quote', 'copy', 'pin', 'delete']);
  });

  test('of a reply that stands in the channel, the way to its thread, which may be read by all', () => {
    const reply = { ...standing, may: {}, message: someMessage({ parentId: 'm1', alsoInChannel: true }) };
    expect(deedsFor(reply)).toContain('thread');
    const { label } = menuItem(
      'thread',
      reply,
      (key) => key,
      () => undefined,
    );
    expect(label).toBe('chat.tools.open-thread');
  });

  test('of what quotes another, the way to that, unless it is gone', () => {
    const quoting = (kind: 'regular' | 'deleted') => ({
      ...standing,
      message: someMessage({ quoted: { id: 'm0', kind, text: 'Before', user: ben, attachments: [] } }),
    });
    expect(deedsFor(quoting('regular'))).toContain('original');
    expect(deedsFor(quoting('deleted'))).not.toContain('original');
  });

  test('of what is on already, to take it off', () => {
    const t = (key: string, parameters?: object) => `${key} ${JSON.stringify(parameters)}`;
    const on = { ...standing, muted: true, message: someMessage({ pinned: true, user: ben }) };
    const label = (deed: 'pin' | 'mute' | 'block') => menuItem(deed, on, t, () => undefined).label;
    expect(label('pin')).toContain('unpin');
    expect(label('mute')).toBe('chat.tools.unmute {"name":"Ben Baker"}');
    expect(label('block')).toContain('tools.block');
  });
});
