import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KnockSocket } from './knock-socket.ts';
import { pretendPage } from './testing/pretend-page.ts';

/** Every connection that was asked for, as the vendor's end of it. */
let connections: Pretended[] = [];

class Pretended {
  static readonly OPEN = 1;
  readonly address: string;
  readyState = 0;
  closed = false;
  sent: unknown[][] = [];
  onopen: (() => void) | undefined;
  onmessage: ((event: { data: unknown }) => void) | undefined;
  onclose: (() => void) | undefined;

  constructor(address: string) {
    this.address = address;
    connections.push(this);
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data) as unknown[]);
  }

  close(): void {
    this.closed = true;
    this.readyState = 3;
    this.onclose?.();
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(...frame: unknown[]): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  accept(): void {
    this.open();
    this.say('1', '1', topic, 'phx_reply', { status: 'ok', response: {} });
  }

  get beats(): number {
    return this.sent.filter(([, , , event]) => event === 'heartbeat').length;
  }

  answerBeat(): void {
    const [, ref] = this.sent.findLast(([, , , event]) => event === 'heartbeat') ?? [];
    this.say(null, ref, 'phoenix', 'phx_reply', { status: 'ok', response: {} });
  }
}

const topic = 'feeds:channel:ann';
let page: ReturnType<typeof pretendPage>;
let sockets: KnockSocket[] = [];

