import { withChange, withVersion, type ChannelState } from './channel-state.ts';
import { asChatError, type ChatConnection, type ChatError } from '../connection.ts';
import type { ChatMessage, OutgoingMessage } from '../model.ts';
import type { ChangeCalls } from './change-calls.ts';
import { react } from './timeline.ts';

/** What changing messages needs of the store. */
export interface ChangeTarget {
  change(cid: string, change: (state: ChannelState) => ChannelState): void;
  /** A message that the vendor has confirmed. */
  arrived(cid: string, message: ChatMessage): void;
  failed(error: ChatError): void;
}

/** What the visitor does to messages that are there: shown at once, and taken back if the vendor does not agree. */
export class Changes {
  readonly #connection: ChatConnection;
  readonly #target: ChangeTarget;

  constructor(connection: ChatConnection, target: ChangeTarget) {
    this.#connection = connection;
    this.#target = target;
  }

  #calls(): Promise<ChangeCalls> {
    return this.#connection.part('change');
  }

  /** Changes what is shown of a channel, for what the vendor does not tell of. */
  change(cid: string, change: (state: ChannelState) => ChannelState): void {
    this.#target.change(cid, change);
  }

  /** A message that the vendor has confirmed. */
  arrived(cid: string, message: ChatMessage): void {
    this.#target.arrived(cid, message);
  }

  /** Resolves with whether the vendor took it; so do the next two. One that it turned away is sent anew. */
  edit(cid: string, message: ChatMessage, text: string, mentionedIds?: readonly string[]): Promise<boolean> {
    const { id } = message;
    if (message.kind === 'error') {
      const anew = { ...sentAs(message), id, text, ...(mentionedIds && { mentionedIds }) };
      return this.ahead(cid, message, message, () => this.#connection.send(cid, anew));
    }
    return this.ahead(cid, message, { ...message, text, edited: true }, async () =>
      (await this.#calls()).edit(id, text, mentionedIds),
    );
  }

  remove(cid: string, message: ChatMessage): Promise<boolean> {
    return this.ahead(cid, message, message, async () => (await this.#calls()).remove(message.id));
  }

  /** Puts a reaction on, or takes the visitor's own off. */
  react(cid: string, message: ChatMessage, type: string): Promise<boolean> {
    const on = !message.reactions.some((reaction) => reaction.own && reaction.type === type);
    return this.ahead(cid, message, react(message, type, on), async () => {
      await (await this.#connection.part('reactions')).react(cid, message.id, type, on);
      return undefined;
    });
  }

  /**
   * Shows a message as it will be, and takes that back if what is run rejects.
   * @param run resolves with the message as the vendor has it then, if it tells
   */
  async ahead(
    cid: string,
    before: ChatMessage,
    after: ChatMessage,
    run: () => Promise<ChatMessage | undefined>,
  ): Promise<boolean> {
    if (after !== before) this.#target.change(cid, (state) => withVersion(state, Object.freeze(after)));
    try {
      const kept = await run();
      if (kept) this.#target.change(cid, (state) => withChange(state, kept));
      return true;
    } catch (error) {
      this.#target.change(cid, (state) => {
        // Unless something newer has come meanwhile.
        const now = state.messages.find(({ id }) => id === before.id);
        return now?.updatedAt === before.updatedAt ? withVersion(state, before) : state;
      });
      this.#target.failed(asChatError(error));
      return false;
    }
  }
}

/** A message as it was sent: with all that went with it, but for the cards that the vendor makes of links itself. */
function sentAs({
  text,
  attachments,
  quoted,
  mentioned,
  pollId,
  alsoInChannel,
}: ChatMessage): OutgoingMessage {
  return {
    text,
    attachments: attachments.filter(({ kind }) => kind !== 'card'),
    mentionedIds: mentioned.map(({ id }) => id),
    alsoInChannel,
    ...(quoted && { quotedId: quoted.id }),
    ...(pollId && { pollId }),
  };
}
