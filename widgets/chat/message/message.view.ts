import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { fullTime, timeOfDay } from '../../shared/dates.ts';
import { avatar } from '../../shared/avatar.ts';
import { cssVars } from '../../shared/css-vars.ts';
import type { Row } from '../conversation/grouping.ts';
import {
  nameOf,
  type Attachment,
  type ChatChannel,
  type ChatMessage,
  type PendingMessage,
} from '../model.ts';
import type { ChannelState } from '../store/channel-state.ts';
import type { ChatStore } from '../store/chat.store.ts';
import type { Words } from '../words.ts';
import type { MessageParts } from './message-parts.ts';

/** What a message asks of the conversation that it stands in. */
export interface MessageActions {
  react: (message: ChatMessage, type: string) => void;
  edit: (message: ChatMessage) => void;
  /** Given where there are threads, and where messages can be quoted. */
  thread?: (message: ChatMessage) => void;
  quote?: (message: ChatMessage) => void;
  /** Leads to a message, wherever it stands. */
  jump?: (messageId: string) => void;
  resend: (messageId: string) => void;
  discard: (messageId: string) => void;
  /** Takes a message that was not sent back into the composer. */
  rewrite: (message: PendingMessage) => void;
  /** Shows a line for a moment: what was done, or why it was not. */
  say: (text: string) => void;
  /** Puts the focus where the visitor goes on writing. */
  focus: () => void;
}

export interface MessageContext {
  words: Words;
  store: ChatStore;
  channel: ChatChannel;
  /** What messages are drawn with beyond text. */
  parts: MessageParts;
  /** Whether authors are named: not in a conversation of two. */
  named: boolean;
  /** How far the others have come is in it. */
  state: ChannelState;
  actions: MessageActions;
}

type MessageRow = Extract<Row, { type: 'message' }>;

/** @param tools shown on the row that is pointed at, or has the focus */
export function messageRow(
  context: MessageContext,
  row: MessageRow,
  tools: boolean,
  tabbable: boolean,
  newest: boolean,
): TemplateResult {
  const { words } = context;
  const { message, own, first, last } = row;
  const at = new Date(message.createdAt);
  if (message.kind === 'system') {
    return html`<li class="system" data-row=${row.key}><span dir="auto">${message.text}</span></li>`;
  }
  const author = own ? words.t('chat.you') : nameOf(message.user);
  return html`<li
    class="row ${own ? 'own' : 'other'} ${first ? 'first' : ''} ${last ? 'last' : ''}"
    data-row=${row.key}
    tabindex=${tabbable ? 0 : -1}
  >
    <span class="visually-hidden"
      >${words.t('chat.message-by', { name: author, time: timeOfDay(at, words.language) })}</span
    >
    ${
      first && !own && context.named
        ? html`<span class="author" dir="auto" aria-hidden="true">${author}</span>`
        : nothing
    }
    ${own ? nothing : html`<span class="side">${last ? avatar(message.user) : nothing}</span>`}
    <div class="said" title=${fullTime(at, words.language)}>
      ${guard([message, context.parts.rich.module, words.language], () => content(context, message))}
      ${tools && message.kind === 'regular' ? toolsOf(context, row) : nothing}
    </div>
    ${guard([message, context.parts.rich.module, context.channel.may, words.language], () => under(context, message))}
    ${last ? meta(context, message, own && newest, at) : nothing}
  </li>`;
}

function content(context: MessageContext, message: ChatMessage): TemplateResult {
  if (message.kind === 'deleted') {
    return html`<div class="bubble deleted" part="message">${context.words.t('chat.deleted')}</div>`;
  }
  const { text, attachments } = message;
  const rich = isPlain(message) ? undefined : context.parts.rich.need();
  if (rich) return rich.richContent(context, message);
  return html`${text.trim() ? plain(text) : nothing}${attachments.map(place)}`;
}

