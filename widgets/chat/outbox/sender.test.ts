import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatError, type ChatErrorKind } from '../connection.ts';
import { PretendConnection } from '../testing/pretend-connection.ts';
import { Outbox, type OutboxChange } from './outbox.ts';
import { Sender, type Exclusive } from './sender.ts';

const general = 'messaging:general';
const other = 'messaging:other';

function begin(exclusive?: Exclusive) {
  const connection = new PretendConnection();
  connection.addChannel(general);
  connection.addChannel(other);
  const outbox = new Outbox();
  const changes: OutboxChange[] = [];
  outbox.listen((change) => changes.push(change));
  const sender = new Sender(connection, outbox, exclusive);
  const truth = (cid = general) => connection.messagesOf(cid).map(({ text }) => text);
  const tries = () => connection.calls.filter((call) => call.startsWith('send ')).length;
  return { connection, outbox, sender, changes, truth, tries };
}

const fault = (kind: ChatErrorKind) => new ChatError(kind, kind);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('sending', () => {
  it('is one at a time in a conversation, in order, and side by side in two', async () => {
    const { outbox, truth, changes } = begin();
    for (const text of ['a', 'b', 'c']) outbox.add(general, { text });
    outbox.add(other, { text: 'x' });
    const busy = changes.filter((change) => change.type === 'put' && change.message.status === 'sending');
    expect(busy.map(({ cid }) => cid)).toEqual([general, other]);
    await vi.runAllTimersAsync();
    expect(truth()).toEqual(['a', 'b', 'c']);
    expect(truth(other)).toEqual(['x']);
    expect(outbox.cids).toEqual([]);
  });

  it('waits while the connection is away, and goes on when it is back', async () => {
    const { connection, outbox, truth, tries } = begin();
    connection.cut();
    outbox.add(general, { text: 'a' });
    outbox.add(general, { text: 'b' });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(tries()).toBe(0);
    expect(outbox.of(general)).toMatchObject([{ status: 'waiting' }, { status: 'waiting' }]);
    connection.recover();
    await vi.runAllTimersAsync();
    expect(truth()).toEqual(['a', 'b']);
  });

  it.each(['unreachable', 'unavailable', 'limited'] as const)(
    'is tried again after "%s", and nothing overtakes it',
    async (kind) => {
      const { connection, outbox, truth, tries } = begin();
      for (let at = 0; at < 3; at += 1) connection.failNext('send', fault(kind));
      outbox.add(general, { text: 'a' });
      outbox.add(general, { text: 'b' });
      await vi.advanceTimersByTimeAsync(2_900);
      expect(tries()).toBe(2);
      expect(outbox.of(general).map(({ status }) => status)).toEqual(['waiting', 'waiting']);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(truth()).toEqual(['a', 'b']);
    },
  );

  it('waits out the pause of slow mode, however often, and keeps the order', async () => {
    const { connection, outbox, truth, tries, changes } = begin();
    connection.parts.writing = {
      members: () => Promise.resolve([]),
      card: () => Promise.reject(fault('refused')),
      pauseOf: () => 20_000,
    };
    for (const text of ['a', 'b', 'c']) outbox.add(general, { text });
    connection.failNext('send', fault('unreachable'));
    for (let at = 0; at < 12; at += 1) connection.failNext('send', fault('slow'));
    await vi.advanceTimersByTimeAsync(18_000);
    expect(tries()).toBe(2);
    expect(outbox.of(general).map(({ status }) => status)).toEqual(['waiting', 'waiting', 'waiting']);
    await vi.advanceTimersByTimeAsync(20_000 * 13);
    expect(truth()).toEqual(['a', 'b', 'c']);
    expect(changes.some((change) => change.type === 'put' && change.message.status === 'failed')).toBe(false);
  });

  it('counts that pause from the last message that was taken', async () => {
    const { connection, outbox, truth } = begin();
    connection.parts.writing = {
      members: () => Promise.resolve([]),
      card: () => Promise.reject(fault('refused')),
      pauseOf: () => 20_000,
    };
    outbox.add(general, { text: 'a' });
    await vi.runAllTimersAsync();
    // 15 s by the vendor's clock.
    for (let at = 0; at < 15; at += 1) connection.write(other);
    connection.failNext('send', fault('slow'));
    outbox.add(general, { text: 'b' });
    await vi.advanceTimersByTimeAsync(4_900);
    expect(truth()).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(200);
    expect(truth()).toEqual(['a', 'b']);
  });

  it('is left to the visitor after many tries, and those behind it go on', async () => {
    const { connection, outbox, truth, tries } = begin();
    for (let at = 0; at < 8; at += 1) connection.failNext('send', fault('unavailable'));
    outbox.add(general, { text: 'a' });
    outbox.add(general, { text: 'b' });
    await vi.runAllTimersAsync();
    expect(truth()).toEqual(['b']);
    expect(outbox.of(general)).toMatchObject([{ text: 'a', status: 'failed', failure: 'unavailable' }]);
    const before = tries();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(tries()).toBe(before);
    outbox.retry(general, outbox.of(general)[0]?.id ?? '');
    await vi.runAllTimersAsync();
    expect(truth()).toEqual(['b', 'a']);
  });

  it.each(['forbidden', 'too-long', 'moderated', 'refused'] as const)(
    'is refused at once by "%s", and stands in nobody’s way',
    async (kind) => {
      const { connection, outbox, truth, tries } = begin();
      connection.failNext('send', fault(kind));
      outbox.add(general, { text: 'a' });
      outbox.add(general, { text: 'b' });
      await vi.runAllTimersAsync();
      expect(truth()).toEqual(['b']);
      expect(tries()).toBe(2);
      expect(outbox.of(general)).toMatchObject([{ text: 'a', status: 'failed', failure: kind }]);
    },
  );

  it('counts what is there already as sent', async () => {
    const { connection, outbox, changes } = begin();
    connection.failNext('send', fault('duplicate'));
    outbox.add(general, { text: 'a' });
    await vi.runAllTimersAsync();
    expect(outbox.cids).toEqual([]);
    expect(changes.at(-1)).not.toHaveProperty('message');
    expect(changes.at(-1)).toMatchObject({ type: 'sent' });
  });

  it('counts what an event tells of as sent, though the answer was lost', async () => {
    const { connection, outbox, tries } = begin();
    connection.failNext('send', fault('unreachable'));
    outbox.add(general, { text: 'a' });
    const id = outbox.of(general)[0]?.id ?? '';
    connection.write(general, connection.user, { id, text: 'a' });
    await vi.runAllTimersAsync();
    expect(outbox.cids).toEqual([]);
    expect(tries()).toBe(1);
  });

  it('is not done for what was discarded while it waited', async () => {
    const { connection, outbox, truth } = begin();
    connection.failNext('send', fault('unreachable'));
    outbox.add(general, { text: 'a' });
    const id = outbox.of(general)[0]?.id ?? '';
    await vi.advanceTimersByTimeAsync(500);
    outbox.drop({ type: 'gone', cid: general, id });
    await vi.runAllTimersAsync();
    expect(truth()).toEqual([]);
  });

  it('goes on with the next one after something went wrong in its turn', async () => {
    const own = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    const wrong = vi.fn<() => void>();
    process.on('unhandledRejection', wrong);
    const turns = vi.fn<Exclusive>((_cid, run) => run()).mockRejectedValueOnce(new Error('No turn'));
    const { outbox, truth } = begin(turns);
    outbox.add(general, { text: 'a' });
    await vi.waitFor(() => expect(wrong).toHaveBeenCalledOnce());
    process.off('unhandledRejection', wrong);
    for (const listener of own) process.on('unhandledRejection', listener);
    outbox.add(general, { text: 'b' });
    await vi.runAllTimersAsync();
    expect(truth()).toEqual(['a', 'b']);
  });

  it('leaves no timer and no listener behind', async () => {
    const { connection, outbox, sender, tries } = begin();
    connection.failNext('send', fault('unreachable'));
    outbox.add(general, { text: 'a' });
    await vi.advanceTimersByTimeAsync(10);
    sender.close();
    expect(vi.getTimerCount()).toBe(0);
    expect(connection.listeners).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tries()).toBe(1);
  });
});

