import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { chatOptions } from '../../session/page.ts';
import { failedState } from '../../shared/failure.ts';
import { dayName } from '../../shared/dates.ts';
import { chevronDown, chevronLeft, icon, lock, messageCircle } from '../../shared/icons.ts';
import { closeButton, offlineBanner } from '../../shared/panel.views.ts';
import { stateView } from '../../shared/views.ts';
import { channelAvatar } from '../list/channel-list.view.ts';
import type { ChannelState } from '../store/channel-state.ts';
import type { Composer } from '../composer/composer.ts';
import { composerView } from '../composer/composer.view.ts';
import { rowsOf, type Row } from './grouping.ts';
import type { MessageParts } from '../message/message-parts.ts';
import { messageRow, pendingRow, type MessageActions } from '../message/message.view.ts';
import { opens } from '../panes/pane-event.ts';
import { isTwosome, titleOf } from '../model.ts';
import type { ChatStore } from '../store/chat.store.ts';
import { parentOf } from '../thread/thread-key.ts';
import { typingLine, type Words } from '../words.ts';

/** What is different in a thread. */
export interface ThreadProps {
  /** What it is called. */
  readonly label: string;
  readonly write: string;
  readonly placeholder: string;
  readonly replies: (count: number) => string;
  /** Whether what is sent stands in the channel too. */
  readonly alsoInChannel: boolean;
  /** Why nothing can be written in it; empty if it can. */
  readonly closed: string;
}

export interface ConversationProps {
  words: Words;
  store: ChatStore;
  parts: MessageParts;
  state: ChannelState;
  /** What of it is drawn. */
  drawn: ChannelState;
  thread: ThreadProps | undefined;
  ownId: string;
  now: Date;
  online: boolean;
  atEnd: boolean;
  /** Messages that have come since it was. */
  news: number;
  /** What stands over the log. */
  overlay: HTMLElement | undefined;
  /** The row that has its tools out. */
  active: string | undefined;
  notice: string;
  composer: Composer;
  actions: MessageActions;
  /** Where screen readers are told what happens. */
  status: TemplateResult;
  toEnd: () => void;
  older: () => void;
  retry: () => void;
  /** Given where there is a list to go back to. */
  back: (() => void) | undefined;
  close: (() => void) | undefined;
}

export function conversation(props: ConversationProps): TemplateResult {
  const { words, state, ownId } = props;
  const title = titleOf(state.channel, ownId) || (state.opened ? words.t('chat.untitled') : '');
  const { thread } = props;
  return html`<section aria-label=${thread?.label ?? words.t('chat.conversation', { name: title })}>
    <slot name="header">${header(props, title)}</slot> ${offlineBanner(words.t, props.online)}
    ${behind(props)} ${content(props)} ${props.status}
    ${
      state.opened
        ? html`<div class="typing" aria-hidden="true">${typing(props)}</div>
            ${composerView({ words, state, thread, composer: props.composer, title, online: props.online })}`
        : nothing
    }
  </section>`;
}

/** What the site draws in place of ours, if it does. */
function ofTheSite(
  { state, parts, thread }: ConversationProps,
  name: 'header' | 'empty',
  otherwise: () => TemplateResult,
): TemplateResult {
  const renderer = thread || !state.opened ? undefined : chatOptions()[name];
  const module = renderer && parts.custom.need();
  return module ? module.custom(`the ${name}`, renderer, state.channel, otherwise()) : otherwise();
}

function header(props: ConversationProps, title: string): TemplateResult {
  const { words, back, close } = props;
  return html`<header class="bar">
    ${
      back
        ? html`<button
            class="icon-button back"
            type="button"
            aria-label=${words.t('chat.back')}
            @click=${back}
          >
            ${icon(chevronLeft)}
          </button>`
        : nothing
    }
    ${ofTheSite(props, 'header', () => named(props, title))} ${closeButton(words.t('chat.close'), close)}
  </header>`;
}

/** Whose conversation it is. */
function named(props: ConversationProps, title: string): TemplateResult {
  const { words, state, ownId } = props;
  const { channel } = state;
  const [other] = channel.members.filter(({ id }) => id !== ownId);
  const twosome = isTwosome(channel, ownId);
  const subtitle = twosome ? (other?.online ? words.t('chat.online') : '') : company(props);
  return html`${title ? channelAvatar(channel, ownId) : html`<span class="skeleton avatar"></span>`}
    <div class="titles">
      ${
        title
          ? html`<h2 dir="auto">
              <button type="button" @click=${opens('members', { cid: channel.cid })}>${title}</button>
            </h2>`
          : html`<span class="skeleton line"></span>`
      }
      ${subtitle && title ? html`<p class=${twosome ? 'online' : ''}>${subtitle}</p>` : nothing}
    </div>`;
}

/** How many there are, and look at it now: of a channel that others watch, they are no members. */
function company({ words: { t }, state: { channel }, thread }: ConversationProps): string {
  const { memberCount, watchers } = channel;
  const members = memberCount > 2 ? t('chat.members', { count: memberCount }) : '';
  const here = !thread && watchers > (members ? 0 : 1) ? t('chat.watching', { count: watchers }) : '';
  return [members, here].filter(Boolean).join(' · ');
}

