import { createHmac } from 'node:crypto';
import { StreamChat } from 'stream-chat';
import type { Event } from 'stream-chat';
import { onTestFinished, vi } from 'vitest';
import { credentials } from '../../credentials.ts';
import { openVendor, type OpenVendor } from '../../platform/open-vendor.ts';
import { answerShapes } from '../shapes/answers.ts';
import { createStream } from '../stream.ts';
import type { StreamVendor } from '../stream.ts';
import { watchFrames } from './frames.ts';

const { apiKey, apiSecret } = credentials.stream;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as an app's backend signs it, made by hand so that a test may break any part of it. */
export function signToken(
  payload: unknown,
  secret: string = apiSecret,
  header: unknown = { alg: 'HS256', typ: 'JWT' },
) {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** Stream behind its real door, with what tests call it by. */
export interface TestServer extends Omit<OpenVendor<StreamVendor>, 'close'> {
  /** The SDK, connected as a user; disconnected when the test ends. */
  connect(userId: string, details?: Record<string, unknown>): Promise<StreamChat>;
  /** The same for several, one after the other; a user named twice has two tabs. */
  connectAll<const Users extends readonly string[]>(
    ...users: Users
  ): Promise<{ [Place in keyof Users]: StreamChat }>;
  /** The SDK with the app's secret. */
  backend(): StreamChat;
  /** The token of a backend, for bare calls. */
  readonly serverToken: string;
  /** A bare call, for what the SDK would never send. */
  call(
    method: string,
    path: string,
    options?: {
      token?: string | null;
      body?: unknown;
      query?: Record<string, string>;
      headers?: Record<string, string>;
    },
  ): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }>;
}

/** A seeded server on a free port, closed when the test ends. */
export async function startServer(): Promise<TestServer> {
  const { close, ...opened } = await openVendor(createStream, [], answerShapes);
  const { origin } = opened;
  const clients: StreamChat[] = [];
  const misshapen = watchFrames(origin);
  onTestFinished(async () => {
    await Promise.all(clients.map((client) => client.disconnectUser(500)));
    await close();
    const wrong = misshapen();
    if (wrong.length > 0) throw new Error(`Events not in the vendor's shape:\n${wrong.join('\n')}`);
  });
  const connect: TestServer['connect'] = async (userId, details = {}) => {
    const client = new StreamChat(apiKey, { baseURL: origin, allowServerSideConnect: true });
    clients.push(client);
    await client.connectUser({ id: userId, ...details }, signToken({ user_id: userId }));
    return client;
  };
  return {
    ...opened,
    connect,
    async connectAll<const Users extends readonly string[]>(...users: Users) {
      const connected: StreamChat[] = [];
      for (const user of users) connected.push(await connect(user));
      return connected as { [Place in keyof Users]: StreamChat };
    },
    serverToken: signToken({ server: true }),
    backend: () => new StreamChat(apiKey, apiSecret, { baseURL: origin }),
    async call(method, path, { token = signToken({ user_id: 'ann' }), body, query = {}, headers = {} } = {}) {
      const url = new URL(path, origin);
      for (const [key, value] of Object.entries({ api_key: apiKey, ...query }))
        url.searchParams.set(key, value);
      const response = await fetch(url, {
        method,
        headers: {
          'stream-auth-type': 'jwt',
          ...(token !== null && { authorization: token }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      };
    },
  };
}

/** The next event of a type that this client gets. */
export function nextEvent(client: StreamChat, type: string): Promise<Event> {
  return new Promise((resolve) => {
    const { unsubscribe } = client.on((event) => {
      if (event.type !== type) return;
      unsubscribe();
      resolve(event);
    });
  });
}

/** Waits until a check holds; longer than usual, for machines with much else to do. */
export const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000 });

/** All events that a client dispatches from here on, those that the SDK makes itself among them. */
export function record(client: StreamChat): Event[] {
  const events: Event[] = [];
  client.on((event) => {
    if (event.type !== 'health.check') events.push(event);
  });
  return events;
}

export const typesOf = (events: Event[]): string[] => events.map(({ type }) => type);

/** Waits until an event sent after all others has come: then nothing else is on its way. */
export async function settled(client: StreamChat): Promise<void> {
  const last = nextEvent(client, 'user.updated');
  await client.upsertUser({ id: client.userID as string, name: `${client.userID} again` });
  await last;
}
