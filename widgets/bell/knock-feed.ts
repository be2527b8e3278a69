import Knock, { type Feed } from '@knocklabs/client';
import type { FeedToken } from '../../worker/contract/index.ts';
import { TokenKeeper } from '../shared/vendor/token-keeper.ts';
import { FeedError, type FeedConnection, type FeedEvent, type PageQuery } from './connection.ts';
import { carries, idOf, toPage } from './knock-model.ts';
import { KnockSocketWatch } from './knock-socket-watch.ts';
import type { FeedFilter, FeedPage, Mark } from './model.ts';

/** ms before its end at which a token is renewed. */
const lead = 60_000;
/** ms after which a request, the SDK's own retries included, counts as unanswered. */
const patience = 15_000;
/** ms within which the vendor takes one batched update per message; a later one answers 200 and does nothing. */
const batchWindow = 1_000;
/** Times that a mark is sent in all before it counts as refused. */
const markAttempts = 3;
/** Ids by request: the vendor's largest page. */
const batchSize = 50;

const scopes: Readonly<Record<FeedFilter, { status: string; archived: string }>> = {
  all: { status: 'all', archived: 'exclude' },
  unread: { status: 'unread', archived: 'exclude' },
  read: { status: 'read', archived: 'exclude' },
  archived: { status: 'all', archived: 'only' },
};

/** The marks that are taken away by DELETE of their opposite. */
const removals: Readonly<Partial<Record<Mark, string>>> = { unread: 'read', unarchived: 'archived' };

/**
 * The connection to Knock by its SDK, which keeps the socket and renews the token. Requests go through its
 * `makeRequest`, because its own helpers answer a refusal as if it were a result, drop a fetch while another is in
 * flight, and forget the filter from the second page on.
 */
export class KnockFeed implements FeedConnection {
  readonly #knock: Knock;
  readonly #feed: Feed;
  readonly #tokens: TokenKeeper<FeedToken>;
  readonly #userId: string;
  readonly #tenant: string | undefined;
  readonly #watch: KnockSocketWatch;
  readonly #listeners = new Set<(event: FeedEvent) => void>();
  #renewing: Promise<void> | undefined;
  /** Whether the present token was ever taken: only then is a refusal the end of it. */
  #proven = false;
  #disposed = false;

  /**
   * @param fetchToken answers a new token at each call
   * @throws the Worker's refusal of a token
   */
  static async connect(fetchToken: () => Promise<FeedToken>, tenant?: string): Promise<KnockFeed> {
    const tokens = new TokenKeeper(fetchToken);
    return new KnockFeed(await tokens.provide(), tokens, tenant);
  }