it('sends everything once and in order, whatever happens on the way', async () => {
  const kinds = ['unreachable', 'unavailable', 'limited', 'duplicate'] as const;
  const action = fc.oneof(
    fc.record({ do: fc.constant('send' as const), cid: fc.constantFrom(general, other) }),
    fc.record({ do: fc.constant('fail' as const), kind: fc.constantFrom(...kinds), arrives: fc.boolean() }),
    fc.record({ do: fc.constantFrom('cut' as const, 'recover' as const, 'wait' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const { connection, outbox, sender } = begin();
      const send = connection.send.bind(connection);
      /** What happens to the next answers; a message may have arrived all the same. */
      const faults: { kind: ChatErrorKind; arrives: boolean }[] = [];
      connection.send = async (cid, message) => {
        const next = faults.shift();
        // "Already exists" is told of what is there, and of nothing else.
        if (!next || next.kind === 'duplicate') return send(cid, message);
        if (next.arrives) await send(cid, message).catch(() => undefined);
        throw fault(next.kind);
      };
      const sent: Record<string, string[]> = { [general]: [], [other]: [] };
      for (const [index, step] of actions.entries()) {
        if (step.do === 'send') {
          outbox.add(step.cid, { text: `${index}` });
          sent[step.cid]?.push(`${index}`);
        }
        // Fewer in a row than are given up after.
        if (step.do === 'fail' && faults.length < 4) faults.push(step);
        if (step.do === 'cut') connection.cut();
        if (step.do === 'recover') connection.recover();
        await vi.advanceTimersByTimeAsync(step.do === 'wait' ? 2_000 : 1);
      }
      faults.length = 0;
      connection.recover();
      await vi.runAllTimersAsync();
      for (const cid of [general, other])
        expect(connection.messagesOf(cid).map(({ text }) => text)).toEqual(sent[cid]);
      expect(outbox.cids).toEqual([]);
      sender.close();
    }),
    { numRuns: 100 },
  );
});
