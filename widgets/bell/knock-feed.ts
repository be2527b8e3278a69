import type { FeedToken } from '../../worker/contract/index.ts';
import { TokenKeeper } from '../shared/vendor/token-keeper.ts';
import { FeedError, type FeedConnection, type FeedEvent, type PageQuery } from './connection.ts';
import { KnockApi } from './knock-api.ts';
import { carries, idOf, isBranded, toPage } from './knock-model.ts';
import type { BulkFilter, BulkMark, FeedFilter, FeedPage, FeedScope, Mark } from './model.ts';
import { KnockPage, type Membership } from './knock-tabs.ts';

const thisPage = new KnockPage();

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
 * The connection to Knock's feed. It speaks Knock's protocol itself: the vendor's SDK brings a store, an event hub and
 * clients for much else, and would have to be worked around where it drops a fetch while another is in flight, forgets
 * the filter from the second page on, answers a refusal as if it were a result and never asks again after a gap.
 */
export class KnockFeed implements FeedConnection {
  readonly #api: KnockApi;
  readonly #socket: Membership;
  readonly #scope: FeedScope;
  readonly #listeners = new Set<(event: FeedEvent) => void>();

  /** Times that the socket was refused since it last was not. */
  #refusals = 0;

  /**
   * @param fetchToken answers a new token at each call
   * @param page where the feeds of one visitor share a socket
   * @throws the Worker's refusal of a token
   */
  static async connect(
    fetchToken: () => Promise<FeedToken>,
    scope: FeedScope = {},
    page = thisPage,
  ): Promise<KnockFeed> {
    const tokens = new TokenKeeper(fetchToken);
    return new KnockFeed(await tokens.provide(), tokens, scope, page);
  }

  private constructor(token: FeedToken, tokens: TokenKeeper<FeedToken>, scope: FeedScope, page: KnockPage) {
    this.#scope = scope;
    this.#api = new KnockApi(tokens, token, (error) => this.#tell({ type: 'ended', error }));
    const { host } = this.#api;
    const topic = `feeds:${token.feedId}:${token.userId}`;
    this.#socket = page.join(`${host} ${topic}`, topic, {
      filters: {
        archived: 'exclude',
        mode: 'compact',
        tenant: scope.tenant,
        source: scope.source,
        workflow_categories: scope.categories,
        trigger_data: scope.data,
      },
      address: async () => {
        const { token: user_token, publicKey: api_key } = await this.#api.token();
        const query = new URLSearchParams({ user_token, api_key, vsn: '2.0.0' });
        return `${host.replace('http', 'ws')}/ws/v1/websocket?${query.toString()}`;
      },
      refused: () => this.#refused(),
      arrived: () => this.#tell({ type: 'arrived' }),
      joined: (again) => {
        this.#refusals = 0;
        this.#tell({ type: 'joined', again });
      },
      online: (online) => this.#tell({ type: 'online', online }),
      changed: () => this.#tell({ type: 'changed', again: true }),
    });
  }

  stay(): () => void {
    return this.#socket.stay();
  }

  listen(listener: (event: FeedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async page({ filter, after, size }: PageQuery): Promise<FeedPage> {
    const { tenant, source, categories, data } = this.#scope;
    const body = await this.#api.request({
      method: 'GET',
      path: this.#path,
      query: {
        ...scopes[filter],
        mode: 'compact',
        page_size: size,
        after,
        tenant,
        source,
        'workflow_categories[]': categories,
        trigger_data: data && JSON.stringify(data),
      },
    });
    return toPage(body);
  }

  async branded(): Promise<boolean> {
    return isBranded(await this.#api.request({ method: 'GET', path: `${this.#path}/settings` }));
  }

  async mark(ids: readonly string[], mark: Mark): Promise<void> {
    for (let start = 0; start < ids.length; start += batchSize) {
      await this.#markBatch(ids.slice(start, start + batchSize), mark);
    }
    this.#socket.tellChanged();
  }

  async markAll(filter: BulkFilter, mark: BulkMark): Promise<void> {
    const { tenant, source, categories, data } = this.#scope;
    // The vendor cannot name categories here: everything would be marked, so it is done page by page.
    if (categories) return this.#markPages(mark === 'read' ? 'unread' : filter, mark);
    const { userId, feedId } = this.#api;
    const { status, archived } = scopes[filter];
    // A feed of a tenant lists what belongs to no tenant too, but the vendor takes tenants by name only.
    const tenants = tenant ? [{ tenants: [tenant] }, { has_tenant: false }] : [{}];
    for (const scope of tenants)
      await this.#api.request({
        method: 'POST',
        path: `/v1/channels/${feedId}/messages/bulk/${mark === 'read' ? mark : 'archive'}`,
        data: {
          user_ids: [userId],
          archived,
          ...(status !== 'all' && { engagement_status: status }),
          ...(source && { workflows: [source] }),
          ...(data && { trigger_data: data }),
          ...scope,
        },
      });
    this.#socket.tellChanged();
  }

  dispose(): void {
    this.#listeners.clear();
    this.#socket.leave();
    this.#api.end();
  }

  get #path(): string {
    return `/v1/users/${encodeURIComponent(this.#api.userId)}/feeds/${this.#api.feedId}`;
  }

  /**
   * The socket cannot say why it was not let in: it may be the token, or the network. A new token comes first; if that
   * does not help either, what the vendor says to a request decides whether there is any sense in going on.
   */
  async #refused(): Promise<void> {
    this.#refusals += 1;
    await this.#api.renew();
    if (this.#refusals < 2) return;
    try {
      await this.page({ filter: 'all', size: 1 });
    } catch (error) {
      if (error instanceof FeedError && (error.kind === 'forbidden' || error.kind === 'refused'))
        this.#tell({ type: 'ended', error });
    }
  }

  /** Marks what a filter lists as long as it lists anything. */
  async #markPages(filter: BulkFilter, mark: BulkMark): Promise<void> {
    for (;;) {
      const { items } = await this.page({ filter, size: batchSize });
      if (items.length === 0) return this.#socket.tellChanged();
      await this.#markBatch(
        items.map(({ id }) => id),
        mark,
      );
    }
  }

  /** The answer shows whether it was done; what was passed over for coming too soon is sent again. */
  async #markBatch(ids: readonly string[], mark: Mark): Promise<void> {
    let missing = ids;
    for (let attempt = 1; ; attempt += 1) {
      missing = await this.#sendMark(missing, mark);
      if (missing.length === 0) return;
      if (attempt === markAttempts)
        throw new FeedError('refused', `Not marked ${mark}: ${missing.join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, batchWindow * 1.1));
    }
  }

  /** Resolves with the ids that are there but do not carry the mark. */
  async #sendMark(ids: readonly string[], mark: Mark): Promise<readonly string[]> {
    const [only = ''] = ids;
    const removed = removals[mark];
    // One by one there is no such window, and what a visitor does to an item must not wait for its being seen.
    const answer =
      ids.length === 1
        ? [
            await this.#api.request({
              method: removed ? 'DELETE' : 'PUT',
              path: `/v1/messages/${encodeURIComponent(only)}/${removed ?? mark}`,
            }),
          ]
        : await this.#api.request({
            method: 'POST',
            path: `/v1/messages/batch/${mark}`,
            data: { message_ids: ids },
          });
    if (!Array.isArray(answer)) throw new FeedError('refused', `No answer to the mark ${mark}.`);
    return answer.filter((message) => !carries(message, mark)).map(idOf);
  }

  #tell(event: FeedEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
