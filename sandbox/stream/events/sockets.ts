import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';
import type { Backend } from '../backend.ts';
import { checked } from '../checked.ts';
import type { Connection } from './connections.ts';
import { StreamError, authError, errorBody, inputError } from '../errors.ts';
import type { UserRecord } from '../model.ts';
import { connectUser, userDataSchema } from '../people/users.ts';
import { announcePresence, stopWatching } from './watching.ts';
import { wireTime } from '../wire.ts';

const connectSchema = z.looseObject({
  user_id: z.string(),
  user_details: userDataSchema.optional(),
});

const pingSchema = z.tuple([z.looseObject({ type: z.literal('health.check') })]);

/** `GET /connect` as a WebSocket: authentication, the first frame, pings, and the end. */
export class Sockets {
  readonly #backend: Backend;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname !== '/connect') {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) =>
      this.#accept(webSocket, url.searchParams),
    );
  }

  /** Closes every socket; 1006 cuts the line without a close frame. */
  cut(code: number): void {
    for (const connection of this.#backend.connections.all()) connection.close(code);
  }

  /** Lets every socket go without a word to the others: what they watched is no more. */
  reset(): void {
    for (const connection of this.#backend.connections.all()) {
      this.#backend.connections.remove(connection);
      connection.close(1001);
    }
  }

  #accept(webSocket: WebSocket, query: URLSearchParams): void {
    // A broken line ends in `close` too; without a listener the error would end the process.
    webSocket.on('error', () => webSocket.terminate());
    try {
      this.#open(webSocket, this.#authenticate(query));
    } catch (error) {
      if (!(error instanceof StreamError)) throw error;
      webSocket.send(
        JSON.stringify({
          type: 'connection.error',
          connection_id: '',
          created_at: this.#now(),
          error: errorBody(error.status, error.code, error.message),
        }),
      );
      webSocket.close(1000);
    }
  }

  #authenticate(query: URLSearchParams): UserRecord {
    const { auth } = this.#backend;
    auth.checkKey(query.get('api_key'));
    const request = checked(connectSchema, parse(query.get('json') ?? '{}'));
    const identity = auth.identify(
      query.get('authorization'),
      query.get('stream-auth-type'),
      request.user_id,
    );
    const details = request.user_details ?? { id: request.user_id };
    if (identity.server) throw authError('a server token cannot open a connection');
    if (request.user_id !== identity.userId || details.id !== identity.userId) {
      throw authError(`user_id ${request.user_id} does not match the token's user`);
    }
    if (!identity.anonymous) return connectUser(this.#backend, details);
    const known = this.#backend.state.users.get(details.id);
    if (known && known.role !== 'anonymous') throw authError('this user needs a token');
    return connectUser(this.#backend, details, 'anonymous');
  }

  #open(webSocket: WebSocket, user: UserRecord): void {
    const { connections, present } = this.#backend;
    const connection: Connection = {
      id: randomUUID(),
      userId: user.id,
      watching: new Set(),
      presenceOfUsers: new Set(),
      presenceInChannels: new Set(),
      send: (text) => {
        if (webSocket.readyState === WebSocket.OPEN) webSocket.send(text);
      },
      close: (code) => {
        if (canBeSent(code)) webSocket.close(code);
        else webSocket.terminate();
      },
    };
    webSocket.on('message', (data) => this.#pong(connection, String(data)));
    webSocket.on('close', () => this.#end(connection));
    const wasOnline = connections.isOnline(user.id);
    connections.add(connection);
    user.lastActive = this.#backend.state.now();
    connection.send(JSON.stringify({ ...this.#health(connection), me: present.me(user) }));
    if (!wasOnline && !user.invisible) announcePresence(this.#backend, user.id);
  }

  /** Whatever else a client sends is not answered, as at the vendor. */
  #pong(connection: Connection, text: string): void {
    let frame: unknown;
    try {
      frame = JSON.parse(text);
    } catch {
      return;
    }
    if (pingSchema.safeParse(frame).success) connection.send(JSON.stringify(this.#health(connection)));
  }

  #end(connection: Connection): void {
    const { connections, state } = this.#backend;
    if (!connections.get(connection.id)) return;
    for (const cid of [...connection.watching]) {
      const channel = state.channels.get(cid);
      if (channel) stopWatching(this.#backend, connection, channel);
    }
    connections.remove(connection);
    if (connections.isOnline(connection.userId)) return;
    const user = state.users.get(connection.userId);
    if (user && !user.invisible) announcePresence(this.#backend, user.id);
    // Nobody comes back as the same anonymous user.
    if (user?.role === 'anonymous') state.users.delete(user.id);
  }

  #health(connection: Connection): Record<string, unknown> {
    return { type: 'health.check', connection_id: connection.id, cid: '*', created_at: this.#now() };
  }

  #now(): string {
    return wireTime(this.#backend.state.now());
  }
}

/** RFC 6455, 7.4: the codes that a close frame may carry. */
const canBeSent = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw inputError('connect: the json parameter is no json');
  }
}
