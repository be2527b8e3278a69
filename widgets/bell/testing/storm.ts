import { startSandbox, type Sandbox } from '../../../sandbox/sandbox.ts';
import { FeedStore } from '../feed.store.ts';
import { KnockFeed } from '../knock-feed.ts';
import type { FeedItem, Mark } from '../model.ts';
import { feedTokenFor } from './feed-token.ts';

export interface Weather {
  readonly seed: number;
  /** Cuts of the socket, of 0.1 to 60 s each by the sandbox's clock. */
  readonly cuts: number;
  /** Notifications that arrive meanwhile. */
  readonly arrivals: number;
  /** What the visitor marks meanwhile; the vendor refuses some of it. */
  readonly marks: number;
  /**
   * The visitor's network is back, as the browser says: the connection then waits no longer. Without it, it may wait for
   * minutes after a storm like this, as the vendor's own does, so as not to bring down what is just getting up.
   */
  readonly back: () => void;
}

export interface Outcome {
  /** Differences between what is shown and what the vendor has; none, if all is well. */
  readonly faults: readonly string[];
  readonly shown: number;
  /** Marks that the vendor took, and that it did not. */
  readonly taken: number;
  readonly refused: number;
}

/** ms in which what is shown must have become what the vendor has. */
const patience = 30_000;
const feedChannel = '7d7b4ac0-0000-4000-8000-000000000001';
const reader = 'reader';

/** An item as far as it is compared. */
type Entry = readonly [id: string, read: boolean];
interface Page {
  readonly entries: readonly { id: string; read_at: string | null }[];
  readonly meta: {
    readonly total_count: number;
    readonly unread_count: number;
    readonly unseen_count: number;
  };
  readonly page_info: { readonly after: string | null };
}

/** A feed whose connection is cut again and again while notifications arrive and the visitor marks them. */
export async function rideOut(weather: Weather): Promise<Outcome> {
  const sandbox = await startSandbox({ port: 0, knock: { rateLimits: 'off' } });
  const storm = new Storm(sandbox, weather);
  try {
    return await storm.ride();
  } finally {
    storm.end();
    await sandbox.close();
  }
}

class Storm {
  readonly #sandbox: Sandbox;
  readonly #weather: Weather;
  readonly #faults: string[] = [];
  #store: FeedStore | undefined;
  #state: number;
  #arrived = 0;
  #marked = 0;
  #taken = 0;
  #refused = 0;
  readonly #marks: Promise<void>[] = [];

  constructor(sandbox: Sandbox, weather: Weather) {
    this.#sandbox = sandbox;
    this.#weather = weather;
    this.#state = weather.seed;
  }

