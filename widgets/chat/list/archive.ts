import { Store } from '../../shared/store.ts';
import type { ConnectionParts } from '../connection.ts';
import type { ChatChannel } from '../model.ts';
import type { ChatStore } from '../store/chat.store.ts';
import type { ListEvent } from './list-calls.ts';

export interface ArchiveState {
  readonly state: 'idle' | 'loading' | 'failed';
  readonly hasMore: boolean;
}

const page = 20;
const all = new WeakMap<ChatStore, Archive>();

/** The archive of a store's visitor, the same for everybody who asks. */
export function archiveOf(store: ChatStore): Archive {
  const archive = all.get(store) ?? new Archive(store);
  all.set(store, archive);
  return archive;
}

type Target = Pick<ChatStore, 'apply' | 'channel' | 'endWith' | 'snapshot'> & {
  part<Name extends keyof ConnectionParts>(name: Name): Promise<ConnectionParts[Name]>;
};

/** Brings the visitor's archive into the store, page by page, and follows what moves in their list elsewhere. */
export class Archive extends Store<ArchiveState> {
  readonly #store: Target;
  #offset = 0;
  #following = false;

  constructor(store: Target) {
    super({ state: 'idle', hasMore: true });
    this.#store = store;
  }

  /** The first page once more: it may have changed while nobody looked. */
  async refresh(): Promise<void> {
    if (this.snapshot.state === 'loading') return;
    this.#offset = 0;
    this.set({ hasMore: true });
    await this.more();
  }

  async more(): Promise<void> {
    if (this.snapshot.state === 'loading' || !this.snapshot.hasMore) return;
    this.set({ state: 'loading' });
    try {
      const calls = await this.follow();
      const answers = await calls.archived({ offset: this.#offset, limit: page });
      for (const answer of answers) {
        const { cid, archivedAt } = answer.channel;
        this.#store.apply({ type: 'channel-added', answer });
        this.#store.apply({ type: 'channel-changed', cid, patch: { archivedAt } });
      }
      this.#offset += answers.length;
      this.set({ state: 'idle', hasMore: answers.length >= page });
    } catch {
      this.set({ state: 'failed' });
    }
  }

  /** Tells the store from now on what the vendor tells of its list: who has come and gone, what was muted or moved. */
  async follow(): Promise<ConnectionParts['list']> {
    const calls = await this.#store.part('list');
    if (!this.#following) this.#store.endWith(calls.listen((event) => this.#on(event)));
    this.#following = true;
    return calls;
  }

  #on(event: ListEvent): void {
    if (event.type === 'muted') {
      for (const { channel } of this.#store.snapshot.channels) {
        const muted = event.cids.includes(channel.cid);
        if (muted !== channel.muted) this.#change(channel.cid, { muted });
      }
      return;
    }
    const { cid } = event;
    if (event.type === 'moved') {
      const { pinnedAt, archivedAt } = event;
      this.#change(cid, { pinnedAt, archivedAt });
      return;
    }
    const channel = this.#store.channel(cid)?.channel;
    if (!channel) return;
    const others = channel.members.filter(({ id }) => id !== event.user.id);
    if (event.on && others.length < channel.members.length) return;
    this.#change(cid, {
      members: event.on ? [...others, event.user] : others,
      memberCount: channel.memberCount + (event.on ? 1 : -1),
    });
  }

  #change(cid: string, patch: Partial<ChatChannel>): void {
    this.#store.apply({ type: 'channel-changed', cid, patch });
  }
}
