import { describe, expect, it, vi } from 'vitest';
import { ChatError } from '../connection.ts';
import type { ChannelAnswer } from '../model.ts';
import { Desk } from '../outbox/desk.ts';
import { ChatStore } from '../store/chat.store.ts';
import { ann, ben, PretendConnection } from '../testing/pretend-connection.ts';
import { archiveOf } from './archive.ts';
import { deedsFor, doTo } from './channel-deeds.ts';
import type { ListCalls, ListEvent } from './list-calls.ts';

const [one, two, three] = ['messaging:one', 'messaging:two', 'messaging:three'] as const;

/** Calls that succeed, unless a test says otherwise; and what the vendor tells meanwhile. */
function pretendCalls() {
  let tell: (event: ListEvent) => void = () => undefined;
  const done = () => Promise.resolve();
  const calls = {
    listen: (listener: (event: ListEvent) => void) => {
      tell = listener;
      return () => (tell = () => undefined);
    },
    archived: vi.fn(() => Promise.resolve<readonly ChannelAnswer[]>([])),
    pin: vi.fn(done),
    archive: vi.fn(done),
    mute: vi.fn(done),
    markUnread: vi.fn(done),
    markRead: vi.fn(done),
    hide: vi.fn(done),
    leave: vi.fn(done),
  } satisfies ListCalls;
  return { calls, tell: (event: ListEvent) => tell(event) };
}

async function begin() {
  const connection = new PretendConnection();
  for (const cid of [one, two, three]) {
    connection.addChannel(cid);
    connection.write(cid);
  }
  const { calls, tell } = pretendCalls();
  connection.parts.list = calls;
  const store = new ChatStore(new Desk(connection), { arrived: () => undefined, failed: () => undefined });
  await store.loadChannels();
  const order = () => store.snapshot.channels.map(({ channel }) => channel.cid);
  return { connection, store, calls, tell, order };
}

const refusal = new ChatError('forbidden', 'no');

describe('the order of the list', () => {
  it('has the pinned first, the last pinned before all, then the latest', async () => {
    const { connection, order } = await begin();
    expect(order()).toEqual([three, two, one]);
    connection.move(one, { pinnedAt: 5 });
    connection.move(two, { pinnedAt: 6 });
    expect(order()).toEqual([two, one, three]);
    connection.write(three);
    expect(order()).toEqual([two, one, three]);
    connection.move(two, { pinnedAt: 0 });
    expect(order()).toEqual([one, three, two]);
  });
});

describe('a deed', () => {
  it('is shown at once, and taken back when it fails', async () => {
    const { store, calls, order } = await begin();
    let refuse: (error: Error) => void = () => undefined;
    calls.pin.mockReturnValue(new Promise<void>((_, reject) => (refuse = reject)));
    const outcome = doTo(store, one, 'pin');
    expect(order()[0]).toBe(one);
    await vi.waitFor(() => expect(calls.pin).toHaveBeenCalledWith(one, true));
    refuse(refusal);
    expect(await outcome).toBe(false);
    expect(order()).toEqual([three, two, one]);
  });

  it('that failed does not take back what was changed meanwhile', async () => {
    const { connection, store, calls } = await begin();
    let refuse: (error: Error) => void = () => undefined;
    calls.pin.mockReturnValue(new Promise<void>((_, reject) => (refuse = reject)));
    const outcome = doTo(store, one, 'pin');
    await vi.waitFor(() => expect(calls.pin).toHaveBeenCalled());
    connection.move(one, { pinnedAt: 7 });
    refuse(refusal);
    await outcome;
    expect(store.channel(one)?.channel.pinnedAt).toBe(7);
  });

  it('is offered by what the visitor may, and where it would change something', async () => {
    const { connection, store } = await begin();
    const offered = (open = false) => {
      const state = store.channel(one);
      return state ? deedsFor(state, ann.id, open) : [];
    };
    expect(offered()).toEqual(['pin', 'mark-read', 'archive']);
    connection.move(one, { may: { read: true, mute: true, leave: true }, pinnedAt: 1 });
    expect(offered()).toEqual(['unpin', 'mark-read', 'mute', 'archive', 'leave']);
    connection.move(one, { archivedAt: 1, muted: true, pinnedAt: 0 });
    expect(offered()).toEqual(['unmute', 'unarchive', 'leave']);
    connection.move(one, { archivedAt: 0, muted: false });
    await connection.markRead(one);
    expect(offered()).toContain('mark-unread');
    expect(offered(true)).not.toContain('mark-unread');
    connection.write(one, ann);
    expect(offered()).not.toContain('mark-unread');
  });
});

describe('the archive', () => {
  it('is brought in, and what moves elsewhere moves here', async () => {
    const { connection, store, calls, tell } = await begin();
    connection.addChannel('messaging:old', { archivedAt: 9 });
    const answer = await connection.open('messaging:old', 1);
    calls.archived.mockResolvedValueOnce([answer]);
    await archiveOf(store).more();
    expect(store.channel('messaging:old')?.channel.archivedAt).toBe(9);
    expect(archiveOf(store).snapshot).toEqual({ state: 'idle', hasMore: false });
    tell({ type: 'moved', cid: one, pinnedAt: 0, archivedAt: 12 });
    expect(store.channel(one)?.channel.archivedAt).toBe(12);
    tell({ type: 'muted', cids: [two] });
    expect(store.snapshot.channels.filter(({ channel }) => channel.muted)).toHaveLength(1);
    tell({ type: 'muted', cids: [] });
    expect(store.channel(two)?.channel.muted).toBe(false);
  });

  it('counts members once, however often they are told', async () => {
    const { store, tell } = await begin();
    await archiveOf(store).more();
    const cleo = { ...ben, id: 'cleo', name: 'Cleo' };
    for (let times = 0; times < 2; times += 1) tell({ type: 'member', cid: one, user: cleo, on: true });
    expect(store.channel(one)?.channel).toMatchObject({ memberCount: 3, members: [ann, ben, cleo] });
    tell({ type: 'member', cid: one, user: cleo, on: false });
    expect(store.channel(one)?.channel).toMatchObject({ memberCount: 2, members: [ann, ben] });
  });

  it('stays after a gap, though the list does not name it', async () => {
    const { connection, store, calls } = await begin();
    connection.addChannel('messaging:old', { archivedAt: 9 });
    calls.archived.mockResolvedValueOnce([await connection.open('messaging:old', 1)]);
    await archiveOf(store).more();
    connection.cut();
    connection.write(three, ben, { text: 'missed' });
    connection.recover();
    await vi.waitFor(() => expect(store.channel(three)?.messages.at(-1)?.text).toBe('missed'));
    expect(store.channel('messaging:old')).toBeDefined();
  });

  it('says that it did not come, and can be asked again', async () => {
    const { store, calls } = await begin();
    calls.archived.mockRejectedValueOnce(refusal);
    await archiveOf(store).more();
    expect(archiveOf(store).snapshot.state).toBe('failed');
    await archiveOf(store).more();
    expect(archiveOf(store).snapshot.state).toBe('idle');
  });
});