/** What says that it could not catch up, and goes on trying. */
function behind({ words: { t }, state, online, retry }: ConversationProps): TemplateResult | typeof nothing {
  if (!online || !isBehind(state)) return nothing;
  return html`<div class="banner" role="status">
    <span>${t('reconnecting')}</span>
    <button class="link" type="button" @click=${retry}>${t('retry')}</button>
  </div>`;
}

const isBehind = ({ busy, failure }: ChannelState): boolean => busy === 'catching-up' && failure === 'failed';

function content(props: ConversationProps): TemplateResult {
  const { words, state } = props;
  if (state.failure === 'forbidden') {
    return stateView({
      icon: lock,
      heading: words.t('chat.forbidden.heading'),
      text: words.t('chat.forbidden.text'),
    });
  }
  if (!state.opened && state.failure) {
    return stateView(failedState(words.t, props.retry, { heading: words.t('chat.failed.heading') }));
  }
  if (!state.opened) return messageSkeletons();
  if (state.messages.length === 0 && state.pending.length === 0) {
    const { t } = words;
    const view = { icon: messageCircle, heading: t('chat.empty.heading'), text: t('chat.empty.text') };
    return ofTheSite(props, 'empty', () => stateView(view));
  }
  const { rich, pending, tools } = props.parts;
  // Typing changes none of these.
  const shown = [
    props.drawn,
    props.active,
    props.atEnd,
    props.notice,
    props.online,
    props.thread,
    props.now.getDate(),
    words.language,
    rich.module,
    pending.module,
    tools.module,
    props.overlay,
  ];
  return html`${guard(shown, () => log(props))}`;
}

function log(props: ConversationProps): TemplateResult {
  const { words, store, parts, drawn: state, ownId, active, actions } = props;
  const rows = rowsOf({ ...state, head: parentOf(state.channel.cid) }, ownId);
  const named = !isTwosome(state.channel, ownId);
  const context = { words, store, parts, state, channel: state.channel, named, actions };
  const said = rows.filter((row) => row.type === 'message' && row.message.kind !== 'system');
  // One row is reached by Tab; the arrow keys go from there.
  const tabbable = said.some(({ key }) => key === active) ? active : said.at(-1)?.key;
  const newest = rows.findLast((row) => row.type === 'message')?.key;
  const draw = (row: Row): TemplateResult => {
    switch (row.type) {
      case 'day':
        return html`<li class="day" data-row=${row.key}>
          <span>${dayName(new Date(row.at), props.now, words.language)}</span>
        </li>`;
      case 'replies':
        return html`<li class="day" data-row=${row.key}>
          <span>${props.thread?.replies(row.count)}</span>
        </li>`;
      case 'unread':
        return html`<li class="unread-line" data-row=${row.key}>
          <span>${words.t('chat.new-separator')}</span>
        </li>`;
      case 'message':
        return messageRow(context, row, row.key === active, row.key === tabbable, row.key === newest);
      case 'pending':
        return pendingRow(context, row, row.key === active);
    }
  };
  return html`<div class="log-frame">
    <div
      class="log"
      role="log"
      aria-live="off"
      aria-label=${words.t('chat.title')}
      aria-busy=${state.busy === 'older'}
    >
      <div class="content">
        ${earlier(props, state)}
        <ol class="rows">
          ${repeat(rows, ({ key }) => key, draw)}
        </ol>
      </div>
    </div>
    ${props.overlay} ${props.atEnd ? nothing : toEnd(props)}
    ${props.notice ? html`<p class="notice" role="alert">${props.notice}</p>` : nothing}
  </div>`;
}

function earlier({ words, older }: ConversationProps, state: ChannelState): TemplateResult | typeof nothing {
  if (state.busy === 'older') {
    return html`<div class="earlier" role="img" aria-label=${words.t('chat.loading-earlier')}>
      <span class="skeleton line"></span>
    </div>`;
  }
  if (state.failure && !isBehind(state)) {
    return html`<div class="earlier">
      ${words.t('chat.earlier-failed')}
      <button class="link" type="button" @click=${older}>${words.t('retry')}</button>
    </div>`;
  }
  return state.hasOlder ? html`<div class="earlier"></div>` : nothing;
}

function toEnd({ words, state, news: come, toEnd }: ConversationProps): TemplateResult {
  const count = Math.max(state.unread, come);
  const news = count > 0 ? words.t('chat.new-messages', { count }) : '';
  return html`<button
    class="to-end ${news ? 'news' : ''}"
    type="button"
    aria-label=${news || words.t('chat.to-newest')}
    @click=${toEnd}
  >
    ${news ? html`<span>${news}</span>` : nothing}${icon(chevronDown)}
  </button>`;
}

function typing({ words, state }: ConversationProps): TemplateResult | typeof nothing {
  const line = typingLine(words, state.typing);
  if (!line) return nothing;
  return html`<span class="dots"><i></i><i></i><i></i></span><span dir="auto">${line}</span>`;
}

export function messageSkeletons(): TemplateResult {
  return html`<div class="log-frame" aria-hidden="true">
    <div class="message-skeletons">
      ${['a', 'b own', 'c', 'd', 'e own'].map(
        (kind) => html`<span class="skeleton bubble-skeleton ${kind}"></span>`,
      )}
    </div>
  </div>`;
}
