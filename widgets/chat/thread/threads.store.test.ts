import { describe, expect, it, vi } from 'vitest';
import { general, opened, waiting } from '../testing/pretend-chat.ts';
import { someMessage } from '../testing/pretend-connection.ts';
import type { ThreadCalls, ThreadSummary } from './thread-calls.ts';
import { threadKey } from './thread-key.ts';
import { ThreadsStore } from './threads.store.ts';

/** The most that is asked for in a test: what goes on for ever would never come to an end of its own. */
const most = 100;

/** A list of two pages with one unread thread each; what comes next is let through by the test. */
async function listed() {
  const { connection, store: chat } = await opened();
  const { channel } = await connection.open(general, 1);
  const marked: string[] = [];
  const pages: (() => void)[] = [];
  let turns = 0;
  const turn = () => {
    turns += 1;
    if (turns > most) throw new Error('It goes round and round.');
  };
  const summary = (parentId: string): ThreadSummary => ({
    key: threadKey(general, parentId),
    channel,
    parent: someMessage({ id: parentId }),
    latest: undefined,
    replies: 1,
    people: [],
    unread: 1,
    activeAt: 1_000,
  });
  const answer = { threads: [summary('second')], next: undefined as string | undefined };
  const calls: Pick<ThreadCalls, 'list' | 'markRead'> = {
    list: async ({ next }) => {
      turn();
      if (next === undefined) return { threads: [summary('first')], next: 'second' };
      if (pages.length === 0) await new Promise<void>((resolve) => pages.push(resolve));
      return answer;
    },
    markRead: (key) => {
      turn();
      marked.push(key);
      return Promise.resolve();
    },
  };
  connection.parts.thread = calls as ThreadCalls;
  const state = { ...chat.snapshot, unreadThreads: 2 };
  vi.spyOn(chat, 'snapshot', 'get').mockImplementation(() => {
    turn();
    return state;
  });
  const store = new ThreadsStore(chat);
  await vi.waitFor(() => expect(store.snapshot.list).toBe('ready'), waiting);
  const read = (call: number) => vi.waitFor(() => expect(marked).toHaveLength(call), waiting);
  const asked = () => vi.waitFor(() => expect(pages).toHaveLength(1), waiting);
  return { store, marked, pages, answer, read, asked, calls, turns: () => turns };
}

describe('reading all threads', () => {
  it('waits for a page that is on its way already, and reads what is on it', async () => {
    const { store, marked, pages, read, asked } = await listed();
    const more = store.loadMore();
    await asked();
    const done = store.readAll();
    await read(1);
    pages[0]?.();
    await more;
    await read(2);
    expect(await done).toBe(true);
    expect(marked).toEqual([threadKey(general, 'first'), threadKey(general, 'second')]);
  });

  it('ends with the list, whatever is still unread', async () => {
    const { store, marked, calls } = await listed();
    let answered: () => void = () => undefined;
    const markRead = calls.markRead.bind(calls);
    calls.markRead = async (key) => {
      await markRead(key);
      await new Promise<void>((resolve) => (answered = resolve));
    };
    const done = store.readAll();
    await vi.waitFor(() => expect(marked).toHaveLength(1), waiting);
    store.close();
    calls.markRead = markRead;
    answered();
    expect(await done).toBe(false);
    expect(marked).toEqual([threadKey(general, 'first')]);
  });

  it('ends where a page leads nowhere', async () => {
    const { store, pages, answer, asked, turns } = await listed();
    answer.threads = [];
    answer.next = 'second';
    const done = store.readAll();
    await asked();
    pages[0]?.();
    expect(await done).toBe(false);
    expect(turns()).toBeLessThan(most);
    expect(store.snapshot).toMatchObject({ reading: false, more: 'idle' });
  });
});

describe('the next page', () => {
  it('is asked for once, and waited for by all who ask', async () => {
    const { store, pages, asked } = await listed();
    const both = Promise.all([store.loadMore(), store.loadMore()]);
    await asked();
    pages[0]?.();
    await both;
    expect(store.snapshot.threads).toHaveLength(2);
    expect(pages).toHaveLength(1);
  });
});