/** Whether it says nothing but words in a row. */
function isPlain({ kind, text, attachments, mentioned, ...message }: ChatMessage): boolean {
  return (
    kind === 'regular' &&
    !isMarked(text) &&
    attachments.length + mentioned.length === 0 &&
    !(message.quoted ?? message.pollId ?? message.customType ?? message.parentId) &&
    !message.pinned
  );
}

/** Whether there may be more to a text than words in a row: addresses, lines, markup, emoji. */
function isMarked(text: string): boolean {
  return /[\\`*_~[<>#\n\r\p{ExtPict}\p{RI}]|https?:|^\s*(?:[-+]|\d+[.)])\s/iu.test(text);
}

/** What somebody wrote, as words in a row. */
function plain(text: string): TemplateResult {
  return html`<div class="bubble text" part="message"><p class="words" dir="auto">${text}</p></div>`;
}

/** Where something will be drawn: nothing below it moves then. */
function place(attachment: Attachment): TemplateResult {
  const ratio = ratioOf(attachment);
  return ratio === undefined
    ? html`<span class="hung skeleton"></span>`
    : html`<span class="hung sized skeleton" ${cssVars({ '--_ratio': String(ratio) })}></span>`;
}

/** Width by height of what has a picture, in what is kept free for it; where its sender did not tell, the usual one. */
export function ratioOf(attachment: Attachment): number | undefined {
  if (!('width' in attachment)) return undefined;
  const { width = 0, height = 0 } = attachment;
  return width > 0 && height > 0 ? Math.min(3, Math.max(0.5, width / height)) : 4 / 3;
}

function toolsOf({ parts, store, channel, actions }: MessageContext, { message, own }: MessageRow) {
  if (!parts.tools.need()) return nothing;
  return html`<belfry-chat-message-tools
    class="tools"
    side=${own ? 'end' : 'start'}
    .message=${message}
    .own=${own}
    .store=${store}
    .channel=${channel}
    .actions=${actions}
  ></belfry-chat-message-tools>`;
}

/** What others have put under a message; its place until that can be drawn. */
function under(context: MessageContext, message: ChatMessage): unknown {
  const replies = context.actions.thread ? message.replies : 0;
  if (message.reactions.length + replies === 0) return nothing;
  return context.parts.rich.need()?.underneath(context, message) ?? html`<div class="under"></div>`;
}

function meta(context: MessageContext, message: ChatMessage, isNewestOwn: boolean, at: Date): TemplateResult {
  const { words, parts } = context;
  const edited = message.edited && message.kind === 'regular';
  return html`<span class="meta">
    <time datetime=${at.toISOString()} aria-hidden="true">${timeOfDay(at, words.language)}</time>
    ${edited ? html`<span>${words.t('chat.edited')}</span>` : nothing}
    ${isNewestOwn ? parts.pending.need()?.receipt(context, message) : nothing}
  </span>`;
}

/**
 * One of the visitor's own on its way, or one that did not get through.
 * @param active whether it is pointed at, or has the focus
 */
export function pendingRow(
  context: MessageContext,
  row: Extract<Row, { type: 'pending' }>,
  active: boolean,
): TemplateResult {
  const { words, parts } = context;
  const { message, first, last } = row;
  const { text, attachments = [], quoted, pollId } = message;
  const more = isMarked(text) || attachments.length > 0 || (quoted ?? pollId);
  const failed = message.status === 'failed';
  return html`<li
    class="row own pending ${failed ? 'failed last' : ''} ${first ? 'first' : ''} ${last ? 'last' : ''}"
    data-row=${row.key}
    tabindex="-1"
  >
    <span class="visually-hidden">${words.t('chat.you')}</span>
    <div class="said">
      ${(more && parts.rich.need()?.outgoing(context, message)) || html`${text ? plain(text) : nothing}${attachments.map(place)}`}
    </div>
    ${
      parts.pending.need()?.pendingNote(context, row, active) ??
      html`<span class="meta">${words.t('chat.sending')}</span>`
    }
  </li>`;
}
