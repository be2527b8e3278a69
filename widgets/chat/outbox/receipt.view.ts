import { html, nothing, type TemplateResult } from 'lit';
import { texts } from '../../shared/locale/messages.ts';
import type { MessageContext } from '../message/message.view.ts';
import type { ChatMessage, ChatUser } from '../model.ts';
import type { ChannelState } from '../store/channel-state.ts';
import { outboxMessages } from './messages.en.ts';

/**
 * How far the visitor's newest message has come: sent, delivered, read; of several people, by how many. What was deleted, or
 * turned away, goes nowhere.
 */
export function receipt(
  { words, store, state, actions }: MessageContext,
  message: ChatMessage,
): TemplateResult | typeof nothing {
  if (message.kind !== 'regular') return nothing;
  const t = texts(words.language, outboxMessages);
  const readers = readersOf(state, message, store.user.id);
  const others = state.channel.memberCount - 1;
  if (readers.length === 0) {
    const reached = Object.values(state.deliveredTo).some((at) => at >= message.createdAt);
    return html`<span>${t(reached ? 'chat.outbox.delivered' : 'chat.outbox.sent')}</span>`;
  }
  if (others <= 1) return html`<span>${t('chat.outbox.read')}</span>`;
  const count = readers.length;
  const title = t(count >= others ? 'chat.outbox.read-by-all' : 'chat.outbox.read-by', { count });
  const list = {
    count,
    page: () => Promise.resolve({ people: readers.map((user) => ({ user })), next: undefined }),
  };
  const open = ({ currentTarget: button }: Event): void => {
    if (!(button instanceof HTMLElement)) return;
    void import('../message/who/who-element.ts').then(
      ({ openWho }) => openWho(button, { title, lists: [list], ownId: store.user.id }),
      () => actions.say(t('chat.outbox.unreachable')),
    );
  };
  return html`<span class="receipt"
    ><button class="link" type="button" aria-haspopup="dialog" @click=${open}>${title}</button></span
  >`;
}

/** Who has read a message, the latest first. */
export function readersOf(
  { readBy, channel }: Pick<ChannelState, 'readBy' | 'channel'>,
  { createdAt }: ChatMessage,
  ownId: string,
): readonly ChatUser[] {
  return Object.entries(readBy)
    .filter(([id, at]) => id !== ownId && at >= createdAt)
    .sort(([, one], [, other]) => other - one)
    .map(
      ([id]) =>
        channel.members.find((member) => member.id === id) ?? {
          id,
          name: '',
          image: undefined,
          online: false,
        },
    );
}
