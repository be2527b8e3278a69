import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../../shared/icons.ts';
import type { PendingMessage } from '../../model.ts';
import { poll } from '../icons.ts';
import type { MessageContext } from '../message.view.ts';
import { attachments } from './attachments.view.ts';
import { bubble } from './bubble.view.ts';
import { quoted } from './quoted.view.ts';
import { richWords } from './rich-words.ts';

/** What the visitor has written and the vendor has not confirmed, as it will be; of a poll, what it asks. */
export function outgoing({ words, actions }: MessageContext, message: PendingMessage): TemplateResult {
  const rich = richWords(words.language);
  const { text, attachments: hung = [], quoted: answered, question } = message;
  return html`${answered ? quoted(rich, answered, actions.jump) : nothing}${text ? bubble(text) : nothing}${attachments(
    rich,
    hung,
  )}${
    question
      ? html`<p class="file">
          ${icon(poll)} <span class="file-name" dir="auto">${question}</span>
          <span class="file-size">${rich.t('chat.rich.quoted-poll')}</span>
        </p>`
      : nothing
  }`;
}
