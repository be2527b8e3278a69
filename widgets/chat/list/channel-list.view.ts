import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { failedState } from '../../shared/failure.ts';
import { badgeCount } from '../../shared/format.ts';
import { check, checkCheck, icon, inbox } from '../../shared/icons.ts';
import { avatar } from '../../shared/avatar.ts';
import { closeButton, moreView } from '../../shared/panel.views.ts';
import { stepFocus } from '../../shared/step.ts';
import { emptyView, stateView } from '../../shared/views.ts';
import type { ListExtras } from './list-extras.ts';
import { isListed, type ChannelState } from '../store/channel-state.ts';
import { newestOf } from '../store/window.ts';
import type { ChatState } from '../store/chat-state.ts';
import { isTwosome, nameOf, titleOf, type ChatChannel } from '../model.ts';
import { shortTime, typingLine, type Words } from '../words.ts';

const mostShown = 99;

export interface ChannelListProps {
  words: Words;
  /** The public element. */
  owner: Element;
  state: ChatState;
  /** What has come after the first picture. */
  extras: ListExtras | undefined;
  ownId: string;
  now: Date;
  /** The row that Tab reaches; the arrow keys move it. */
  focusable: string | undefined;
  select: (cid: string) => void;
  focused: (cid: string) => void;
  /** What opens the list of threads. */
  threads: () => TemplateResult | undefined;
  more: () => void;
  retry: () => void;
  /** What stands below the last row. */
  end: () => unknown;
  /** Given where the panel can be closed. */
  close: (() => void) | undefined;
}

/** The visitor's conversations, most lately active first. */
export function channelList(props: ChannelListProps): TemplateResult {
  const { words, state } = props;
  return html`<nav class="list" part="list" aria-label=${words.t('chat.conversations')}>
    <header class="bar">
      <h2>${words.t('chat.title')}</h2>
      ${state.channels.some(({ channel }) => channel.may.reply) ? props.threads() : nothing}
      ${closeButton(words.t('chat.close'), props.close)}
    </header>
    <div class="head">${props.extras?.head()}</div>
    <div class="list-body" aria-busy=${state.list === 'loading'}>${body(props)}</div>
  </nav>`;
}

function body(props: ChannelListProps): TemplateResult {
  const { words, state } = props;
  const listed = state.channels.filter(isListed);
  if (listed.length === 0 && state.list === 'loading') return channelSkeletons();
  if (listed.length === 0 && state.list === 'failed') {
    return stateView(failedState(words.t, props.retry, { heading: words.t('chat.list-failed.heading') }));
  }
  if (listed.length === 0) {
    return html`${emptyView(props.owner, {
      icon: inbox,
      heading: words.t('chat.none.heading'),
      text: words.t('chat.none.text'),
    })}${props.end()}`;
  }
  return html`${channelRows(props, listed)}
  ${state.hasMoreChannels ? moreView(words.t, state.more, props.more, channelSkeletons(2)) : props.end()}`;
}

type RowsProps = Pick<
  ChannelListProps,
  'words' | 'ownId' | 'now' | 'state' | 'extras' | 'focusable' | 'select' | 'focused'
>;

/** Rows of conversations, as the list and the archive show them. */
export function channelRows(props: RowsProps, channels: readonly ChannelState[]): TemplateResult {
  return html`<ul class="rows" @keydown=${moveFocus}>
    ${repeat(
      channels,
      ({ channel }) => channel.cid,
      (state) => row(props, state, state.channel.cid === (props.focusable ?? channels[0]?.channel.cid)),
    )}
  </ul>`;
}

function row(props: RowsProps, state: ChannelState, focusable: boolean): TemplateResult {
  const { words, ownId, extras } = props;
  const { channel } = state;
  const unread = channel.muted ? 0 : state.unread;
  const tabIndex = focusable ? 0 : -1;
  return html`<li>
    <button
      class="channel ${unread > 0 ? 'unread' : ''}"
      type="button"
      tabindex=${tabIndex}
      aria-current=${channel.cid === props.state.selected ? 'true' : nothing}
      @click=${() => props.select(channel.cid)}
      @focus=${() => props.focused(channel.cid)}
    >
      ${channelAvatar(channel, ownId)}
      <span class="name" dir="auto">${titleOf(channel, ownId) || words.t('chat.untitled')}</span>
      <span class="time"
        >${state.messages.length > 0 ? shortTime(words, channel.activeAt, props.now) : nothing}</span
      >
      <span class="preview">${preview(props, state)}</span>
      <span class="marks"
        >${extras?.marks(channel)}${
          unread > 0
            ? html`<span class="badge"
                ><span aria-hidden="true">${badgeCount(unread, mostShown, words.language)}</span
                ><span class="visually-hidden">${words.t('chat.unread', { count: unread })}</span></span
              >`
            : nothing
        }</span
      >
    </button>
    ${extras?.options(channel, tabIndex)}
  </li>`;
}

/** Who says what; that runs in its own direction, and is cut at its own end. */
function preview({ words, ownId, extras }: RowsProps, state: ChannelState): TemplateResult {
  const typing = typingLine(words, state.typing);
  if (typing) return html`<bdi class="typing-preview">${typing}</bdi>`;
  const draft = extras?.draft(state.channel);
  if (draft) return draft;
  const pending = state.pending.at(-1);
  const message = newestOf(state);
  const own = words.t('chat.preview-own', { text: '' });
  if (pending) return html`${own}<bdi>${extras?.summary(words, pending) ?? pending.text}</bdi>`;
  if (!message) return html`<bdi>${words.t('chat.preview-none')}</bdi>`;
  const text = html`<bdi>${extras?.summary(words, message) ?? message.text}</bdi>`;
  if (message.kind !== 'regular') return text;
  if (message.user.id === ownId) {
    const read = Object.values(state.readBy).some((at) => at >= message.createdAt);
    return html`${icon(read ? checkCheck : check)}${own}${text}`;
  }
  if (isTwosome(state.channel, ownId)) return text;
  return html`${words.t('chat.preview-other', { name: firstName(nameOf(message.user)), text: '' })}${text}`;
}

/** The other person's picture in a conversation of two, else the channel's. */
export function channelAvatar(channel: ChatChannel, ownId: string): TemplateResult {
  const others = channel.members.filter(({ id }) => id !== ownId);
  const [other] = others;
  if (other && others.length === 1 && !channel.name && !channel.image) return avatar(other);
  return avatar({ id: channel.cid, name: titleOf(channel, ownId) || '–', image: channel.image });
}

export function channelSkeletons(count = 5): TemplateResult {
  return html`<div class="skeletons" aria-hidden="true">
    ${Array.from(
      { length: count },
      () =>
        html`<div class="channel">
          <span class="skeleton avatar"></span>
          <span class="skeleton line"></span>
          <span class="skeleton line preview"></span>
        </div>`,
    )}
  </div>`;
}

function firstName(name: string): string {
  return name.split(/\s/u)[0] ?? name;
}

/** Arrows, Home and End move through the rows; Tab leaves the list. */
function moveFocus(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const rows = [...list.querySelectorAll<HTMLElement>('button.channel')];
  const at = rows.findIndex((row) => row.parentElement?.contains(event.target as Node));
  stepFocus(event, rows, at);
}
