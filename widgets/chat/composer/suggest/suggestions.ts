import { nameOf, type ChatChannel, type ChatUser } from '../../model.ts';
import { audience, type Audience } from '../../audience.ts';
import type { Emoji } from '../../emoji/emoji-names.ts';
import type { WritingCalls } from '../writing-calls.ts';
import { best, rank } from './matching.ts';
import { triggerAt, type Trigger } from './trigger.ts';

/** One thing that may take the place of what was typed. */
export interface Suggestion {
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  readonly user?: ChatUser;
  /** Of many at once; its hint is the element's own words. */
  readonly audience?: Audience;
  readonly emoji?: string;
}

export interface Suggested {
  readonly trigger: Trigger;
  readonly items: readonly Suggestion[];
  readonly active: number;
}

interface Parts {
  channel: () => ChatChannel | undefined;
  /** Who has written in it, as far as that is here. */
  writers: () => readonly ChatUser[];
  ownId: () => string;
  /** Whom the visitor may mention at once. */
  audiences: () => readonly Audience[];
  calls: () => Promise<WritingCalls>;
  emoji: () => Promise<readonly Emoji[]>;
  changed: () => void;
}

const mostShown = 8;
/** ms without typing after which the vendor is asked for members. */
const pause = 150;

/** What is suggested at the caret: members, commands, emoji. */
export class Suggestions {
  readonly #parts: Parts;
  #shown: Suggested | undefined;
  /** The sign at which the visitor wanted none. */
  #dismissed: number | undefined;
  #asked = 0;
  /** A query that nobody of a channel answers to: neither do those that go on from it, as long as it is typed on. */
  #nobody: { readonly cid: string; readonly query: string } | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get shown(): Suggested | undefined {
    return this.#shown;
  }

  /** Follows what is typed. */
  async update(text: string, caret: number): Promise<void> {
    const trigger = triggerAt(text, caret);
    this.#asked += 1;
    const asked = this.#asked;
    if (!trigger || trigger.start === this.#dismissed) {
      if (!trigger) this.#dismissed = this.#nobody = undefined;
      this.close();
      return;
    }
    const items = await this.#find(trigger, () => asked !== this.#asked);
    if (asked !== this.#asked) return;
    this.#set(items.length > 0 ? { trigger, items, active: 0 } : undefined);
  }

  /** Up or down, around the ends. */
  step(by: 1 | -1): void {
    const shown = this.#shown;
    if (!shown) return;
    const { length } = shown.items;
    this.#set({ ...shown, active: (shown.active + by + length) % length });
  }

  close(): void {
    this.#asked += 1;
    if (this.#shown) this.#set(undefined);
  }

  /** Closes, and stays closed for this word. */
  dismiss(): void {
    this.#dismissed = this.#shown?.trigger.start;
    this.close();
  }

  async #find({ kind, query }: Trigger, late: () => boolean): Promise<readonly Suggestion[]> {
    const channel = this.#parts.channel();
    if (!channel) return [];
    switch (kind) {
      case 'command':
        return best(channel.commands, query, ({ name }) => [name], mostShown).map(
          ({ name, args, description }) => ({
            key: name,
            label: `/${name}`,
            hint: args || description,
            text: `/${name} `,
          }),
        );
      case 'emoji': {
        const all = await this.#parts.emoji();
        return best(all, query, ({ names }) => names, mostShown).map(({ emoji, names }) => ({
          key: emoji,
          label: `:${names[0] ?? ''}:`,
          hint: '',
          text: `${emoji} `,
          emoji,
        }));
      }
      case 'mention':
        return [...(await this.#people(channel, query, late)).map(ofPerson), ...this.#audiences(query)];
    }
  }

  /** After people, who may have such a name as well. */
  #audiences(query: string): readonly Suggestion[] {
    return this.#parts
      .audiences()
      .filter((name) => rank(name, query) === 0)
      .map((name) => ({ ...ofPerson(audience(name)), audience: name }));
  }

  /**
   * Of a channel whose members are all here, they are looked through; else the vendor looks. Where one writes without
   * being a member, those who have written are known alone.
   */
  async #people(channel: ChatChannel, query: string, late: () => boolean): Promise<readonly ChatUser[]> {
    const { members, memberCount, cid } = channel;
    const match = (users: readonly ChatUser[]) =>
      best(
        users.filter(({ id }) => id !== this.#parts.ownId()),
        query,
        (user) => [nameOf(user), user.id],
        mostShown,
      );
    const here = match([
      ...members,
      ...this.#parts.writers().filter(({ id }) => !members.some((member) => member.id === id)),
    ]);
    const nobody = this.#nobody?.cid === cid && query.startsWith(this.#nobody.query);
    if (members.length >= memberCount || nobody) return here;
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (late()) return [];
    try {
      const found = await (await this.#parts.calls()).members(cid, query);
      const others = found.filter(({ id }) => !here.some((user) => user.id === id));
      if (query && here.length + others.length === 0) this.#nobody = { cid, query };
      return [...here, ...others.filter(({ id }) => id !== this.#parts.ownId())].slice(0, mostShown);
    } catch {
      return here;
    }
  }

  #set(shown: Suggested | undefined): void {
    this.#shown = shown;
    this.#parts.changed();
  }
}

function ofPerson(user: ChatUser): Suggestion {
  return {
    key: user.id,
    label: nameOf(user),
    hint: user.name && user.name !== user.id ? user.id : '',
    text: `@${nameOf(user)} `,
    user,
  };
}
