import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { TokenHolder, UserTokens } from '../access/user-tokens.ts';
import { credentials } from '../../credentials.ts';
import type { SandboxContext } from '../../platform/context.ts';
import type { FeedScope } from '../model/feed.ts';
import { feedCounts, matchesFeed } from '../model/feed.ts';
import type { Message, Messages } from '../model/messages.ts';
import type { FeedCounts } from '../model/tallies.ts';
import type { KnockSettings } from '../settings.ts';
import { Connection } from './connection.ts';
import type { Subscription } from './subscription.ts';

const path = '/ws/v1/websocket';
const version = '2.0.0';
const newMessage = 'new-message';

/** The vendor's real-time service: a Phoenix socket over which feeds hear of new messages, and of nothing else. */
export class FeedSocket {
  #server = new WebSocketServer({ noServer: true });
  #connections = new Set<Connection>();
  #context: SandboxContext;
  #tokens: UserTokens;
  #settings: Readonly<KnockSettings>;

  constructor(context: SandboxContext, tokens: UserTokens, settings: Readonly<KnockSettings>) {
    this.#context = context;
    this.#tokens = tokens;
    this.#settings = settings;
  }

  /** Opens a socket for a good public key and user token; anything else gets HTTP 403, or 404 off the path. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // A browser may go away while its token is checked.
    socket.on('error', () => socket.destroy());
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname !== path) return refuse(socket, '404 Not Found');
    const holder = await this.#authenticate(url.searchParams);
    if (holder === 'nobody') return refuse(socket, '403 Forbidden');
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      const connection = new Connection(opened, holder, this.#context.clock);
      this.#connections.add(connection);
      // The socket closes itself on a broken frame; unheard, its error would end the process.
      opened.on('error', () => undefined);
      opened.on('close', () => this.#connections.delete(connection));
    });
  }

  /** Tells every feed that would list it of a new message, which is one of `messages`. */
  announce(message: Message, messages: Messages): void {
    if (message.channel.type !== 'in_app_feed') return;
    for (const connection of this.#connections) {
      if (!connection.mayRead(message.tenant)) continue;
      const countOf = (scope: FeedScope): FeedCounts =>
        feedCounts(
          messages,
          message.recipient,
          ({ channel, tenant }) => channel === message.channel && connection.mayRead(tenant),
          scope,
        );
      for (const subscription of connection.subscriptions) {
        const payload = payloadFor(subscription, message, countOf);
        if (payload) this.#push(connection, subscription, payload);
      }
    }
  }

  /** Closes every socket with this code; 1006 breaks the connection without a close frame. */
  cut(code: number): void {
    for (const client of this.#server.clients) {
      if (code === 1006) client.terminate();
      else client.close(code);
    }
  }

  /** Whom a socket speaks for: a token's user, everybody (nothing) where none is needed, or `nobody`. */
  async #authenticate(query: URLSearchParams): Promise<TokenHolder | undefined | 'nobody'> {
    // Only the second version of Phoenix's frames is spoken here, as by all SDKs of today.
    if (query.get('api_key') !== credentials.knock.publicKey || query.get('vsn') !== version) return 'nobody';
    const token = query.get('user_token');
    if (!token) return this.#settings.enhancedSecurity ? 'nobody' : undefined;
    try {
      return await this.#tokens.verify(token);
    } catch {
      return 'nobody';
    }
  }

  #push(
    connection: Connection,
    subscription: Subscription,
    payload: Readonly<Record<string, unknown>>,
  ): void {
    const send = (): void => connection.push(subscription, newMessage, payload);
    this.#context.pushes.send('knock', newMessage, [{ to: subscription, send }]);
  }
}

/** The event for one topic, with counts for each client that the message concerns; nothing, where it concerns none. */
function payloadFor(
  { user, filters }: Subscription,
  message: Message,
  countOf: (scope: FeedScope) => FeedCounts,
): Record<string, unknown> | undefined {
  if (user !== message.recipient) return undefined;
  if (filters.by === 'socket') {
    if (!matchesFeed(message, filters.filter)) return undefined;
    return { event: newMessage, attn: [], metadata: countOf(filters.filter), data: {} };
  }
  const concerned = [...filters.clients].filter(([, filter]) => matchesFeed(message, filter));
  if (concerned.length === 0) return undefined;
  return {
    event: newMessage,
    attn: concerned.map(([reference]) => reference),
    metadata: countOf({}),
    data: Object.fromEntries(
      concerned.map(([reference, filter]) => [reference, { metadata: countOf(filter) }]),
    ),
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
