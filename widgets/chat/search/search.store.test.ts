import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatError, type ConnectionParts } from '../connection.ts';
import type { ChatUser } from '../model.ts';
import { ben, PretendConnection, someMessage } from '../testing/pretend-connection.ts';
import { SearchStore } from './search.store.ts';
import type { MessageHit } from './search-calls.ts';

async function begin() {
  const connection = new PretendConnection();
  connection.addChannel('messaging:garden', { name: 'Garden' });
  connection.addChannel('messaging:far', { name: 'Gardening club' });
  const { channel } = await connection.open('messaging:garden', 1);
  const far = (await connection.open('messaging:far', 1)).channel;
  const hit = (id: string): MessageHit => ({ message: someMessage({ id }), channel });
  const calls = {
    channels: vi.fn(() => Promise.resolve([channel, far])),
    messages: vi.fn(() => Promise.resolve({ hits: [hit('a')], next: undefined as string | undefined })),
    find: vi.fn((): Promise<readonly ChatUser[]> => Promise.resolve([ben])),
  };
  const parts = { search: calls, people: calls } as unknown as ConnectionParts;
  const store = new SearchStore({
    user: connection.user,
    snapshot: { channels: [{ channel }] },
    part: (name) => Promise.resolve(parts[name]),
  });
  return { store, calls, hit, channel, far };
}

const typed = async (store: SearchStore, text: string) => {
  store.look(text);
  await vi.advanceTimersByTimeAsync(300);
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a search', () => {
  it('finds what is at hand at once, and the rest when the typing pauses', async () => {
    const { store, calls, channel, far } = await begin();
    store.look('g');
    store.look('gar');
    expect(store.snapshot).toMatchObject({ busy: true, channels: [channel] });
    expect(calls.channels).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(300);
    expect(calls.channels).toHaveBeenCalledOnce();
    expect(store.snapshot).toMatchObject({
      busy: false,
      channels: [channel, far],
      people: [ben],
      failed: [],
    });
  });

  it('drops the answer to what was looked for before', async () => {
    const { store, calls } = await begin();
    let late: (users: readonly ChatUser[]) => void = () => undefined;
    calls.find.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
    await typed(store, 'old');
    await typed(store, 'new');
    expect(store.snapshot.people).toEqual([ben]);
    late([{ ...ben, id: 'late' }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.snapshot).toMatchObject({ text: 'new', people: [ben] });
    store.look('');
    expect(store.snapshot).toMatchObject({ text: '', people: [], messages: [] });
  });

  it('says which groups failed, keeps the others, and asks again', async () => {
    const { store, calls } = await begin();
    calls.messages.mockRejectedValueOnce(new ChatError('unreachable', 'no'));
    calls.find.mockRejectedValueOnce(new ChatError('forbidden', 'no'));
    await typed(store, 'gar');
    expect(store.snapshot.failed).toEqual(['messages']);
    expect(store.snapshot.channels).toHaveLength(2);
    store.again();
    await vi.advanceTimersByTimeAsync(0);
    expect(store.snapshot).toMatchObject({ failed: [], busy: false });
    expect(store.snapshot.messages).toHaveLength(1);
  });

  it('pages through messages, each once', async () => {
    const { store, calls, hit } = await begin();
    calls.messages.mockResolvedValueOnce({ hits: [hit('a'), hit('b')], next: 'n' });
    await typed(store, 'gar');
    calls.messages.mockRejectedValueOnce(new ChatError('unreachable', 'no'));
    await store.loadMore();
    expect(store.snapshot).toMatchObject({ more: 'failed', next: 'n' });
    calls.messages.mockResolvedValueOnce({ hits: [hit('b'), hit('c')], next: undefined });
    await store.loadMore();
    expect(store.snapshot.messages.map(({ message }) => message.id)).toEqual(['a', 'b', 'c']);
    expect(store.snapshot).toMatchObject({ more: 'idle', next: undefined });
  });
});