  async ride(): Promise<Outcome> {
    await this.#knock('PUT', `/v1/users/${reader}`, { name: 'Nora Novak' });
    const feed = await KnockFeed.connect(() => feedTokenFor(this.#sandbox, reader));
    const joined = new Promise<void>((resolve) => {
      feed.listen(({ type }) => {
        if (type === 'joined') resolve();
      });
    });
    this.#store = new FeedStore(feed);
    this.#store.show('all');
    this.#store.observe({ arrived: () => true, failed: () => undefined });
    await joined;
    const { cuts, arrivals, marks } = this.#weather;
    for (let cut = 1; cut <= cuts; cut += 1) {
      await this.#flow((arrivals * (cut - 0.5)) / cuts, (marks * (cut - 0.5)) / cuts);
      const seconds = 0.1 + this.#random() ** 3 * 60;
      await this.#control('/faults', { vendor: 'knock', cut: 1006, refuse: seconds });
      if (this.#random() < 0.3)
        await this.#control('/faults', {
          vendor: 'knock',
          path: '/v1/messages/',
          status: this.#random() < 0.5 ? 500 : 429,
          times: 1,
        });
      await this.#flow((arrivals * cut) / cuts, (marks * cut) / cuts);
      await this.#control('/clock', { advance: seconds });
      if (this.#random() < 0.2) await this.#check(`after cut ${cut}`);
    }
    await Promise.all(this.#marks);
    await this.#check('at the end', true);
    return {
      faults: this.#faults,
      shown: this.#shown.length,
      taken: this.#taken,
      refused: this.#refused,
    };
  }

  end(): void {
    this.#store?.close();
  }

  get #shown(): readonly FeedItem[] {
    return this.#store?.snapshot.lists.all?.items ?? [];
  }

  /** Until so many notifications have arrived and so much was marked, some at once. */
  async #flow(arrivals: number, marks: number): Promise<void> {
    while (this.#arrived < Math.round(arrivals)) {
      const some = Math.min(Math.round(arrivals) - this.#arrived, 1 + Math.floor(this.#random() * 8));
      this.#arrived += some;
      await Promise.all(
        Array.from({ length: some }, () =>
          this.#knock('POST', '/v1/workflows/product-update/trigger', { recipients: [reader] }),
        ),
      );
    }
    while (this.#marked < Math.round(marks)) {
      this.#marked += 1;
      const item = this.#shown[Math.floor(this.#random() * Math.min(30, this.#shown.length))];
      const mark = (['read', 'unread', 'archived', 'seen'] as const satisfies Mark[])[
        Math.floor(this.#random() * 4)
      ];
      if (item && mark) this.#marks.push(this.#mark(item, mark));
    }
  }

  async #mark(item: FeedItem, mark: Mark): Promise<void> {
    if (await this.#store?.mark([item], mark)) this.#taken += 1;
    else this.#refused += 1;
  }

  /** Waits until what is shown is what the vendor has, as far as it is shown; `whole` for all of it. */
  async #check(when: string, whole = false): Promise<void> {
    const end = performance.now() + patience;
    this.#weather.back();
    for (;;) {
      const difference = await this.#difference(whole);
      if (!difference) return;
      if (performance.now() > end) {
        this.#faults.push(`${when}: ${difference}`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #difference(whole: boolean): Promise<string | undefined> {
    while (whole && this.#store?.snapshot.lists.all?.more === 'idle') await this.#store.more('all');
    const { entries, counts } = await this.#vendor();
    const shown = this.#shown.map(({ id, read }): Entry => [id, read]);
    const length = whole ? entries.length : shown.length;
    const expected = entries.slice(0, length);
    if (shown.length !== expected.length) return `${shown.length} are shown of ${expected.length}`;
    const at = shown.findIndex(
      ([id, read], index) => id !== expected[index]?.[0] || read !== expected[index]?.[1],
    );
    if (at >= 0) return `item ${at} is ${String(shown[at])}, and should be ${String(expected[at])}`;
    const own = this.#store?.snapshot.counts;
    const told = [own?.total, own?.unread, own?.unseen].join(', ');
    return told === counts ? undefined : `counts are ${told}, and should be ${counts}`;
  }

  /** All that the vendor lists, and its counts. */
  async #vendor(): Promise<{ entries: readonly Entry[]; counts: string }> {
    const entries: Entry[] = [];
    for (let after: string | null = '', counts = ''; ;) {
      const query = `archived=exclude&page_size=50${after ? `&after=${after}` : ''}`;
      const page = (await this.#knock('GET', `/v1/users/${reader}/feeds/${feedChannel}?${query}`)) as Page;
      entries.push(...page.entries.map(({ id, read_at }): Entry => [id, read_at !== null]));
      const { total_count, unread_count, unseen_count } = page.meta;
      counts ||= [total_count, unread_count, unseen_count].join(', ');
      after = page.page_info.after;
      if (after === null) return { entries, counts };
    }
  }

  /** Mulberry32: the same storm for the same seed. */
  #random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  #knock(method: string, path: string, body?: object): Promise<unknown> {
    const { origins, credentials } = this.#sandbox;
    return call(`${origins.knock}${path}`, method, body, credentials.knock.secretKey);
  }

  #control(path: string, body: object): Promise<unknown> {
    return call(`${this.#sandbox.origins.control}${path}`, 'POST', body);
  }
}

async function call(url: string, method: string, body?: object, key?: string): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // A fault that was meant for the visitor's own marks.
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
