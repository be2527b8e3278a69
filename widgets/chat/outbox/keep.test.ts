import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionState } from '../../session/session.ts';
import { Store } from '../../shared/store.ts';
import { BlockedChannel, blockedLocks } from '../../testing/blocked.ts';
import { blank } from '../composer/draft.ts';
import { ChatError } from '../connection.ts';
import { PretendConnection } from '../testing/pretend-connection.ts';
import { Desk } from './desk.ts';

const general = 'messaging:general';
const waiting = { timeout: 20_000, interval: 5 };

class PretendSession extends Store<SessionState> {
  readonly options = { worker: 'https://worker.test' };

  constructor(id: string) {
    super({ status: 'ready', user: { id, kind: 'site', name: id }, problem: undefined, era: 1 });
  }

  signOut(): void {
    this.set({ status: 'signed-out', user: undefined });
  }
}

/** A tab's session storage. */
function storageOf(items = new Map<string, string>()) {
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

let ends: (() => Promise<void>)[] = [];
/** Tests share channels by name: each has a visitor of its own. */
let visitor = 0;

beforeEach(() => {
  visitor += 1;
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  vi.stubGlobal('sessionStorage', storageOf());
});
afterEach(async () => {
  await Promise.all(ends.map((end) => end()));
  ends = [];
  vi.unstubAllGlobals();
});

/** A tab of this test's visitor; it is offline until `recover`. */
function tab({ connection = new PretendConnection(), user = `user-${visitor}`, channel = true } = {}) {
  if (channel) connection.addChannel(general);
  connection.cut();
  const session = new PretendSession(user);
  const desk = new Desk(connection, session);
  let open = true;
  const close = async () => {
    if (open) await desk.close();
    open = false;
    await desk.ready;
  };
  ends.push(close);
  const texts = () => desk.outbox.of(general).map(({ text }) => text);
  return { connection, desk, session, texts, close };
}

/** Waits until this tab's storage holds a text. */
const stored = (text: string) => vi.waitFor(() => expect(storedText()).toContain(text), waiting);
const storedText = () =>
  [...(sessionStorage as unknown as ReturnType<typeof storageOf>).items.values()].join('');

describe('over a reload', () => {
  it('keeps what waits and what is being written, in order, and sends it then', async () => {
    const before = tab();
    await before.desk.ready;
    for (const text of ['a', 'b', 'c']) before.desk.outbox.add(general, { text });
    before.desk.drafts.write(general, { ...blank, text: 'half a th' });
    await before.close();
    const { desk, connection, texts } = tab();
    await vi.waitFor(() => expect(texts()).toEqual(['a', 'b', 'c']), waiting);
    expect(desk.drafts.of(general).text).toBe('half a th');
    connection.recover();
    await vi.waitFor(
      () => expect(connection.messagesOf(general).map(({ text }) => text)).toEqual(['a', 'b', 'c']),
      waiting,
    );
    await vi.waitFor(() => expect(texts()).toEqual([]), waiting);
  });

  it('keeps what was refused as it was, with its reason', async () => {
    const before = tab();
    before.connection.online = true;
    before.connection.failNext('send', new ChatError('moderated', 'No'));
    before.desk.outbox.add(general, { text: 'rude' });
    await vi.waitFor(() => expect(before.desk.outbox.of(general)[0]?.status).toBe('failed'), waiting);
    await before.close();
    const { desk } = tab();
    await vi.waitFor(
      () => expect(desk.outbox.of(general)).toMatchObject([{ status: 'failed', failure: 'moderated' }]),
      waiting,
    );
  });

  it('shows nothing of one visitor to the next, and keeps nothing after signing out', async () => {
    const ann = tab();
    ann.desk.drafts.write(general, { ...blank, text: 'secret' });
    ann.desk.outbox.add(general, { text: 'secret' });
    await stored('secret');
    const ben = tab({ user: `ben-${visitor}` });
    await ben.desk.ready;
    expect(ben.texts()).toEqual([]);
    expect(ben.desk.drafts.of(general).text).toBe('');
    expect(storedText()).toContain('secret');
    ann.session.signOut();
    await ann.close();
    expect(storedText()).not.toContain('secret');
  });

  it('takes nothing from storage that is not what it wrote', async () => {
    const key = `belfry:chat:https://worker.test user-${visitor}`;
    const odd = [
      1,
      'x',
      [],
      { outbox: 3 },
      { outbox: [[general, [{ id: 5 }, null]]], drafts: [['c', 7], [4]] },
      { drafts: [[general, { text: 'x', edits: [5, null, { text: 'y' }] }]] },
    ];
    for (const value of odd) {
      sessionStorage.setItem(key, JSON.stringify(value));
      const { desk, close } = tab();
      await desk.ready;
      expect(desk.outbox.cids).toEqual([]);
      expect(desk.drafts.of(general).edits).toEqual([]);
      await close();
    }
  });

  it.each([
    [
      'is full',
      {
        setItem: () => {
          throw new Error('Full');
        },
      },
    ],
    [
      'is switched off',
      {
        getItem: () => {
          throw new Error('Off');
        },
        setItem: () => {
          throw new Error('Off');
        },
      },
    ],
  ])('works as long as the page lasts when storage %s', async (_what, broken) => {
    vi.stubGlobal('sessionStorage', { ...storageOf(), ...broken });
    const before = tab();
    before.desk.outbox.add(general, { text: 'kept' });
    before.desk.drafts.write(general, { ...blank, text: 'too' });
    await before.desk.ready;
    await before.close();
    const { desk, texts } = tab();
    await vi.waitFor(() => expect(texts()).toEqual(['kept']), waiting);
    expect(desk.drafts.of(general).text).toBe('too');
    desk.drafts.write(general, { ...blank, text: '' });
  });

  it('is bounded: the oldest drafts go first, what was sent stays', async () => {
    const { desk } = tab();
    desk.outbox.add(general, { text: 'sent' });
    for (let at = 0; at < 9; at += 1)
      desk.drafts.write(`messaging:${at}`, { ...blank, text: `${at}`.repeat(100_000) });
    await stored('8888');
    expect(storedText().length).toBeLessThan(500_000);
    expect(storedText()).toContain('"sent"');
    expect(storedText()).not.toContain('1111');
  });
});

describe('tabs', () => {
  it('show the same: what waits, what is discarded, what is being written', async () => {
    const [one, two] = [tab(), tab()];
    await Promise.all([one.desk.ready, two.desk.ready]);
    one.desk.outbox.add(general, { text: 'a' });
    one.desk.drafts.write(general, { ...blank, text: 'typed in one' });
    await vi.waitFor(() => expect(two.texts()).toEqual(['a']), waiting);
    expect(two.desk.drafts.of(general).text).toBe('typed in one');
    const late = tab();
    await vi.waitFor(() => expect(late.texts()).toEqual(['a']), waiting);
    two.desk.outbox.drop({ type: 'gone', cid: general, id: two.desk.outbox.of(general)[0]?.id ?? '' });
    await vi.waitFor(() => expect([...one.texts(), ...late.texts()]).toEqual([]), waiting);
  });

  it('send nothing twice: of one vendor, each message is asked for once', async () => {
    const connection = new PretendConnection();
    const one = tab({ connection });
    const two = tab({ connection, channel: false });
    await Promise.all([one.desk.ready, two.desk.ready]);
    for (let at = 0; at < 20; at += 1) (at % 2 ? one : two).desk.outbox.add(general, { text: `${at}` });
    await vi.waitFor(() => expect([one.texts().length, two.texts().length]).toEqual([20, 20]), waiting);
    connection.recover();
    await vi.waitFor(() => expect([...one.texts(), ...two.texts()]).toEqual([]), waiting);
    expect(connection.messagesOf(general)).toHaveLength(20);
    const sends = connection.calls.filter((call) => call.startsWith('send '));
    expect(new Set(sends).size).toBe(20);
  });

  it('do not send again what a doubled tab remembers and the other one has discarded', async () => {
    const one = tab();
    one.desk.outbox.add(general, { text: 'never mind' });
    await stored('never mind');
    const copy = storageOf(new Map((sessionStorage as unknown as ReturnType<typeof storageOf>).items));
    one.desk.outbox.drop({ type: 'gone', cid: general, id: one.desk.outbox.of(general)[0]?.id ?? '' });
    vi.stubGlobal('sessionStorage', copy);
    const doubled = tab();
    await doubled.desk.ready;
    doubled.desk.outbox.add(general, { text: 'this' });
    doubled.connection.recover();
    await vi.waitFor(() => expect(doubled.texts()).toEqual([]), waiting);
    expect(doubled.connection.messagesOf(general).map(({ text }) => text)).toEqual(['this']);
  });

  it('without turns, send only their own', async () => {
    vi.stubGlobal('navigator', {});
    const connection = new PretendConnection();
    const one = tab({ connection });
    const two = tab({ connection, channel: false });
    await Promise.all([one.desk.ready, two.desk.ready]);
    one.desk.outbox.add(general, { text: 'one' });
    two.desk.outbox.add(general, { text: 'two' });
    connection.recover();
    await vi.waitFor(() => expect([...one.texts(), ...two.texts()]).toEqual([]), waiting);
    expect(connection.calls.filter((call) => call.startsWith('send '))).toHaveLength(2);
  });
});

describe('in a browser that blocks what sites keep', () => {
  it.each([
    ['no channel', 'BroadcastChannel', BlockedChannel],
    ['no locks', 'navigator', blockedLocks],
  ])('a tab that gets %s sends one message after the other', async (_what, name, blocked) => {
    vi.stubGlobal(name, blocked);
    const { desk, connection, texts } = tab();
    await desk.ready;
    connection.recover();
    for (const text of ['a', 'b']) desk.outbox.add(general, { text });
    await vi.waitFor(() => expect(texts()).toEqual([]), waiting);
    desk.outbox.add(general, { text: 'c' });
    await vi.waitFor(() => expect(texts()).toEqual([]), waiting);
    expect(connection.messagesOf(general).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  });

  it('tabs that cannot take turns leave to each other what is each one’s', async () => {
    const request = vi.fn(blockedLocks.locks.request);
    vi.stubGlobal('navigator', { locks: { request } });
    const connection = new PretendConnection();
    const one = tab({ connection });
    const two = tab({ connection, channel: false });
    await Promise.all([one.desk.ready, two.desk.ready]);
    connection.recover();
    for (const { desk } of [one, two]) desk.outbox.add(general, { text: 'first' });
    await vi.waitFor(() => expect([...one.texts(), ...two.texts()]).toEqual([]), waiting);
    one.desk.outbox.add(general, { text: 'one' });
    two.desk.outbox.add(general, { text: 'two' });
    await vi.waitFor(() => expect([...one.texts(), ...two.texts()]).toEqual([]), waiting);
    expect(connection.messagesOf(general)).toHaveLength(4);
    expect(request).toHaveBeenCalledTimes(2);
  });
});
