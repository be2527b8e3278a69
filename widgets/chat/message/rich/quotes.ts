import type { ChatEvent } from '../../connection.ts';
import type { ChatMessage, QuotedMessage } from '../../model.ts';
import { next, type ChannelState } from '../../store/channel-state.ts';
import type { ChatStore } from '../../store/chat.store.ts';
import { channelOf } from '../../thread/thread-key.ts';

const followed = new WeakSet<ChatStore>();

/**
 * From the first quote that is drawn on, what quotes a message shows what becomes of it: that it was edited, or deleted.
 * The vendor tells that of the message itself alone, and with each page what its quotes say now.
 */
export function followQuotes(store: ChatStore): void {
  if (followed.has(store)) return;
  followed.add(store);
  store.listen((event) => {
    if (!isChange(event)) return;
    const channel = event.cid && channelOf(event.cid);
    const { channels, threads } = store.snapshot;
    // A reply may quote what stands in the channel, and the other way round.
    for (const { channel: place } of [...channels, ...threads]) {
      if (channel && channelOf(place.cid) !== channel) continue;
      const quotes = (state: ChannelState): ChannelState => withOriginal(state, event);
      const before = store.channel(place.cid);
      if (!before || quotes(before) === before) continue;
      void store.changes((all) => {
        all.change(place.cid, quotes);
        return Promise.resolve(true);
      });
    }
  });
}

type Changed = Extract<ChatEvent, { type: 'message-changed' | 'message-removed' | 'author-erased' }>;

function isChange(event: ChatEvent): event is Changed {
  return ['message-changed', 'message-removed', 'author-erased'].includes(event.type);
}

/** With what happened to a message in all that quotes it; the same state where nothing does. */
export function withOriginal(state: ChannelState, event: Changed): ChannelState {
  const anew = (messages: readonly ChatMessage[]): readonly ChatMessage[] => {
    if (!messages.some(({ quoted }) => quoted && isMeant(quoted, event))) return messages;
    return Object.freeze(
      messages.map((message) => {
        const { quoted } = message;
        if (!quoted || !isMeant(quoted, event)) return message;
        const now = event.type === 'message-changed' ? quoteOf(event.message) : gone(quoted);
        return isSame(quoted, now) ? message : Object.freeze({ ...message, quoted: now });
      }),
    );
  };
  const [messages, tail] = [anew(state.messages), anew(state.tail)];
  const same = (one: readonly ChatMessage[], other: readonly ChatMessage[]): boolean =>
    one.every((message, at) => message === other[at]);
  return same(messages, state.messages) && same(tail, state.tail) ? state : next(state, { messages, tail });
}

function isMeant(quoted: QuotedMessage, event: Changed): boolean {
  switch (event.type) {
    case 'message-changed':
      return quoted.id === event.message.id;
    case 'message-removed':
      return quoted.id === event.messageId;
    case 'author-erased':
      return quoted.user.id === event.userId;
  }
}

function quoteOf({ id, kind, text, user, attachments }: ChatMessage): QuotedMessage {
  return Object.freeze({ id, kind, text, user, attachments });
}

function gone(quoted: QuotedMessage): QuotedMessage {
  return Object.freeze({ ...quoted, kind: 'deleted', text: '', attachments: Object.freeze([]) });
}

function isSame(one: QuotedMessage, other: QuotedMessage): boolean {
  return (
    one.kind === other.kind &&
    one.text === other.text &&
    JSON.stringify(one.attachments) === JSON.stringify(other.attachments)
  );
}
