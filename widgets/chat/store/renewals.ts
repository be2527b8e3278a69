import { asChatError, type ChatConnection, type ChatError } from '../connection.ts';
import type { ChannelAnswer, ChatMessage } from '../model.ts';
import { awaiting, next, withNewest, withoutSent, withVisit, type ChannelState } from './channel-state.ts';
import { joined } from './window.ts';

/** What loading messages needs of the store. */
export interface MessageTarget {
  readonly ownId: string;
  /** Messages that were confirmed, but not told of yet: some may be missing before them. */
  readonly unheard: Set<string>;
  find(cid: string): ChannelState | undefined;
  change(cid: string, change: (state: ChannelState) => ChannelState): void;
  /** Messages without those that were removed while they were on their way. */
  present(messages: readonly ChatMessage[]): readonly ChatMessage[];
  /** A channel's newest messages have been told. */
  renewed(cid: string): void;
  /** The visitor may not see a channel any more. */
  forbidden(cid: string): void;
  failed(error: ChatError): void;
  /** Runs something after a pause, if there is a connection then. */
  later(run: () => void): void;
  /** Asks for what a channel has missed. */
  catchUp(cid: string): void;
}

/** Messages in a page. */
export const pageSize = 30;

/**
 * Asks for the newest messages of channels. An answer that was asked for before another does not count any more: it may
 * be older than a gap.
 */
export class Renewals {
  readonly connection: ChatConnection;
  readonly target: MessageTarget;
  /** By channel, the last one. */
  readonly #last = new Map<string, Promise<void>>();
  /** Those that could not catch up and pause, by channel. */
  readonly #pauses = new Map<string, object>();

  constructor(connection: ChatConnection, target: MessageTarget) {
    this.connection = connection;
    this.target = target;
  }

  /** The one that is on its way, or has ended. */
  of(cid: string): Promise<void> | undefined {
    return this.#last.get(cid);
  }

  /** Shows the newest messages, whatever was shown before. */
  open(cid: string): Promise<void> {
    const { ownId } = this.target;
    this.target.change(cid, (state) => next(state, { opened: false }));
    return this.renew(
      cid,
      'opening',
      () => this.connection.open(cid, pageSize),
      (state, answer, asked) => {
        const { messages, more } = answer;
        const window = joined({ messages, tail: state.tail, hasOlder: more, hasNewer: true }, true);
        return withVisit(withNewest(state, answer, asked, window, this.connection), ownId);
      },
    );
  }

  /**
   * @param ask asks for the newest messages
   * @param change what their answer makes of the channel. `asked` is the channel as it was when they were asked for
   */
  renew(
    cid: string,
    busy: 'opening' | 'catching-up',
    ask: () => Promise<ChannelAnswer>,
    change: (state: ChannelState, answer: ChannelAnswer, asked: ChannelState) => ChannelState,
  ): Promise<void> {
    this.target.change(cid, (state) => awaiting(state, busy));
    this.#pauses.delete(cid);
    const asked = this.target.find(cid);
    if (!asked) return Promise.resolve();
    const isLast = (): boolean => this.#last.get(cid) === renewal;
    const renewal: Promise<void> = ask().then(
      (answer) => {
        if (!isLast()) return this.#last.get(cid);
        const messages = this.target.present(answer.messages);
        this.target.change(cid, (state) => change(state, { ...answer, messages }, asked));
        for (const { id } of messages) this.target.unheard.delete(id);
        this.target.renewed(cid);
        return undefined;
      },
      (error: unknown) => {
        if (!isLast()) return this.#last.get(cid);
        this.fail(cid, error);
        return undefined;
      },
    );
    this.#last.set(cid, renewal);
    return renewal;
  }

  /** Says that a channel's messages did not come, and why. One that could not catch up is still at it: it asks again. */
  fail(cid: string, reason: unknown): void {
    const { target } = this;
    const error = asChatError(reason);
    const forbidden = error.kind === 'forbidden';
    const { opened, busy } = target.find(cid) ?? {};
    if (forbidden && opened) target.forbidden(cid);
    else if (busy === 'catching-up') {
      const pause = {};
      this.#pauses.set(cid, pause);
      target.change(cid, (state) => next(state, { failure: 'failed' }));
      target.later(() => {
        // Unless that has been done meanwhile, or it was closed.
        if (this.#pauses.get(cid) === pause && target.find(cid)?.busy === busy) target.catchUp(cid);
      });
    } else {
      const failure = forbidden ? 'forbidden' : 'failed';
      target.change(cid, (state) => next(withoutSent(state), { busy: undefined, failure }));
    }
    target.failed(error);
  }
}
