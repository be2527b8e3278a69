import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChatStore } from '../store/chat.store.ts';
import type { Member } from './people-calls.ts';

const page = 30;

/**
 * The members of one channel, page by page, each with what is known of them now. Who came or went since is there, or not,
 * by the channel's own list.
 */
export class MemberList implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #store: () => ChatStore;
  #cid: string | undefined;
  #told: readonly Member[] = [];
  #offset = 0;
  state: 'idle' | 'loading' | 'failed' = 'idle';
  hasMore = true;

  constructor(host: ReactiveControllerHost, store: () => ChatStore) {
    this.#host = host;
    this.#store = store;
    host.addController(this);
  }

  hostConnected(): void {
    // What it was told before may be old.
    this.#cid = undefined;
  }

  /** Those whom the vendor told, as the channel knows them now; until then those whom the channel knows. */
  get members(): readonly Member[] {
    const known = this.#store().channel(this.#cid)?.channel.members ?? [];
    const now = new Map(known.map((user) => [user.id, user]));
    const told = new Set(this.#told.map(({ user }) => user.id));
    const came = known.filter(({ id }) => !told.has(id)).map((user) => ({ user, role: 'member' as const }));
    return [
      ...this.#told.map((member) => ({ ...member, user: now.get(member.user.id) ?? member.user })),
      ...came,
    ];
  }

  /** Begins anew with a channel. */
  follow(cid: string): void {
    this.#cid = cid;
    this.#told = [];
    this.#offset = 0;
    this.hasMore = true;
    this.state = 'idle';
    void this.more();
  }

  without(userId: string): void {
    this.#told = this.#told.filter(({ user }) => user.id !== userId);
    this.#offset = Math.max(0, this.#offset - 1);
    this.#host.requestUpdate();
  }

  /** What comes next; again after a failure. */
  async more(): Promise<void> {
    const cid = this.#cid;
    if (cid === undefined || this.state === 'loading' || !this.hasMore) return;
    this.#set('loading');
    try {
      const people = await this.#store().part('people');
      const members = await people.members(cid, { offset: this.#offset, limit: page });
      if (cid !== this.#cid) return;
      const known = new Set(this.#told.map(({ user }) => user.id));
      this.#told = [...this.#told, ...members.filter(({ user }) => !known.has(user.id))];
      this.#offset += members.length;
      this.hasMore = members.length >= page;
      this.#set('idle');
    } catch {
      if (cid === this.#cid) this.#set('failed');
    }
  }

  #set(state: 'idle' | 'loading' | 'failed'): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}
