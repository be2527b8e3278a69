import { html, nothing, type TemplateResult } from 'lit';
import type { ChatMessage } from '../../model.ts';
import { bubble, type MessageContext } from '../message.view.ts';
import { attachments } from './attachments.view.ts';
import { richWords } from './rich-words.ts';

export { richStyles as styles } from './rich.styles.ts';

/** What a message says that is more than text. */
export function richContent({ words }: MessageContext, message: ChatMessage): TemplateResult {
  const rich = richWords(words.language);
  return html`${message.text.trim() ? bubble(message.text) : nothing}${attachments(rich, message.attachments)}`;
}
