import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Desk } from './outbox/desk.ts';
import { ChatStore } from './store/chat.store.ts';
import { startLiveChat, type LiveChat } from './testing/live-chat.ts';

/** Stream's codes with their status (https://getstream.io/chat/docs/node/api_errors_response/), and what is no answer. */
const failures: readonly (readonly [name: string, fault: object])[] = [
  ...(
    [
      [-1, 500],
      [2, 401],
      [4, 400],
      [5, 401],
      [6, 400],
      [9, 429],
      [16, 404],
      [17, 403],
      [18, 400],
      [19, 400],
      [20, 400],
      [21, 400],
      [22, 413],
      [23, 408],
      [24, 431],
      [41, 401],
      [42, 401],
      [43, 401],
      [44, 400],
      [45, 400],
      [46, 400],
      [60, 403],
      [69, 400],
      [70, 403],
      [71, 429],
      [73, 400],
      [99, 403],
    ] as const
  ).map(([code, status]) => [`code ${code}`, { code, status }] as const),
  ['a gateway’s page', { status: 502 }],
  ['half an answer', { half: true }],
];

describe('whatever the vendor fails with', () => {
  let chat: LiveChat;
  let ann: Awaited<ReturnType<LiveChat['connect']>>;
  let rooms = 0;

  beforeAll(async () => {
    chat = await startLiveChat();
    ann = await chat.connect('ann');
  });
  afterAll(() => chat.close());
  beforeEach(async () => {
    await chat.control('/faults', undefined, 'DELETE');
  });

  /** Ann's chat, and a channel that no other test knows. */
  const begin = async () => {
    rooms += 1;
    const cid = `messaging:failing-${rooms}`;
    await chat.backend(`/channels/messaging/failing-${rooms}/query`, {
      data: { created_by_id: 'ann', members: ['ann', 'ben'] },
    });
    const { connection } = ann;
    const failed: string[] = [];
    const store = new ChatStore(new Desk(connection), {
      arrived: () => undefined,
      failed: ({ kind }) => failed.push(kind),
    });
    onTestFinished(() => store.close());
    return { cid, connection, store, failed };
  };
  const fail = (path: string, fault: object) =>
    chat.control('/faults', { vendor: 'stream', method: 'POST', path, ...fault });
  const mend = () => chat.control('/faults', undefined, 'DELETE');

  it.each(failures)(
    '%s: the list says that it failed, and comes when it is asked again',
    async (_name, fault) => {
      const { store, failed } = await begin();
      await fail('/channels', fault);
      await store.loadChannels();
      expect(store.snapshot.list).toBe('failed');
      expect(failed).toHaveLength(1);
      await mend();
      await store.loadChannels();
      expect(store.snapshot.list).toBe('ready');
      expect(store.snapshot.channels.length).toBeGreaterThan(0);
    },
  );

  it.each(failures)(
    '%s: a conversation says so, and opens when that is tried again',
    async (_name, fault) => {
      const { cid, store } = await begin();
      await fail('/channels', fault);
      store.select(cid);
      await vi.waitFor(() => expect(store.selected?.failure).toMatch(/^(failed|forbidden)$/));
      await mend();
      store.retry(cid);
      await vi.waitFor(() => expect(store.selected).toMatchObject({ opened: true, failure: undefined }));
    },
  );

  it.each(failures)(
    '%s: what was written stays, and is there once when it has been sent',
    async (_name, fault) => {
      const { cid, connection, store } = await begin();
      store.select(cid);
      await vi.waitFor(() => expect(store.selected?.opened).toBe(true));
      await fail('/message', fault);
      store.outgoing.send(cid, { text: 'Not to be lost' });
      // It is marked, or waits for the next try; or an event has told that it got through.
      await vi.waitFor(() => {
        const [pending] = store.selected?.pending ?? [];
        if (pending)
          expect(pending).toMatchObject({
            text: 'Not to be lost',
            status: expect.stringMatching(/failed|waiting/) as string,
          });
        else expect(store.selected?.messages.at(-1)?.text).toBe('Not to be lost');
      });
      await mend();
      const [pending] = store.selected?.pending ?? [];
      if (pending) store.outgoing.resend(cid, pending.id);
      await vi.waitFor(() => expect(store.selected?.pending).toEqual([]));
      expect((await connection.open(cid, 30)).messages.map(({ text }) => text)).toEqual(['Not to be lost']);
      await vi.waitFor(() =>
        expect(store.selected?.messages.map(({ text }) => text)).toEqual(['Not to be lost']),
      );
    },
  );
});
