import type { Draft } from '../composer/draft.ts';
import type { Drafts } from './drafts.ts';
import type { Outbox, OutboxChange } from './outbox.ts';
import type { Exclusive } from './sender.ts';
import type { Kept } from './tab-storage.ts';

/** What the tabs of a browser tell each other. */
type Told =
  /** A tab has come: what do the others know? */
  | { readonly type: 'hello' }
  | { readonly type: 'here'; readonly kept: Kept; readonly ended: readonly string[] }
  | { readonly type: 'outbox'; readonly change: OutboxChange }
  | { readonly type: 'draft'; readonly kept: Kept['drafts'][number] };

/** ms for which a tab that has come waits for the others. */
const hearing = 250;
/** ms of silence after which this tab sends what another one was about to. */
const patience = 10_000;
/** Messages that are known not to wait any more. */
const mostEnded = 500;

/**
 * Makes the tabs of one visitor agree on the outbox and on drafts. Only one of them sends in a conversation at a time;
 * what a tab has not sent when it is closed, another one sends. Where tabs cannot take turns, each sends its own: then
 * the ids of messages alone see to it that none is there twice.
 */
export class Tabs {
  readonly #channel: BroadcastChannel;
  readonly #outbox: Outbox;
  readonly #drafts: Drafts;
  /** None any more where the browser refuses them. */
  #locks: LockManager | undefined = (navigator as Partial<Navigator>).locks;
  readonly #ended = new Set<string>();
  readonly #orphans = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #stops: readonly (() => void)[];
  /** Whether what changes now was told by another tab. */
  #told = false;

  /** @param channel of a name that stands for the visitor */
  constructor(channel: BroadcastChannel, outbox: Outbox, drafts: Drafts) {
    this.#outbox = outbox;
    this.#drafts = drafts;
    this.#channel = channel;
    channel.onmessage = (event: MessageEvent<Told>) => this.#hear(event.data);
    let before = drafts.snapshot;
    this.#stops = [
      outbox.listen((change) => this.#tellOutbox(change)),
      drafts.subscribe((now) => {
        for (const [cid, draft] of Object.entries(now))
          if (draft !== before[cid] && !this.#told) this.#tell({ type: 'draft', kept: [cid, draft] });
        before = now;
      }),
    ];
  }

  /** Hears what the other tabs have. Resolves with what waits of what this one has kept. */
  async agree({ outbox, drafts }: Kept): Promise<Kept['outbox']> {
    this.#tell({ type: 'hello' });
    if (outbox.length + drafts.length > 0) await new Promise((resolve) => setTimeout(resolve, hearing));
    return outbox.map(([cid, messages]) => [cid, messages.filter(({ id }) => !this.#ended.has(id))]);
  }

  readonly exclusive: Exclusive = async (cid, run) => {
    if (!this.#locks) return run();
    let begun = false;
    try {
      await this.#locks.request(`${this.#channel.name} ${cid}`, async () => {
        begun = true;
        // What the tab before has told of its turn comes first.
        await new Promise((resolve) => setTimeout(resolve));
        await run();
      });
    } catch (error) {
      if (begun) throw error;
      // A browser that blocks what sites keep has locks, and refuses them.
      this.#locks = undefined;
      await run();
    }
  };

  close(): void {
    for (const stop of this.#stops) stop();
    for (const timer of this.#orphans.values()) clearTimeout(timer);
    this.#channel.close();
  }

  #tellOutbox(change: OutboxChange): void {
    if (change.type === 'put') this.#ended.delete(change.message.id);
    else this.#ended.add(change.id);
    const [oldest] = this.#ended;
    if (this.#ended.size > mostEnded && oldest !== undefined) this.#ended.delete(oldest);
    if (!this.#told) this.#tell({ type: 'outbox', change });
  }

  #tell(told: Told): void {
    this.#channel.postMessage(told);
  }

  #hear(told: Told): void {
    this.#told = true;
    switch (told.type) {
      case 'hello':
        this.#tell({ type: 'here', kept: keptOf(this.#outbox, this.#drafts), ended: [...this.#ended] });
        break;
      case 'here':
        for (const id of told.ended) this.#ended.add(id);
        for (const [cid, messages] of told.kept.outbox)
          for (const message of messages) this.#take({ type: 'put', cid, message });
        for (const [cid, draft] of told.kept.drafts) this.#drafts.write(cid, draft);
        break;
      case 'outbox':
        this.#take(told.change);
        break;
      case 'draft':
        this.#drafts.write(...told.kept);
    }
    this.#told = false;
  }

  #take(change: OutboxChange): void {
    if (change.type !== 'put') this.#outbox.drop(change);
    else if (this.#locks) {
      this.#outbox.put(change.cid, change.message);
      this.#expect(change.cid);
    }
  }

  /** The tab that sends in a conversation may be closed, or asleep. */
  #expect(cid: string): void {
    clearTimeout(this.#orphans.get(cid));
    this.#orphans.set(
      cid,
      setTimeout(() => this.#outbox.work(cid), patience),
    );
  }
}

/** Everything that is to last. */
export function keptOf(outbox: Outbox, drafts: Drafts): Kept {
  return {
    outbox: outbox.cids.map((cid) => [cid, outbox.of(cid)]),
    drafts: Object.entries(drafts.snapshot).filter(([, draft]) => isFilled(draft)),
  };
}

function isFilled(draft: Draft): boolean {
  return Object.values(draft).some((value: unknown) =>
    Array.isArray(value) ? value.length > 0 : Boolean(value),
  );
}
