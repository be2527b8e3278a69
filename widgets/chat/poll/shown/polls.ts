import { Store } from '../../../shared/store.ts';
import { asChatError } from '../../connection.ts';
import type { ChatMessage, ChatUser } from '../../model.ts';
import type { ChatStore } from '../../store/chat.store.ts';
import type { PollCalls, VoteAnswer } from '../poll-calls.ts';
import { nextVote, pressed, withChoice, withTold, type Poll, type ToldVote } from '../poll-model.ts';

export interface PollState {
  /** Undefined until it is known. */
  readonly poll: Poll | undefined;
  /** What the visitor has chosen and the vendor does not know yet. */
  readonly wish: readonly string[] | undefined;
  readonly failed: boolean;
}

/** One poll: as the vendor has it, and what the visitor wants of it, which is shown at once. */
export class PollStore extends Store<PollState> {
  readonly #calls: () => Promise<PollCalls>;
  readonly #id: string;
  readonly #messageId: string;
  readonly #self: ChatUser;
  #work: Promise<boolean> | undefined;
  #asked = false;

  constructor(calls: () => Promise<PollCalls>, id: string, messageId: string, self: ChatUser) {
    super({ poll: undefined, wish: undefined, failed: false });
    this.#calls = calls;
    this.#id = id;
    this.#messageId = messageId;
    this.#self = self;
  }

  /** With the visitor's choice in it, wherever that is on its way. */
  get shown(): Poll | undefined {
    const { poll, wish } = this.snapshot;
    return poll && wish ? withChoice(poll, wish, this.#self) : poll;
  }

  /** As it came with a message. That may be old by now, and from an event without own votes: the first time it is asked for. */
  async seen(message: ChatMessage): Promise<void> {
    try {
      const told = (await this.#calls()).of(message);
      const known = this.snapshot.poll;
      if (told) this.set({ poll: known ? withTold(known, told, undefined, this.#self.id) : told });
      if (!this.#asked) await this.renew();
    } catch {
      this.set({ failed: true });
    }
  }

  /** Asks for it anew. */
  async renew(): Promise<void> {
    this.#asked = true;
    this.set({ failed: false });
    try {
      this.#keep(await (await this.#calls()).get(this.#id));
    } catch {
      this.#asked = false;
      this.set({ failed: true });
    }
  }

  /** As the vendor told it to all. */
  told(poll: Poll, vote?: ToldVote): void {
    this.set({ poll: withTold(this.snapshot.poll, poll, vote, this.#self.id), failed: false });
  }

  /** Chooses an option, or takes that back; resolves with whether the vendor took it. So do the next ones. */
  choose(optionId: string): Promise<boolean> {
    const { shown } = this;
    return shown ? this.#want(pressed(shown, optionId)) : Promise.resolve(false);
  }

  /** Takes back all votes of the visitor's. */
  clear(): Promise<boolean> {
    return this.#want([]);
  }

  comment(text: string): Promise<boolean> {
    return this.#try(async (calls) => this.#answered(await calls.comment(this.#messageId, this.#id, text)));
  }

  suggest(text: string): Promise<boolean> {
    return this.#try((calls) => calls.suggest(this.#id, text));
  }

  end(): Promise<boolean> {
    return this.#try((calls) => calls.end(this.#id));
  }

  async #try(run: (calls: PollCalls) => Promise<void> | void): Promise<boolean> {
    try {
      await run(await this.#calls());
      return true;
    } catch {
      return false;
    }
  }

  #want(wish: readonly string[]): Promise<boolean> {
    this.set({ wish });
    // One vote at a time: what is pressed meanwhile is the next goal.
    this.#work ??= this.#settle().finally(() => (this.#work = undefined));
    return this.#work;
  }

  async #settle(): Promise<boolean> {
    const done = await this.#try(async (calls) => {
      // A vendor that forgets what it was told is not told for ever.
      for (let left = 50; left > 0; left -= 1) {
        const { poll, wish } = this.snapshot;
        const step = poll && wish && nextVote(poll, wish);
        if (!step) return;
        await this.#step(calls, step);
      }
    });
    this.set({ wish: undefined });
    // What was refused may have been decided meanwhile.
    if (!done) void this.renew();
    return done;
  }

  async #step(calls: PollCalls, step: NonNullable<ReturnType<typeof nextVote>>): Promise<void> {
    if ('cast' in step) {
      this.#answered(await calls.vote(this.#messageId, this.#id, step.cast));
      return;
    }
    try {
      this.#answered(await calls.takeBack(this.#messageId, this.#id, step.take), false);
    } catch (error) {
      // One that is not there any more was taken back elsewhere.
      if (asChatError(error).kind !== 'forbidden') throw error;
      const { poll } = this.snapshot;
      if (poll) this.set({ poll: { ...poll, own: poll.own.filter(({ id }) => id !== step.take) } });
    }
  }

  #answered({ vote, poll }: VoteAnswer, on = true): void {
    const known = this.snapshot.poll;
    if (poll) this.#keep(poll);
    // The answer may be without the poll, which an event will tell.
    else if (known) this.told(known, { vote, userId: this.#self.id, on });
  }

  #keep(poll: Poll): void {
    const known = this.snapshot.poll;
    // What events have told since the answer was made is newer, but for whose votes are the visitor's.
    this.set({ poll: known && known.updatedAt > poll.updatedAt ? { ...known, own: poll.own } : poll });
  }
}

const booksByStore = new WeakMap<ChatStore, Map<string, PollStore>>();

/** The poll of a message, the same wherever it is shown of one chat. */
export function pollOf(store: ChatStore, message: ChatMessage): PollStore | undefined {
  const { pollId } = message;
  if (pollId === undefined) return undefined;
  const book = booksByStore.get(store) ?? open(store);
  const poll = book.get(pollId) ?? new PollStore(() => store.part('polls'), pollId, message.id, store.user);
  book.set(pollId, poll);
  return poll;
}

/** Follows all polls of a chat, as long as its connection holds. */
function open(store: ChatStore): Map<string, PollStore> {
  const book = new Map<string, PollStore>();
  booksByStore.set(store, book);
  const follow = async (): Promise<void> => {
    try {
      const calls = await store.part('polls');
      store.endWith(calls.follow((poll, vote) => book.get(poll.id)?.told(poll, vote)));
    } catch {
      // Without its code there is nothing to follow; with the next poll it is tried again.
      booksByStore.delete(store);
    }
  };
  void follow();
  store.listen(({ type }) => {
    // What was missed is asked for.
    if (type === 'recovered') for (const poll of book.values()) void poll.renew();
  });
  return book;
}
