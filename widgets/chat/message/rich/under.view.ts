import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../../../shared/avatar.ts';
import type { ChatMessage } from '../../model.ts';
import type { MessageContext } from '../message.view.ts';
import { emojiOf } from '../reactions.ts';
import { reactionTip } from '../who/reaction-tip.ts';
import { richWords } from './rich-words.ts';

/** Of those who replied. */
const mostAvatars = 3;

/** What others have put under a message: their reactions, and how many replies it has. */
export function underneath(context: MessageContext, message: ChatMessage): TemplateResult {
  const { channel, actions } = context;
  const { t } = richWords(context.words.language);
  return html`<div class="under">
    ${message.reactions.map(({ type, count, own, emoji }) => {
      const sign = emojiOf(type, emoji);
      const tip = reactionTip(context, message, type);
      return html`<button
        class="reaction"
        type="button"
        tabindex="-1"
        aria-pressed=${own}
        aria-label=${t('chat.rich.reactions', { name: sign, count })}
        aria-disabled=${channel.may.react ? nothing : 'true'}
        @click=${() => channel.may.react && actions.react(message, type)}
        @pointerenter=${tip.near}
        @pointerleave=${tip.away}
        @focus=${tip.near}
        @blur=${tip.away}
        @contextmenu=${tip.list}
      >
        <span aria-hidden="true">${sign}</span>
        ${count > 1 ? html`<span aria-hidden="true">${count}</span>` : nothing}
      </button>`;
    })}
    ${message.replies > 0 && actions.thread ? replies(context, message, actions.thread) : nothing}
  </div>`;
}

function replies(
  { words }: MessageContext,
  message: ChatMessage,
  thread: (message: ChatMessage) => void,
): TemplateResult {
  const { t } = richWords(words.language);
  return html`<button class="replies" type="button" tabindex="-1" @click=${() => thread(message)}>
    ${message.repliers.slice(0, mostAvatars).map(avatar)}
    ${t('chat.rich.replies', { count: message.replies })}
  </button>`;
}
