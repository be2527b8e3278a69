/** That one user does not want to hear of another, or of a channel, for a while or for good. */
export interface MuteRecord {
  readonly userId: string;
  /** A user's id, or a channel's cid. */
  readonly target: string;
  readonly createdAt: number;
  updatedAt: number;
  expires: number | undefined;
}

export interface BlockRecord {
  readonly userId: string;
  readonly blockedId: string;
  readonly createdAt: number;
}

/** Lists by user, of one entry for each target, the oldest first. */
class ByUser<Entry> {
  readonly #lists = new Map<string, Map<string, Entry>>();

  of(userId: string): Entry[] {
    return [...(this.#lists.get(userId)?.values() ?? [])];
  }

  get(userId: string, target: string): Entry | undefined {
    return this.#lists.get(userId)?.get(target);
  }

  set(userId: string, target: string, entry: Entry): void {
    const list = this.#lists.get(userId) ?? new Map<string, Entry>();
    this.#lists.set(userId, list.set(target, entry));
  }

  delete(userId: string, target: string): boolean {
    return this.#lists.get(userId)?.delete(target) ?? false;
  }

  clear(): void {
    this.#lists.clear();
  }
}

/** How users stand to others: whom and what they mute, whom they block. */
export class Relations {
  /** Mutes of users. */
  readonly mutes = new ByUser<MuteRecord>();
  /** Mutes of channels. */
  readonly channelMutes = new ByUser<MuteRecord>();
  readonly blocks = new ByUser<BlockRecord>();

  mutesUser(userId: string, targetId: string): boolean {
    return this.mutes.get(userId, targetId) !== undefined;
  }

  mutesChannel(userId: string, cid: string): boolean {
    return this.channelMutes.get(userId, cid) !== undefined;
  }

  blocksUser(userId: string, otherId: string): boolean {
    return this.blocks.get(userId, otherId) !== undefined;
  }

  clear(): void {
    this.mutes.clear();
    this.channelMutes.clear();
    this.blocks.clear();
  }
}
