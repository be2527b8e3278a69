import { html, nothing, type TemplateResult } from 'lit';
import { icon, reply } from '../../../shared/icons.ts';
import { parseText } from '../../../shared/text/parse.ts';
import { renderBlocks } from '../../../shared/text/render.ts';
import { isAudience } from '../../audience.ts';
import { nameOf, type ChatMessage } from '../../model.ts';
import { chatOptions } from '../../../session/page.ts';
import { opens } from '../../panes/pane-event.ts';
import { pollPlace } from '../../poll/shown/place.view.ts';
import { custom } from '../../../shared/custom/custom-element.ts';
import { pin } from '../icons.ts';
import type { MessageActions, MessageContext } from '../message.view.ts';
import { attachments } from './attachments.view.ts';
import { bubble } from './bubble.view.ts';
import { withMentions } from './mentions.ts';
import { followQuotes } from './quotes.ts';
import { quoted } from './quoted.view.ts';
import { richWords, type RichWords } from './rich-words.ts';
import { textOf, unsent } from './unsent.view.ts';

export { richStyles as styles } from './rich.styles.ts';
export { underneath } from './under.view.ts';
export { outgoing } from './outgoing.view.ts';

/** What a message says that is more than text. */
export function richContent(context: MessageContext, message: ChatMessage): TemplateResult {
  const words = richWords(context.words.language);
  const renderers = chatOptions().messages ?? {};
  const renderer =
    message.customType !== undefined && Object.hasOwn(renderers, message.customType)
      ? renderers[message.customType]
      : undefined;
  if (!renderer) return usual(context, words, message);
  const otherwise = usual(context, words, message);
  return html`${mark(words, message, context.actions)}${custom(
    `"${message.customType}" messages`,
    renderer,
    message,
    otherwise,
  )}`;
}

function usual(context: MessageContext, words: RichWords, message: ChatMessage): TemplateResult {
  if (message.quoted) followQuotes(context.store);
  return html`${mark(words, message, context.actions)}${
    message.quoted ? quoted(words, message.quoted, context.actions.jump) : nothing
  }${said(words, message)}${attachments(words, message.attachments)}${
    message.pollId === undefined ? nothing : pollPlace(context, message)
  }${unsent(context, words, message)}`;
}

function said(words: RichWords, message: ChatMessage): TemplateResult | typeof nothing {
  // A message that was taken away says so below.
  if (message.moderation === 'blocked') return nothing;
  const text = textOf(message);
  if (!text.trim() || (message.kind === 'ephemeral' && message.attachments.length > 0)) return nothing;
  if (message.mentioned.length === 0) return bubble(text);
  const blocks = withMentions(parseText(text), message.mentioned, (user, written) => {
    if (isAudience(user.id)) return html`<strong class="mention">${written}</strong>`;
    const about = words.t('chat.rich.profile', { name: nameOf(user) });
    return html`<button
      class="mention"
      type="button"
      tabindex="-1"
      title=${about}
      @click=${opens('profile', { userId: user.id })}
    >
      ${written}
    </button>`;
  });
  return bubble(text, renderBlocks(blocks));
}

/** What sets a message apart from its neighbours, above it. */
function mark(
  { t }: RichWords,
  message: ChatMessage,
  { thread }: MessageActions,
): TemplateResult | typeof nothing {
  const marks = [
    ...(message.pinned ? [html`${icon(pin)}${t('chat.rich.pinned')}`] : []),
    ...(message.alsoInChannel && message.parentId
      ? [
          html`${icon(reply)}${
            thread
              ? html`<button class="link" type="button" tabindex="-1" @click=${() => thread(message)}>
                  ${t('chat.rich.in-thread')}
                </button>`
              : t('chat.rich.in-channel')
          }`,
        ]
      : []),
  ];
  return marks.length > 0
    ? html`<span class="mark">${marks.map((one) => html`<span>${one}</span>`)}</span>`
    : nothing;
}
