import { describe, expect, it, vi } from 'vitest';
import { general, opened, other } from '../testing/pretend-chat.ts';
import { newestOf } from './window.ts';

describe('jumping', () => {
  const around = (all: readonly string[], at: number) => all.slice(at - 15, at + 15);

  it('moves the window to a message far back, and counts what arrives meanwhile without showing it', async () => {
    const { connection, store, ids, truth } = await opened(300);
    const sought = truth()[100] ?? '';
    expect(await store.jump(general, sought)).toBe(true);
    expect(ids()).toEqual(around(truth(), 100));
    expect(store.selected).toMatchObject({
      target: { messageId: sought, state: 'here' },
      hasOlder: true,
      hasNewer: true,
    });
    const before = ids();
    connection.write(general);
    expect(ids()).toEqual(before);
    expect(store.selected).toMatchObject({ unread: 301 });
    expect(store.selected && newestOf(store.selected)?.id).toBe(truth().at(-1));
  });

  it('pages on in both directions until all is here, and then follows what arrives', async () => {
    const { connection, store, ids, truth } = await opened(150);
    await store.jump(general, truth()[70] ?? '');
    while (store.selected?.hasNewer) await store.loadNewer(general);
    while (store.selected?.hasOlder) await store.loadOlder(general);
    expect(ids()).toEqual(truth());
    connection.write(general);
    expect(ids()).toEqual(truth());
  });

  it('asks for nothing when the message is here, and is a wish of its own each time', async () => {
    const { connection, store, truth } = await opened(20);
    const calls = connection.calls.length;
    await store.jump(general, truth()[3] ?? '');
    const first = store.selected?.target;
    await store.jump(general, truth()[3] ?? '');
    expect(store.selected?.target).not.toBe(first);
    expect(connection.calls).toHaveLength(calls);
  });

  it('goes into another channel, opening it', async () => {
    const { connection, store } = await opened(5);
    for (let at = 0; at < 90; at += 1) connection.write(other);
    const sought = connection.messagesOf(other)[4]?.id ?? '';
    expect(await store.jump(other, sought)).toBe(true);
    expect(store.snapshot.selected).toBe(other);
    expect(store.selected?.messages.some(({ id }) => id === sought)).toBe(true);
  });

  it('goes back to the newest', async () => {
    const { connection, store, ids, truth } = await opened(300);
    await store.jump(general, truth()[10] ?? '');
    connection.write(general);
    await store.jumpToNewest(general);
    expect(ids()).toEqual(truth().slice(-(ids()?.length ?? 0)));
    expect(store.selected).toMatchObject({ hasNewer: false, hasOlder: true });
  });

  it('goes to the first unread, however far back it is', async () => {
    const { store, ids, truth } = await opened(130);
    expect(store.selected).toMatchObject({ leftOff: { count: 130 }, firstUnread: undefined });
    await store.jumpToUnread(general);
    expect(store.selected).toMatchObject({
      firstUnread: truth()[0],
      target: { messageId: truth()[0], state: 'here' },
    });
    expect(ids()).toEqual(truth().slice(0, 30));
  });

  it('stays where it is when there is no such message, and says so', async () => {
    const { connection, store, ids } = await opened(60);
    const before = ids();
    expect(await store.jump(general, 'nobody')).toBe(false);
    expect(store.selected?.target?.state).toBe('gone');
    connection.failNext('around');
    expect(await store.jump(general, 'm2000')).toBe(false);
    expect(store.selected?.target?.state).toBe('failed');
    expect(ids()).toEqual(before);
  });

  it('lets the last of two wishes win', async () => {
    const { store, ids, truth } = await opened(300);
    const first = store.jump(general, truth()[40] ?? '');
    const second = store.jump(general, truth()[200] ?? '');
    await Promise.all([first, second]);
    expect(ids()).toEqual(around(truth(), 200));
  });

  it('is not taken back by what catches up after a gap', async () => {
    const { connection, store, ids, truth } = await opened(300);
    store.setReading(general, true);
    connection.cut();
    for (let at = 0; at < 5; at += 1) connection.write(general);
    connection.recover();
    await store.jump(general, truth()[100] ?? '');
    store.setReading(general, false);
    await vi.waitFor(() => expect(store.selected?.busy).toBeUndefined());
    expect(ids()).toEqual(around(truth(), 100));
  });
});
