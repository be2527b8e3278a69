import type { WebSocket } from 'ws';
import type { Clock } from '../../platform/clock.ts';
import type { TokenHolder } from '../access/user-tokens.ts';
import type { Frame } from './frames.ts';
import { formatFrame, parseFrame, reply } from './frames.ts';
import type { Subscription } from './subscription.ts';
import { parseFilters, parseTopic } from './subscription.ts';

/** How long a socket may be silent: Phoenix's usual timeout, twice what its clients wait between heartbeats. */
const silenceMilliseconds = 60_000;
/** The close code of a socket that was silent for too long. */
const silenceCode = 1002;

/** One browser's socket: which topics it joined, and what it says. */
export class Connection {
  #socket: WebSocket;
  #holder: TokenHolder | undefined;
  #clock: Clock;
  #subscriptions = new Map<string, Subscription>();
  #heardAt: number;
  #stopWatching: () => void;

  /** `holder` is absent where no token is needed: then every user's feed may be joined. */
  constructor(socket: WebSocket, holder: TokenHolder | undefined, clock: Clock) {
    this.#socket = socket;
    this.#holder = holder;
    this.#clock = clock;
    this.#heardAt = clock.now();
    this.#stopWatching = clock.after(silenceMilliseconds, () => this.#watch());
    socket.on('message', (data, isBinary) => {
      this.#heardAt = clock.now();
      const frame = isBinary ? undefined : parseFrame(String(data));
      if (frame) this.#handle(frame);
    });
    socket.on('close', () => this.#stopWatching());
  }

  get subscriptions(): Iterable<Subscription> {
    return this.#subscriptions.values();
  }

  /** Whether what is pushed to the user may go out here: the token's tenants decide. */
  mayRead(tenant: string | null): boolean {
    return this.#holder?.grants.allow('feed/read', tenant) ?? true;
  }

  push(subscription: Subscription, event: string, payload: Readonly<Record<string, unknown>>): void {
    // A client that left or joined anew meanwhile drops what still carries its old join.
    if (this.#subscriptions.get(subscription.topic) !== subscription) return;
    this.#send({ joinRef: subscription.joinRef, ref: null, topic: subscription.topic, event, payload });
  }

  /** Closes a socket that nothing was heard of, and looks again later at one that spoke meanwhile. */
  #watch(): void {
    const left = this.#heardAt + silenceMilliseconds - this.#clock.now();
    if (left <= 0) this.#socket.close(silenceCode);
    else this.#stopWatching = this.#clock.after(left, () => this.#watch());
  }

  #handle(frame: Frame): void {
    if (frame.topic === 'phoenix' && frame.event === 'heartbeat') this.#send(reply(frame, 'ok'));
    else if (frame.event === 'phx_join') this.#join(frame);
    else if (frame.event === 'phx_leave') this.#leave(frame);
    else this.#refuse(frame, 'unmatched topic');
  }

  #join(frame: Frame): void {
    const topic = parseTopic(frame.topic);
    if (topic === 'guides') return this.#refuse(frame, 'guides are not part of this sandbox');
    if (!topic) return this.#refuse(frame, 'unmatched topic');
    if (!this.#mayJoin(topic.user)) return this.#refuse(frame, 'unauthorized');
    const filters = parseFilters(frame.payload);
    if (!filters) return this.#refuse(frame, 'invalid params');
    const earlier = this.#subscriptions.get(frame.topic);
    if (earlier) this.#close(earlier);
    const { joinRef } = frame;
    this.#subscriptions.set(frame.topic, { topic: frame.topic, joinRef, user: topic.user, filters });
    this.#send(reply(frame, 'ok'));
  }

  #mayJoin(user: string): boolean {
    const holder = this.#holder;
    return !holder || (user === holder.user && holder.grants.allowSomewhere('feed/read'));
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

  #refuse(frame: Frame, reason: string): void {
    this.#send(reply(frame, 'error', { reason }));
  }

  #send(frame: Frame): void {
    this.#socket.send(formatFrame(frame));
  }
}
