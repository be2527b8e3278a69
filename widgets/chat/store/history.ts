import { asChatError, type ChatConnection } from '../connection.ts';
import type { ChannelAnswer, ChatMessage } from '../model.ts';
import { next, withLine, withNewest, withoutSent, type ChannelState } from './channel-state.ts';
import { missed, refresh } from './recovery.ts';
import type { PageCalls } from './page-calls.ts';
import { pageSize, type MessageTarget, type Renewals } from './renewals.ts';
import { merge, touch } from './timeline.ts';
import { joined, type MessageWindow } from './window.ts';
import { atNewest, withPage, withPageAround, withTail } from './window-moves.ts';

/** Moves the windows through the channels' messages: pages, jumps, and catches up after a gap. */
export class History {
  readonly #renewals: Renewals;
  readonly #connection: ChatConnection;
  readonly #target: MessageTarget;
  /** By channel, what its last catching up was to reach back over. */
  readonly #reach = new Map<string, readonly ChatMessage[]>();

  constructor(renewals: Renewals) {
    this.#renewals = renewals;
    this.#connection = renewals.connection;
    this.#target = renewals.target;
    // It will be needed when somebody scrolls.
    this.#pages().catch(() => undefined);
  }

  #pages(): Promise<PageCalls> {
    return this.#connection.part('page');
  }

  /**
   * After a gap: asks for what was missed, and for what may have changed of what is shown.
   * @param before the channel up to the gap
   * @param follow whether to go to the newest messages, though they do not continue what is shown
   */
  catchUp(cid: string, before: ChannelState, follow: boolean): Promise<void> {
    if (before.busy === 'catching-up') return this.#further(cid, before, follow);
    // What lies between a window in the past and the newest is not of interest yet.
    return this.#renew(cid, before.hasNewer ? [] : this.#sure(before).messages, follow);
  }

  /** Shows the newest messages, if they are not shown already. */
  async toNewest(cid: string): Promise<void> {
    const state = this.#target.find(cid);
    if (!state?.opened || !state.hasNewer) return;
    // One that is on its way is not waited for, but reaches back as far.
    if (state.busy === 'catching-up') return this.#further(cid, state, true);
    const window = atNewest(state);
    if (window) this.#target.change(cid, (now) => next(now, window));
    else await this.#renew(cid, [], true);
  }

  /** Catches up anew; the first time its code may not have come. */
  #further(cid: string, state: ChannelState, follow: boolean): Promise<void> {
    return this.#renew(cid, this.#reach.get(cid) ?? this.#sure(state).messages, follow);
  }

  /** @param reach messages that the newest are to reach back over, where that is not too far */
  #renew(cid: string, reach: readonly ChatMessage[], follow: boolean): Promise<void> {
    const { ownId } = this.#target;
    this.#reach.set(cid, reach);
    return this.#renewals.renew(
      cid,
      'catching-up',
      async () => {
        const answer = await this.#connection.open(cid, pageSize);
        return { ...answer, ...(await missed(() => this.#pages(), reach, answer)) };
      },
      (state, answer, asked) => {
        // Who has jumped elsewhere meanwhile stays there.
        const stays = !follow || state.target !== asked.target;
        const window = renewed(this.#sure(state), answer, asked, stays);
        return withLine(withNewest(state, answer, asked, window, this.#connection), ownId);
      },
    );
  }

  /** Loads the page before the window, or the one after it. */
  async page(cid: string, side: 'older' | 'newer'): Promise<void> {
    const state = this.#target.find(cid);
    if (state?.busy === 'catching-up' && state.failure) return this.#further(cid, state, false);
    const cursor = state && this.#gapless(state).messages.at(side === 'older' ? 0 : -1)?.id;
    if (!state?.opened || state.busy || cursor === undefined) return;
    if (!(side === 'older' ? state.hasOlder : state.hasNewer)) return;
    this.#target.change(cid, (now) => next(now, { busy: side, failure: undefined }));
    try {
      const pages = await this.#pages();
      const page = await pages[side === 'older' ? 'before' : 'after'](cid, cursor, pageSize);
      const present = this.#target.present(page);
      this.#target.change(cid, (now) => {
        const window = withPage(this.#gapless(now), cursor, side, present, page.length >= pageSize);
        return withLine(withoutSent(next(now, { ...window, ...idle(now, side) })), this.#target.ownId);
      });
    } catch (error) {
      // The message it was asked from is gone: what is shown is out of date.
      if (asChatError(error).kind === 'refused') await this.#renewals.open(cid);
      else this.#renewals.fail(cid, error);
    }
  }

  /**
   * Brings a message before the visitor's eyes: it is among the channel's messages then, and its `target`.
   * @param sought a message's id, or a time: then it is the first one of others after it
   * @returns whether it was found
   */
  async jump(cid: string, sought: string | number): Promise<boolean> {
    const messageId = typeof sought === 'string' ? sought : undefined;
    const target = { messageId, state: 'coming' as const };
    if (!this.#target.find(cid)?.opened) await (this.#renewals.of(cid) ?? this.#renewals.open(cid));
    const state = this.#target.find(cid);
    if (!state?.opened) return false;
    if (state.messages.some(({ id }) => id === messageId)) {
      this.#target.change(cid, (now) => next(now, { target: { messageId, state: 'here' } }));
      return true;
    }
    this.#target.change(cid, (now) => next(now, { target }));
    // A later wish takes the place of this one.
    const settle = (change: (now: ChannelState) => ChannelState): void =>
      this.#target.change(cid, (now) => (now.target === target ? change(now) : now));
    try {
      const page = await (await this.#pages()).around(cid, sought, pageSize);
      const present = this.#target.present(page);
      const found = this.#found(present, sought);
      settle((now) => {
        if (found === undefined) return next(now, { target: { messageId, state: 'gone' } });
        const window = withPageAround(this.#gapless(now), present, page.length >= pageSize);
        const reached = { messageId: found, state: 'here' as const };
        // One that could not catch up is still behind.
        const failure = now.busy === 'catching-up' ? now.failure : undefined;
        const moved = next(now, { ...window, failure, target: reached });
        // Of a time, what is found is where the visitor left off, though nothing may be before it.
        return messageId === undefined
          ? next(moved, { firstUnread: found })
          : withLine(moved, this.#target.ownId);
      });
      return found !== undefined;
    } catch (error) {
      const gone = asChatError(error).kind === 'refused';
      settle((now) => next(now, { target: { messageId, state: gone ? 'gone' : 'failed' } }));
      return false;
    }
  }

  /**
   * Without what was confirmed but not told of, and what is after it. The connection may have been lost unnoticed before
   * that was sent, and what others wrote in between with it.
   */
  #sure(state: ChannelState): ChannelState {
    const { unheard } = this.#target;
    const at = state.messages.findIndex(({ id }) => unheard.has(id));
    return at < 0 ? state : next(state, { messages: Object.freeze(state.messages.slice(0, at)) });
  }

  /** As `#sure`, where the messages do not reach the newest: elsewhere what is not told yet is about to be. */
  #gapless(state: ChannelState): ChannelState {
    return state.hasNewer ? this.#sure(state) : state;
  }

  #found(page: readonly ChatMessage[], sought: string | number): string | undefined {
    const { ownId } = this.#target;
    return page.find((message) =>
      typeof sought === 'string'
        ? message.id === sought
        : message.createdAt > sought && message.user.id !== ownId,
    )?.id;
  }
}

/** Not busy any more, unless something else has begun meanwhile. */
function idle(state: ChannelState, busy: ChannelState['busy']): Pick<ChannelState, 'busy'> {
  return { busy: state.busy === busy ? undefined : state.busy };
}

/** @param stays whether the window stays where it is, if the newest messages do not continue it */
function renewed(
  state: ChannelState,
  { messages, more }: ChannelAnswer,
  asked: ChannelState,
  stays: boolean,
): MessageWindow {
  const known = state.messages;
  const reaches = touch(known, messages);
  if (stays && !reaches && more && known.length > 0) return withTail(state, merge(messages, state.tail));
  // What has not changed since then holds less than the answer: replies and reactions leave its time as it was.
  const before = new Set(asked.messages);
  const page = new Set(messages.map(({ id }) => id));
  const changed = known.filter((message) => page.has(message.id) && !before.has(message));
  const all = reaches ? merge(refresh(known, messages, more), changed) : messages;
  const hasOlder = reaches && all[0]?.id !== messages[0]?.id ? state.hasOlder : more;
  return joined({ messages: all, tail: state.tail, hasOlder, hasNewer: true }, true);
}
