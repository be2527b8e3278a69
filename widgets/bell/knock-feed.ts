import type { FeedToken } from '../../worker/contract/index.ts';
import { TokenKeeper } from '../shared/vendor/token-keeper.ts';
import { FeedError, type FeedConnection, type FeedEvent, type PageQuery } from './connection.ts';
import { KnockApi } from './knock-api.ts';
import { carries, idOf, isBranded, toPage } from './knock-model.ts';
import type { BulkFilter, BulkMark, FeedFilter, FeedPage, FeedScope, Mark } from './model.ts';
import { KnockTabs } from './knock-tabs.ts';

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
  readonly #socket: KnockTabs;
  readonly #scope: FeedScope;
  readonly #listeners = new Set<(event: FeedEvent) => void>();

  /**
   * @param fetchToken answers a new token at each call
   * @throws the Worker's refusal of a token
   */
  static async connect(fetchToken: () => Promise<FeedToken>, scope: FeedScope = {}): Promise<KnockFeed> {
    const tokens = new TokenKeeper(fetchToken);
    return new KnockFeed(await tokens.provide(), tokens, scope);
  }

  private constructor(token: FeedToken, tokens: TokenKeeper<FeedToken>, scope: FeedScope) {
    this.#scope = scope;
    this.#api = new KnockApi(tokens, token, (error) => this.#tell({ type: 'ended', error }));
    this.#socket = new KnockTabs(
      {
        address: async () => {
          const { token: user_token, publicKey: api_key } = await this.#api.token();
          const query = new URLSearchParams({ user_token, api_key, vsn: '2.0.0' });
          return `${this.#api.host.replace('http', 'ws')}/ws/v1/websocket?${query.toString()}`;
        },
        topic: `feeds:${token.feedId}:${token.userId}`,
        // By a name that the vendor may use to tell the feeds of one page apart; here there is one.
        payload: {
          client_belfry: {
            archived: 'exclude',
            mode: 'compact',
            tenant: scope.tenant,
            source: scope.source,
            workflow_categories: scope.categories,
            trigger_data: scope.data,
          },
        },
        heard: (event) => event === 'new-message' && this.#tell({ type: 'arrived' }),
        joined: (again) => this.#tell({ type: 'joined', again }),
        online: (online) => this.#tell({ type: 'online', online }),
        refused: () => this.#api.renew(),
      },
      () => this.#tell({ type: 'changed', again: true }),
    );
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
    this.#socket.end();
    this.#api.end();
  }

  get #path(): string {
    return `/v1/users/${encodeURIComponent(this.#api.userId)}/feeds/${this.#api.feedId}`;
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
