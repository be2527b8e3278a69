import { expect, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { feedChannelId, publicKey } from './start-knock.ts';
import { openWatched } from './frames.ts';
import type { RunningKnock, TokenOptions } from './start-knock.ts';

/** Waits for something to hold, as long as a busy machine may need. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 20_000 });

export const topic = (user: string): string => `feeds:${feedChannelId}:${user}`;

export const socketAddress = ({ origin }: RunningKnock): string =>
  `${origin.replace('http', 'ws')}/ws/v1/websocket`;

/** A socket without an SDK: what it is told, frame by frame. */
export async function openSocket(knock: RunningKnock, user: string, options?: TokenOptions | 'no token') {
  const token = options === 'no token' ? '' : `user_token=${await knock.token(user, options)}`;
  const query = `${token}&api_key=${publicKey}&&vsn=2.0.0`;
  const socket = openWatched(`${socketAddress(knock)}?${query}`);
  const frames: unknown[] = [];
  const closed = vi.fn();
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  socket.on('close', closed);
  onTestFinished(() => socket.terminate());
  await new Promise((resolve) => socket.on('open', resolve));
  return {
    frames,
    closed,
    say: (text: string): void => socket.send(text),
    async ask(...frame: unknown[]): Promise<unknown[]> {
      const from = frames.length;
      socket.send(JSON.stringify(frame));
      await eventually(() => expect(frames.length).toBeGreaterThan(from));
      return frames.slice(from);
    },
  };
}

/** The status that an upgrade was refused with. */
export function refusal(url: string): Promise<number | undefined> {
  const socket = new WebSocket(url);
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode);
      socket.terminate();
    });
  });
}
