import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { fullTime, timeOfDay } from '../../shared/format.ts';
import { check, icon, pencil, react, reply, trash } from '../../shared/icons.ts';
import { renderText } from '../../shared/text/render.ts';
import { avatar } from '../../shared/avatar.ts';
import { attachments } from './attachments.view.ts';
import type { Row } from '../conversation/grouping.ts';
import { nameOf, type Capabilities, type ChatMessage } from '../model.ts';
import { emojiOf, quickReactions, reactionName } from './reactions.ts';
import type { Words } from '../words.ts';

export type Tools = 'actions' | 'react' | 'delete';

export interface MessageActions {
  react: (message: ChatMessage, type: string) => void;
  edit: (message: ChatMessage) => void;
  quote: (message: ChatMessage) => void;
  remove: (message: ChatMessage) => void;
  tools: (tools: Tools) => void;
  resend: (messageId: string) => void;
  discard: (messageId: string) => void;
}

export interface MessageContext {
  words: Words;
  may: Capabilities;
  /** Whether authors are named: not in a conversation of two. */
  named: boolean;
  /** What the others have read, as the latest time of any of them. */
  readUntil: number;
  actions: MessageActions;
}

type MessageRow = Extract<Row, { type: 'message' }>;

/** @param tools shown on the row that is pointed at, or has the focus */
export function messageRow(
  context: MessageContext,
  row: MessageRow,
  tools: Tools | undefined,
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
      ${guard([message, words.language], () => content(words, message))}
      ${tools && message.kind === 'regular' ? toolbar(context, row, tools) : nothing}
    </div>
    ${guard([message, context.may.react, words.language], () => under(context, message))}
    ${last ? meta(context, message, own && newest, at) : nothing}
  </li>`;
}

function content(words: Words, message: ChatMessage): TemplateResult {
  if (message.kind === 'deleted') {
    return html`<div class="bubble deleted" part="message">${words.t('chat.deleted')}</div>`;
  }
  const hung = attachments(words, message.attachments);
  const text = message.text.trim();
  return html`${
    text
      ? html`<div class="bubble text ${isEmoji(text) ? 'emoji' : ''}" part="message">
          ${renderText(text)}
        </div>`
      : nothing
  }${hung}`;
}

function under(
  { words, may, actions }: MessageContext,
  message: ChatMessage,
): TemplateResult | typeof nothing {
  if (message.reactions.length === 0 && message.replies === 0) return nothing;
  return html`<div class="under">
    ${message.reactions.map(
      ({ type, count, own }) =>
        html`<button
          class="reaction"
          type="button"
          tabindex="-1"
          aria-pressed=${own}
          aria-label=${words.t('chat.reaction-count', { name: reactionName(words, type), count })}
          ?disabled=${!may.react}
          @click=${() => actions.react(message, type)}
        >
          <span aria-hidden="true">${emojiOf(type)}</span>
          ${count > 1 ? html`<span aria-hidden="true">${count}</span>` : nothing}
        </button>`,
    )}
    ${
      message.replies > 0
        ? html`<span class="replies"
            >${icon(reply)}${words.t('chat.replies', { count: message.replies })}</span
          >`
        : nothing
    }
  </div>`;
}

function meta(
  { words, readUntil }: MessageContext,
  message: ChatMessage,
  isNewestOwn: boolean,
  at: Date,
): TemplateResult {
  const edited = message.edited && message.kind === 'regular';
  const state = isNewestOwn ? words.t(readUntil >= message.createdAt ? 'chat.read' : 'chat.sent') : '';
  return html`<span class="meta">
    <time datetime=${at.toISOString()} aria-hidden="true">${timeOfDay(at, words.language)}</time>
    ${edited ? html`<span>${words.t('chat.edited')}</span>` : nothing}
    ${state ? html`<span>${state}</span>` : nothing}
  </span>`;
}

function toolbar(
  context: MessageContext,
  { message, own }: MessageRow,
  tools: Tools,
): TemplateResult | typeof nothing {
  const { words, may, actions } = context;
  if (tools === 'react') {
    return html`<div class="tools" role="toolbar" aria-label=${words.t('chat.add-reaction')}>
      ${quickReactions.map(
        (type) =>
          html`<button
            class="icon-button"
            type="button"
            aria-label=${reactionName(words, type)}
            aria-pressed=${message.reactions.some((reaction) => reaction.own && reaction.type === type)}
            @click=${() => actions.react(message, type)}
          >
            <span aria-hidden="true">${emojiOf(type)}</span>
          </button>`,
      )}
    </div>`;
  }
  if (tools === 'delete') {
    return html`<div class="tools" role="toolbar" aria-label=${words.t('chat.delete-confirm')}>
      <span class="question">${words.t('chat.delete-confirm')}</span>
      <button class="danger" type="button" @click=${() => actions.remove(message)}>
        ${words.t('chat.delete-yes')}
      </button>
      <button type="button" @click=${() => actions.tools('actions')}>${words.t('chat.cancel')}</button>
    </div>`;
  }
  const mayEdit = own ? may.editOwn : may.editAny;
  const mayDelete = own ? may.deleteOwn : may.deleteAny;
  if (!may.react && !mayEdit && !mayDelete) return nothing;
  return html`<div class="tools" role="toolbar" aria-label=${words.t('chat.actions')}>
    ${may.react ? tool(words.t('chat.add-reaction'), react, () => actions.tools('react')) : nothing}
    ${mayEdit ? tool(words.t('chat.edit'), pencil, () => actions.edit(message)) : nothing}
    ${mayDelete ? tool(words.t('chat.delete'), trash, () => actions.tools('delete')) : nothing}
  </div>`;
}

function tool(name: string, path: string, run: () => void): TemplateResult {
  return html`<button class="icon-button" type="button" aria-label=${name} title=${name} @click=${run}>
    ${icon(path)}
  </button>`;
}

/** One of the visitor's own on its way, or one that did not get through. */
export function pendingRow(
  { words, actions }: MessageContext,
  { key, message, first, last }: Extract<Row, { type: 'pending' }>,
): TemplateResult {
  const failed = message.status === 'failed';
  return html`<li
    class="row own pending ${failed ? 'failed last' : ''} ${first ? 'first' : ''} ${last ? 'last' : ''}"
    data-row=${key}
    tabindex="-1"
  >
    <span class="visually-hidden">${words.t('chat.you')}</span>
    <div class="said">
      <div class="bubble text" part="message">${renderText(message.text)}</div>
    </div>
    ${
      failed
        ? html`<span class="meta failure" role="alert">
            ${words.t('chat.not-sent')}
            <button class="link" type="button" @click=${() => actions.resend(message.id)}>
              ${words.t('retry')}
            </button>
            <button class="link" type="button" @click=${() => actions.discard(message.id)}>
              ${words.t('chat.discard')}
            </button>
          </span>`
        : last
          ? html`<span class="meta">${icon(check)}${words.t('chat.sending')}</span>`
          : nothing
    }
  </li>`;
}

/** A few emoji and nothing else are drawn large, as people mean them. */
function isEmoji(text: string): boolean {
  return (
    text.length <= 24 &&
    /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s)+$/u.test(text) &&
    !/^[\d#*\s]+$/.test(text)
  );
}
