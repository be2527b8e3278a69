import { EventEmitter, once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import * as z from 'zod';
import { signToken } from './server.ts';
import type { TestServer } from './server.ts';

const frameSchema = z.looseObject({ type: z.string() });
/** One frame as it came over the line. */
export type Frame = z.infer<typeof frameSchema>;

/** A bare socket, for what an SDK would hide: every frame as it came, and how it ended. */
export interface TestSocket {
  readonly userId: string;
  readonly frames: Frame[];
  /** What its first frame called it. */
  readonly connectionId: string;
  /** The code of the close frame, once there is one. */
  readonly closed: Promise<number>;
  /** The types of what came after the first frame, in order. */
  types(): string[];
  send(text: string): void;
  /** Watches a channel. */
  watch(cid: string, options?: { presence?: boolean }): Promise<void>;
  isOpen(): boolean;
  /** Resolves with the next marker. */
  marked(): Promise<unknown>;
  /** Ends the connection. */
  close(): void;
}

/** Sent after all others: when it has come, nothing else is on its way. */
const markerType = 'settled';

export const connectQuery = (userId: string): Record<string, string> => ({
  api_key: 'sandbox-key',
  authorization: signToken({ user_id: userId }),
  'stream-auth-type': 'jwt',
  json: JSON.stringify({ user_id: userId, user_details: { id: userId } }),
});

/** Opens a socket and waits for its first frame, whatever that says. */
export async function openSocket(
  server: TestServer,
  userId: string,
  query: Record<string, string> = {},
): Promise<TestSocket> {
  const url = new URL('/connect', server.origin.replace('http', 'ws'));
  const asked = { ...connectQuery(userId), ...query };
  for (const [key, value] of Object.entries(asked)) url.searchParams.set(key, value);
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  const frames: Frame[] = [];
  const arrived = new EventEmitter();
  socket.on('message', (data: Buffer) => {
    const frame = frameSchema.parse(JSON.parse(data.toString()));
    frames.push(frame);
    arrived.emit(frame.type === markerType ? 'marker' : 'frame');
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const first = once(arrived, 'frame');
  socket.on('error', (error) => arrived.emit('error', error));
  // Once it is open, an error ends in `closed` too.
  arrived.on('error', () => undefined);
  await first;
  const connectionId = String(frames[0]?.['connection_id']);
  return {
    userId,
    frames,
    connectionId,
    closed,
    types: () => frames.slice(1).map(({ type }) => type),
    send: (text) => socket.send(text),
    async watch(cid, { presence = false } = {}) {
      const { status } = await server.call('POST', `/channels/${cid.replace(':', '/')}/query`, {
        token: signToken({ user_id: userId }),
        body: { watch: true, presence },
        query: { connection_id: connectionId },
      });
      if (status !== 201) throw new Error(`${userId} cannot watch ${cid}: ${status}`);
    },
    marked: () => once(arrived, 'marker'),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => socket.close(),
  };
}

/**
 * Waits until all that was sent to these sockets has come.
 * @returns what came to each since the last time, in order
 */
export async function collect(server: TestServer, sockets: readonly TestSocket[]): Promise<Frame[][]> {
  const marked = sockets.map((socket) => socket.marked());
  for (const userId of new Set(sockets.map((socket) => socket.userId))) {
    const { status } = await server.call('POST', `/users/${userId}/event`, {
      token: server.serverToken,
      body: { event: { type: markerType } },
    });
    if (status !== 201) throw new Error(`no marker for ${userId}`);
  }
  await Promise.all(marked);
  // The first frame stays: it is the socket's own.
  return sockets.map(({ frames }) => frames.splice(1).filter(({ type }) => type !== markerType));
}