  private constructor(token: FeedToken, tokens: TokenKeeper<FeedToken>, tenant: string | undefined) {
    this.#tokens = tokens;
    this.#userId = token.userId;
    this.#tenant = tenant;
    this.#knock = new Knock(token.publicKey, token.host === undefined ? {} : { host: token.host });
    this.#authenticate(token.token);
    this.#feed = this.#knock.feeds.initialize(token.feedId, tenant === undefined ? {} : { tenant });
    // The SDK would fetch into a store of its own at each event; the event alone is what we need of it.
    this.#feed.handleSocketEvent = () => Promise.resolve(this.#tell({ type: 'arrived' }));
    this.#watch = new KnockSocketWatch(this.#feed.socketChannelTopic, {
      tell: (event) => this.#tell(event),
      refused: () => void this.#renew(),
    });
    this.#watch.follow(this.#knock.client().socket);
    // A renewed token is a new socket.
    this.#knock.authStore.subscribe(() => this.#watch.follow(this.#knock.client().socket));
    this.#feed.listenForUpdates();
  }

  listen(listener: (event: FeedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async page({ filter, after, size }: PageQuery): Promise<FeedPage> {
    const body = await this.#request({
      method: 'GET',
      url: `/v1/users/${encodeURIComponent(this.#userId)}/feeds/${this.#feed.feedId}`,
      params: { ...scopes[filter], mode: 'compact', page_size: size, after, tenant: this.#tenant },
    });
    return toPage(body);
  }

  async mark(ids: readonly string[], mark: Mark): Promise<void> {
    for (let start = 0; start < ids.length; start += batchSize) {
      await this.#markBatch(ids.slice(start, start + batchSize), mark);
    }
  }

  async markAllRead(): Promise<void> {
    const all = { user_ids: [this.#userId], archived: 'exclude' };
    // A feed of a tenant lists what belongs to no tenant too, but the vendor takes tenants by name only.
    const scoped =
      this.#tenant === undefined
        ? [all]
        : [
            { ...all, tenants: [this.#tenant] },
            { ...all, has_tenant: false },
          ];
    for (const data of scoped) {
      const url = `/v1/channels/${this.#feed.feedId}/messages/bulk/read`;
      await this.#request({ method: 'POST', url, data });
    }
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#tokens.end();
    this.#watch.end();
    this.#listeners.clear();
    this.#feed.dispose();
    this.#knock.logout();
  }

  /** The answer shows whether it was done; what was passed over for coming too soon is sent again. */
  async #markBatch(ids: readonly string[], mark: Mark): Promise<void> {
    let missing = ids;
    for (let attempt = 1; ; attempt += 1) {
      missing = await this.#sendMark(missing, mark);
      if (missing.length === 0) return;
      if (attempt >= markAttempts)
        throw new FeedError('refused', `Not marked ${mark}: ${missing.join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, batchWindow * 1.1));
    }
  }

  /** Resolves with the ids that are there but do not carry the mark. */
  async #sendMark(ids: readonly string[], mark: Mark): Promise<readonly string[]> {
    const [only] = ids;
    // One by one there is no such window, and what a visitor does to an item must not wait for its being seen.
    const answer =
      ids.length === 1 && only !== undefined
        ? [await this.#sendSingle(only, mark)]
        : await this.#request({
            method: 'POST',
            url: `/v1/messages/batch/${mark}`,
            data: { message_ids: ids },
          });
    if (!Array.isArray(answer)) throw new FeedError('refused', `No answer to the mark ${mark}.`);
    return answer.filter((message) => !carries(message, mark)).map(idOf);
  }

  #sendSingle(id: string, mark: Mark): Promise<unknown> {
    const removed = removals[mark];
    return this.#request({
      method: removed === undefined ? 'PUT' : 'DELETE',
      url: `/v1/messages/${encodeURIComponent(id)}/${removed ?? mark}`,
    });
  }

  async #request(config: Parameters<ReturnType<Knock['client']>['makeRequest']>[0]): Promise<unknown> {
    const send = () => this.#knock.client().makeRequest({ ...config, signal: AbortSignal.timeout(patience) });
    let answer = await send();
    // A wrong clock, or a sleep, lets a token end before the SDK renews it.
    if (isRefusal(answer.status) && this.#proven) {
      await this.#renew();
      answer = await send();
    }
    if (this.#disposed) throw new FeedError('unreachable', 'The connection has ended.');
    if (answer.statusCode === 'ok') {
      this.#proven = true;
      return answer.body as unknown;
    }
    throw toFeedError(answer.status, answer.error);
  }

  #authenticate(token: string): void {
    this.#knock.authenticate({ id: this.#userId }, token, {
      identificationStrategy: 'skip',
      onUserTokenExpiring: () => this.#nextToken(),
      timeBeforeExpirationInMs: lead,
    });
  }

  /** Never rejects: the SDK would not ask again. */
  async #nextToken(): Promise<string | undefined> {
    try {
      const { token } = await this.#tokens.provide();
      this.#proven = false;
      return token;
    } catch (error) {
      this.#end(error);
      return undefined;
    }
  }

  #renew(): Promise<void> {
    this.#renewing ??= this.#nextToken()
      .then((token) => {
        if (token !== undefined && !this.#disposed) this.#authenticate(token);
      })
      .finally(() => {
        this.#renewing = undefined;
      });
    return this.#renewing;
  }

  #end(error: unknown): void {
    if (!this.#disposed) this.#tell({ type: 'ended', error });
  }

  #tell(event: FeedEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

function isRefusal(status: number): boolean {
  return status === 401 || status === 403;
}

function toFeedError(status: number, cause: unknown): FeedError {
  const message = cause instanceof Error ? cause.message : `The feed answered ${status}.`;
  if (isRefusal(status)) return new FeedError('forbidden', message, { cause });
  const refused = status >= 400 && status < 500 && status !== 429 && status !== 408;
  return new FeedError(refused ? 'refused' : 'unreachable', message, { cause });
}
