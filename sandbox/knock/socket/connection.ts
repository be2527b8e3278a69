import type { WebSocket } from 'ws';
import type { TokenHolder } from '../access/user-tokens.ts';
import type { FeedFilter } from '../model/feed.ts';
import { feedFilter } from '../http/feed-query.ts';
import { channels } from '../model/channels.ts';
import type { Frame } from './frames.ts';
import { formatFrame, parseFrame, reply } from './frames.ts';

/** A feed that a connection joined, with the clients behind it: each has its own filter. */
export interface Subscription {
  readonly topic: string;
  readonly joinRef: string | null;
  readonly user: string;
  /** By the client's reference id; empty for an older SDK, which joins for itself alone. */
  readonly clients: ReadonlyMap<string, FeedFilter>;
}

/** One browser's socket: which topics it joined, and what it says. */
export class Connection {
  #socket: WebSocket;
  #holder: TokenHolder;
  #subscriptions = new Map<string, Subscription>();

  constructor(socket: WebSocket, holder: TokenHolder) {
    this.#socket = socket;
    this.#holder = holder;
    socket.on('message', (data, isBinary) => {
      const frame = isBinary ? undefined : parseFrame(String(data));
      if (frame) this.#handle(frame);
    });
  }

  get subscriptions(): Iterable<Subscription> {
    return this.#subscriptions.values();
  }

  /** Whether what is pushed to the user may go out here: the token's tenants decide. */
  mayRead(tenant: string | null): boolean {
    return this.#holder.grants.allow('feed/read', tenant);
  }

  push(subscription: Subscription, event: string, payload: Readonly<Record<string, unknown>>): void {
    // A client that left or joined anew meanwhile drops what still carries its old join.
    if (this.#subscriptions.get(subscription.topic) !== subscription) return;
    this.#send({ joinRef: subscription.joinRef, ref: null, topic: subscription.topic, event, payload });
  }

  #handle(frame: Frame): void {
    if (frame.topic === 'phoenix' && frame.event === 'heartbeat') this.#send(reply(frame, 'ok'));
    else if (frame.event === 'phx_join') this.#join(frame);
    else if (frame.event === 'phx_leave') this.#leave(frame);
    else this.#send(reply(frame, 'error', { reason: 'unmatched topic' }));
  }

  #join(frame: Frame): void {
    const topic = parseTopic(frame.topic);
    if (!topic) return this.#send(reply(frame, 'error', { reason: 'unmatched topic' }));
    const allowed = topic.user === this.#holder.user && this.#holder.grants.allowSomewhere('feed/read');
    if (!allowed) return this.#send(reply(frame, 'error', { reason: 'unauthorized' }));
    const clients = parseClients(frame.payload);
    if (!clients) return this.#send(reply(frame, 'error', { reason: 'invalid params' }));
    const earlier = this.#subscriptions.get(frame.topic);
    if (earlier) this.#close(earlier);
    const { joinRef } = frame;
    this.#subscriptions.set(frame.topic, { topic: frame.topic, joinRef, user: topic.user, clients });
    this.#send(reply(frame, 'ok'));
  }

  #leave(frame: Frame): void {
    this.#send(reply(frame, 'ok'));
    const subscription = this.#subscriptions.get(frame.topic);
    if (subscription?.joinRef === frame.joinRef) this.#close(subscription);
  }

  #close({ topic, joinRef }: Subscription): void {
    this.#subscriptions.delete(topic);
    this.#send({ joinRef, ref: joinRef, topic, event: 'phx_close', payload: {} });
  }

  #send(frame: Frame): void {
    this.#socket.send(formatFrame(frame));
  }
}

/** `feeds:<channel>:<user>`; a user's id may hold colons of its own. */
function parseTopic(topic: string): { user: string } | undefined {
  const [, channel, user] = /^feeds:([^:]+):(.+)$/.exec(topic) ?? [];
  return channel === channels.in_app_feed.id && user !== undefined ? { user } : undefined;
}

/** The filters of a join by reference id; nothing, where one of them is wrong. */
function parseClients(payload: Frame['payload']): Map<string, FeedFilter> | undefined {
  const clients = new Map<string, FeedFilter>();
  for (const [reference, params] of Object.entries(payload)) {
    if (!reference.startsWith('client_')) continue;
    const filter = feedFilter.safeParse(params);
    if (!filter.success) return undefined;
    clients.set(reference, filter.data);
  }
  return clients;
}