/** @param refused as the rest of the connection answers: by itself, nothing can be mended */
function start(
  address = () => Promise.resolve('ws://vendor/ws'),
  refused: () => Promise<void> = () => Promise.reject(new Error('The token is good.')),
) {
  const parts = {
    address: vi.fn(address),
    topic,
    payload: () => ({ client: {} }),
    hidden: () => document.visibilityState === 'hidden',
    heard: vi.fn(),
    joined: vi.fn(),
    online: vi.fn(),
    refused: vi.fn(refused),
  };
  const socket = new KnockSocket(parts);
  sockets.push(socket);
  return { ...parts, socket };
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const last = () => connections.at(-1) ?? expect.fail('no connection');

beforeEach(() => {
  vi.useFakeTimers();
  page = pretendPage();
  vi.stubGlobal('WebSocket', Pretended);
  // Drawn waits are as long as they can be.
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((drawn) => {
    if (drawn instanceof Uint32Array) drawn.fill(0xffffffff);
    return drawn;
  });
  connections = [];
  sockets = [];
});

afterEach(() => {
  for (const socket of sockets) socket.end();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('a connection', () => {
  it('joins its topic by the protocol, and tells what comes on it', async () => {
    const { joined, heard } = start();
    await settle();
    last().accept();
    expect(last().sent[0]).toEqual(['1', '1', topic, 'phx_join', { client: {} }]);
    expect(joined).toHaveBeenCalledTimes(1);
    last().say(null, null, topic, 'new-message', {});
    last().say(null, null, 'feeds:other', 'new-message', {});
    expect(heard.mock.calls).toEqual([['new-message', {}]]);
  });

  it('passes over what is no frame', async () => {
    const { heard } = start();
    await settle();
    last().accept();
    for (const data of ['', '{', '{}', 'null', '[]', 7, new ArrayBuffer(2)]) last().onmessage?.({ data });
    expect(heard).not.toHaveBeenCalled();
    expect(last().closed).toBe(false);
  });

  it('gives signs of life, and ends when one is not answered', async () => {
    start();
    await settle();
    last().accept();
    const [first] = connections;
    for (let round = 1; round <= 5; round += 1) {
      expect(first?.beats).toBe(round);
      first?.answerBeat();
      await vi.advanceTimersByTimeAsync(30_000);
    }
    await vi.advanceTimersByTimeAsync(30_000);
    expect(first?.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(connections).toHaveLength(2);
  });

  it('is made anew when the vendor ends the topic', async () => {
    const { joined } = start();
    await settle();
    last().accept();
    last().say('1', null, topic, 'phx_error', {});
    expect(last().closed).toBe(true);
    await vi.advanceTimersByTimeAsync(2_000);
    last().accept();
    expect(joined).toHaveBeenCalledTimes(2);
  });
});

describe('a connection that is lost', () => {
  /** ms until it is made again after it was lost. */
  async function wait(): Promise<number> {
    await settle();
    const count = connections.length;
    last().close();
    for (let waited = 0; ; waited += 500) {
      if (connections.length > count) return waited;
      await vi.advanceTimersByTimeAsync(500);
    }
  }

  it('is made again, ever more slowly but never later than a visitor waits, and soon again after one that lasted', async () => {
    start();
    const waits: number[] = [];
    for (let round = 0; round < 20; round += 1) waits.push(await wait());
    expect(waits.slice(0, 6)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(waits.at(-1)).toBe(30_000);
    last().accept();
    for (let beats = 0; beats < 2; beats += 1) {
      last().answerBeat();
      await vi.advanceTimersByTimeAsync(20_000);
    }
    const count = connections.length;
    last().close();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(connections).toHaveLength(count + 1);
  });

  it('spares a vendor that has been down for minutes, but not when the network comes back', async () => {
    start();
    const waits: number[] = [];
    for (let round = 0; round < 30; round += 1) waits.push(await wait());
    expect(waits.at(-1)).toBe(300_000);
    last().close();
    const count = connections.length;
    page.network(true);
    await settle();
    expect(connections).toHaveLength(count + 1);
  });

  it('is told after some seconds, and told to be back', async () => {
    const { online } = start();
    await settle();
    last().accept();
    online.mockClear();
    last().close();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(online).not.toHaveBeenCalled();
    last().close();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(online.mock.calls).toEqual([[false]]);
    await vi.advanceTimersByTimeAsync(10_000);
    last().accept();
    expect(online.mock.calls).toEqual([[false], [true]]);
  });

  it('is told at once when the network goes, and when a sign of life is answered again', async () => {
    const { online } = start();
    await settle();
    last().accept();
    page.network(false);
    expect(online.mock.calls).toEqual([[false]]);
    page.network(true);
    expect(online).toHaveBeenCalledTimes(1);
    last().answerBeat();
    expect(online.mock.calls).toEqual([[false], [true]]);
    expect(connections).toHaveLength(1);
  });

  it('never is two: the page’s coming online while it connects changes nothing', async () => {
    const gate = Promise.withResolvers<string>();
    start(() => gate.promise);
    page.network(true);
    page.show('visible');
    gate.resolve('ws://vendor/ws');
    await settle();
    expect(connections).toHaveLength(1);
  });
});

describe('an attempt', () => {
  it('that does not come to a joined topic is given up', async () => {
    const { joined } = start();
    await settle();
    last().open();
    last().answerBeat();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(connections[0]?.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(connections).toHaveLength(2);
    last().accept();
    await vi.advanceTimersByTimeAsync(21_000);
    expect(joined).toHaveBeenCalledTimes(1);
    expect(last().closed).toBe(false);
  });

  it('that never opens is given up too', async () => {
    start();
    await settle();
    await vi.advanceTimersByTimeAsync(22_000);
    expect(connections[0]?.closed).toBe(true);
    expect(connections).toHaveLength(2);
  });
});

describe('a refusal', () => {
  const loseIt = async () => {
    const count = connections.length;
    last().close();
    while (connections.length === count) await vi.advanceTimersByTimeAsync(500);
  };

  it('is told a few times until the vendor lets it in', async () => {
    const { refused } = start();
    await settle();
    for (let round = 0; round < 6; round += 1) await loseIt();
    expect(refused).toHaveBeenCalledTimes(3);
    last().accept();
    await loseIt();
    expect(refused).toHaveBeenCalledTimes(3);
    last().close();
    expect(refused).toHaveBeenCalledTimes(4);
  });

  it('that is mended is followed by an attempt at once, however long it was to wait', async () => {
    const mended = Promise.withResolvers<undefined>();
    let refusals = 0;
    start(undefined, () => ((refusals += 1) === 3 ? mended.promise : Promise.reject(new Error('Not yet.'))));
    await settle();
    for (let round = 0; round < 4; round += 1) await loseIt();
    last().close();
    const count = connections.length;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(connections).toHaveLength(count);
    mended.resolve(undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(connections).toHaveLength(count + 1);
    last().accept();
  });

  it('of the topic counts as one of the connection', async () => {
    const { refused, joined } = start();
    await settle();
    last().open();
    last().say('1', '1', topic, 'phx_reply', { status: 'error', response: {} });
    expect(refused).toHaveBeenCalledTimes(1);
    expect(joined).not.toHaveBeenCalled();
    expect(last().closed).toBe(true);
  });

  it('of an address is a failure like another', async () => {
    let failures = 1;
    start(() =>
      (failures -= 1) >= 0 ? Promise.reject(new Error('no token')) : Promise.resolve('ws://vendor'),
    );
    await settle();
    expect(connections).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(connections).toHaveLength(1);
  });
});

describe('what it is joined with', () => {
  it('may change: it leaves and joins anew, and what belongs to the earlier join has no say', async () => {
    const { socket, joined, heard } = start();
    await settle();
    last().accept();
    socket.rejoin();
    expect(last().sent.slice(-2)).toEqual([
      ['1', 'leave', topic, 'phx_leave', {}],
      ['2', '2', topic, 'phx_join', { client: {} }],
    ]);
    last().say('1', 'leave', topic, 'phx_reply', { status: 'ok', response: {} });
    last().say('1', '1', topic, 'phx_close', {});
    last().say('1', null, topic, 'new-message', {});
    expect(last().closed).toBe(false);
    expect(heard).not.toHaveBeenCalled();
    expect(joined).toHaveBeenCalledTimes(1);
    last().say('2', '2', topic, 'phx_reply', { status: 'ok', response: {} });
    expect(joined).toHaveBeenCalledTimes(2);
    last().say('2', null, topic, 'new-message', {});
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('is given up with the connection when the vendor does not answer', async () => {
    const { socket } = start();
    await settle();
    last().accept();
    socket.rejoin();
    last().answerBeat();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(connections[0]?.closed).toBe(true);
  });
});

describe('a tab', () => {
  it('that is hidden for half a minute gives the connection up, and takes it up when shown', async () => {
    const { joined, online } = start();
    await settle();
    last().accept();
    online.mockClear();
    page.show('hidden');
    await vi.advanceTimersByTimeAsync(29_000);
    last().answerBeat();
    expect(last().closed).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(last().closed).toBe(true);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(connections).toHaveLength(1);
    expect(online).not.toHaveBeenCalled();
    page.show('visible');
    await settle();
    expect(connections).toHaveLength(2);
    last().accept();
    expect(joined).toHaveBeenCalledTimes(2);
  });

  it('that is hidden for a moment keeps it', async () => {
    start();
    await settle();
    last().accept();
    page.show('hidden');
    await vi.advanceTimersByTimeAsync(10_000);
    page.show('visible');
    last().answerBeat();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(connections).toHaveLength(1);
    expect(last().closed).toBe(false);
  });

  it('that wakes finds a dead connection within seconds', async () => {
    start();
    await settle();
    last().accept();
    last().answerBeat();
    const before = last().beats;
    page.show('visible');
    expect(last().beats).toBe(before + 1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(connections[0]?.closed).toBe(true);
  });
});

describe('the end', () => {
  it('closes it, and nothing follows', async () => {
    const { socket, online, refused } = start();
    await settle();
    last().accept();
    online.mockClear();
    socket.end();
    expect(last().closed).toBe(true);
    page.show('hidden');
    page.show('visible');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(connections).toHaveLength(1);
    expect(online).not.toHaveBeenCalled();
    expect(refused).not.toHaveBeenCalled();
  });

  it('before the address is known makes no connection', async () => {
    const gate = Promise.withResolvers<string>();
    const { socket } = start(() => gate.promise);
    socket.end();
    gate.resolve('ws://vendor/ws');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(connections).toHaveLength(0);
  });
});
