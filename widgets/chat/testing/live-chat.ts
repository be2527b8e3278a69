import { createHmac } from 'node:crypto';
import { vi } from 'vitest';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import type { ChatToken } from '../../../worker/contract/index.ts';
import type { ChatEvent } from '../connection.ts';
import { StreamConnection } from '../stream-connection.ts';

/** A sandbox of its own, and visitors connected to it by the official SDK, as the chat uses it. */
export async function startLiveChat() {
  // The SDK warns of a visitor's connection from Node.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const sandbox = await startSandbox({ port: 0 });
  const { apiKey, apiSecret } = sandbox.credentials.stream;
  const open: StreamConnection[] = [];

  const sign = (claims: object): string => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
    return `${signed}.${createHmac('sha256', apiSecret).update(signed).digest('base64url')}`;
  };

  /** @param life s */
  const tokenOf = (userId: string, life = 3_600): ChatToken => {
    const now = Math.floor(Date.now() / 1000);
    return {
      apiKey,
      userId,
      token: sign({ user_id: userId, iat: now, exp: now + life }),
      expiresAt: new Date((now + life) * 1000).toISOString(),
      baseUrl: sandbox.origins.stream,
    };
  };

  const connect = async (userId: string, fetchToken = () => Promise.resolve(tokenOf(userId))) => {
    const connection = await StreamConnection.connect(await fetchToken(), fetchToken);
    open.push(connection);
    const events: ChatEvent[] = [];
    connection.listen((event) => events.push(event));
    const next = <Type extends ChatEvent['type']>(type: Type) =>
      vi.waitFor(
        () => {
          const event = events.find((each): each is Extract<ChatEvent, { type: Type }> => each.type === type);
          if (!event) throw new Error(`No ${type}; there are: ${events.map((each) => each.type).join(', ')}`);
          return event;
        },
        { timeout: 20_000, interval: 10 },
      );
    return { connection, events, next };
  };

  const control = (path: string, body: unknown, method = 'POST') =>
    fetch(`${sandbox.origins.control}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  /** A call of the site's backend. */
  const backend = (path: string, body: unknown) =>
    fetch(`${sandbox.origins.stream}${path}?api_key=${apiKey}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: sign({ server: true }),
        'stream-auth-type': 'jwt',
      },
      body: JSON.stringify(body),
    });

  const close = async () => {
    await Promise.all(open.map((connection) => connection.close()));
    await sandbox.close();
  };

  return { tokenOf, connect, control, backend, close };
}

export type LiveChat = Awaited<ReturnType<typeof startLiveChat>>;
