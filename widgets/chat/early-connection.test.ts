import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatError, type ChatConnection, type ChatEvent } from './connection.ts';
import { EarlyConnection } from './early-connection.ts';
import { Desk } from './outbox/desk.ts';
import { ChatStore } from './store/chat.store.ts';
import { general, other, waiting } from './testing/pretend-chat.ts';
import { ann, PretendConnection } from './testing/pretend-connection.ts';

/** Something that happens when a test says so. */
function gate() {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  return { promise, open: () => resolve(undefined), fail: (error: Error) => reject(error) };
}

/** A visitor of whom there is no connection yet, over a vendor in memory. */
function begin() {
  const vendor = new PretendConnection();
  vendor.addChannel(general);
  vendor.addChannel(other);
  for (let at = 0; at < 5; at += 1) vendor.write(general);
  const [reading, connecting] = [gate(), gate()];
  const early: string[] = [];
  const connection = new EarlyConnection(
    ann,
    (signal) => {
      const read = async <Answer>(name: string, ask: () => Promise<Answer>): Promise<Answer> => {
        early.push(name);
        const ended = new Promise<never>((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        );
        const answer = await ask();
        await Promise.race([reading.promise, ended]);
        return answer;
      };
      return {
        channels: (page) => read('channels', () => vendor.channels(page)),
        open: (cid, limit) => read(`open ${cid}`, () => vendor.open(cid, limit)),
        markRead: (cid) => vendor.markRead(cid),
      };
    },
    async (): Promise<ChatConnection> => {
      await connecting.promise;
      return vendor;
    },
  );
  const events: ChatEvent[] = [];
  connection.listen((event) => events.push(event));
  const errors: string[] = [];
  const store = new ChatStore(new Desk(connection), {
    arrived: () => undefined,
    failed: ({ kind }) => errors.push(kind),
  });
  const ids = () => store.selected?.messages.map(({ id }) => id);
  const truth = () => vendor.messagesOf(general).map(({ id }) => id);
  const kinds = () => events.map(({ type }) => type);
  return { vendor, reading, connecting, early, connection, store, kinds, errors, ids, truth };
}

afterEach(() => void vi.useRealTimers());

describe('before there is a connection', () => {
  it('shows a channel and the list', async () => {
    const { store, reading, ids, truth, vendor } = begin();
    store.select(general);
    void store.loadChannels();
    reading.open();
    await vi.waitFor(() => expect(ids()).toEqual(truth()), waiting);
    await vi.waitFor(() => expect(store.snapshot.channels).toHaveLength(2), waiting);
    expect(vendor.listeners).toBe(0);
  });

  it('connects after what is shown first has come, and at once where nothing is asked for', async () => {
    const connect = vi.fn(() => new Promise<ChatConnection>(() => undefined));
    const [reading, vendor] = [gate(), new PretendConnection()];
    vendor.addChannel(general);
    const busy = new EarlyConnection(
      ann,
      () => ({
        channels: () => Promise.resolve([]),
        open: () => reading.promise.then(() => vendor.open(general, 1)),
        markRead: () => Promise.resolve(),
      }),
      connect,
    );
    void busy.open(general, 30);
    const idle = vi.fn(() => new Promise<ChatConnection>(() => undefined));
    new EarlyConnection(ann, () => vendor, idle);
    await vi.waitFor(() => expect(idle).toHaveBeenCalled(), waiting);
    expect(connect).not.toHaveBeenCalled();
    reading.open();
    await vi.waitFor(() => expect(connect).toHaveBeenCalled(), waiting);
  });

  it('sends what is written as soon as it is there', async () => {
    const { store, reading, connecting, vendor, ids } = begin();
    store.select(general);
    reading.open();
    await vi.waitFor(() => expect(store.selected?.opened).toBe(true), waiting);
    await store.outgoing.send(general, { text: 'Hello' });
    expect(vendor.calls.some((call) => call.startsWith('send'))).toBe(false);
    connecting.open();
    await vi.waitFor(() => expect(vendor.messagesOf(general).at(-1)?.text).toBe('Hello'), waiting);
    await vi.waitFor(() => expect(ids()?.at(-1)).toBe(vendor.messagesOf(general).at(-1)?.id), waiting);
  });
});

describe('when the connection is made', () => {
  it('leaves no hole, whatever came between, and asks only once more', async () => {
    const { store, reading, connecting, vendor, ids, truth } = begin();
    store.select(general);
    reading.open();
    await vi.waitFor(() => expect(store.selected?.opened).toBe(true), waiting);
    for (let at = 0; at < 40; at += 1) vendor.write(general);
    connecting.open();
    await vi.waitFor(() => expect(ids()).toEqual(truth()), waiting);
    vendor.write(general);
    await vi.waitFor(() => expect(ids()).toEqual(truth()), waiting);
    expect(vendor.calls.filter((call) => call.startsWith('open'))).toHaveLength(2);
  });

  it('shows what came into a list that was empty', async () => {
    const { store, reading, connecting, vendor } = begin();
    for (const cid of [general, other]) vendor.move(cid, { archivedAt: 1 });
    void store.loadChannels();
    reading.open();
    await vi.waitFor(() => expect(store.snapshot.list).toBe('ready'), waiting);
    expect(store.snapshot.channels).toHaveLength(0);
    vendor.addChannel('messaging:new');
    connecting.open();
    await vi.waitFor(() => expect(store.snapshot.channels).toHaveLength(1), waiting);
  });

  it('asks it for what could not be read, and tells nobody of the failure', async () => {
    const { store, reading, connecting, errors, kinds, ids, truth } = begin();
    store.select(general);
    reading.fail(new Error('No network'));
    connecting.open();
    await vi.waitFor(() => expect(ids()).toEqual(truth()), waiting);
    expect(errors).toEqual([]);
    expect(kinds()).not.toContain('recovered');
  });

  it('does not wait for what does not come', async () => {
    const { store, connecting, ids, truth } = begin();
    store.select(general);
    connecting.open();
    await vi.waitFor(() => expect(ids()).toEqual(truth()), waiting);
  });

  it('knows what was read before', async () => {
    const { store, reading, connecting, vendor } = begin();
    store.setReading(general, true);
    store.select(general);
    reading.open();
    await vi.waitFor(() => expect(vendor.unreadIn(general)).toBe(0), waiting);
    store.setReading(general, false);
    vendor.write(general);
    connecting.open();
    await vi.waitFor(() => expect(store.selected).toMatchObject({ unread: 1, busy: undefined }), waiting);
    expect(store.snapshot.unread).toBe(1);
  });

  it('does not wait for a mark that does not come through', async () => {
    const { store, reading, connecting, vendor, ids, truth } = begin();
    vi.spyOn(vendor, 'markRead').mockImplementation(() => new Promise(() => undefined));
    store.setReading(general, true);
    store.select(general);
    reading.open();
    await vi.waitFor(() => expect(store.selected?.opened).toBe(true), waiting);
    vendor.write(general);
    connecting.open();
    await vi.waitFor(() => expect(ids()).toEqual(truth()), waiting);
  });

  it('marks by it what could not be marked before', async () => {
    const { store, reading, connecting, vendor } = begin();
    vi.spyOn(vendor, 'markRead').mockRejectedValueOnce(new Error('No network'));
    store.setReading(general, true);
    store.select(general);
    reading.open();
    await vi.waitFor(() => expect(vendor.markRead).toHaveBeenCalledTimes(1), waiting);
    connecting.open();
    await vi.waitFor(() => expect(vendor.unreadIn(general)).toBe(0), waiting);
    expect(store.selected?.unread).toBe(0);
  });

  it('tells what the visitor has not read, and nothing before it is known', async () => {
    const { store, connecting } = begin();
    expect(store.snapshot.unread).toBeUndefined();
    connecting.open();
    await vi.waitFor(() => expect(store.snapshot.unread).toBe(5), waiting);
  });

  it('shows what the vendor has in the end, in whatever order things happen', async () => {
    const steps = ['read', 'connect', 'write', 'change', 'erase', 'pause'] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...steps), { maxLength: 20 }), async (order) => {
        const { store, reading, connecting, vendor, truth } = begin();
        store.select(general);
        const last = () => vendor.messagesOf(general).at(-1)?.id ?? '';
        for (const step of [...order, 'read', 'connect'] as const) {
          if (step === 'read') reading.open();
          if (step === 'connect') connecting.open();
          if (step === 'write') vendor.write(general);
          if (step === 'change' && last()) vendor.change(general, last(), { text: 'Changed' });
          if (step === 'erase' && last()) vendor.erase(general, last());
          if (step === 'pause') await new Promise((resolve) => setTimeout(resolve));
        }
        await vi.waitFor(() => {
          expect(vendor.listeners).toBeGreaterThan(0);
          expect(store.selected).toMatchObject({ opened: true, busy: undefined });
          const shown = store.selected?.messages.map(({ id, text }) => [id, text]);
          expect(shown).toEqual(vendor.messagesOf(general).map(({ id, text }) => [id, text]));
          expect(shown).toHaveLength(truth().length);
        }, waiting);
        store.close();
      }),
      { numRuns: 100 },
    );
  });
});

describe('when the connection cannot be made', () => {
  it('ends with the reason, and loses nothing that is shown', async () => {
    const { store, reading, connecting, connection, kinds, errors, ids, truth } = begin();
    store.select(general);
    reading.open();
    await vi.waitFor(() => expect(store.selected?.opened).toBe(true), waiting);
    connecting.fail(new ChatError('forbidden', 'No'));
    await vi.waitFor(() => expect(kinds()).toContain('ended'), waiting);
    expect(errors).toEqual(['forbidden']);
    expect(ids()).toEqual(truth());
    await expect(connection.part('page')).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('leaves none behind when it comes after all, and tells nothing any more', async () => {
    const { connection, connecting, vendor, kinds } = begin();
    const close = vi.spyOn(vendor, 'close');
    // It is on its way by then: nothing was asked for.
    await new Promise((resolve) => setTimeout(resolve, 5));
    await connection.close();
    connecting.open();
    await vi.waitFor(() => expect(close).toHaveBeenCalled(), waiting);
    expect(kinds()).toEqual([]);
    expect(vendor.listeners).toBe(0);
  });
});
