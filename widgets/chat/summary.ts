import { plainText } from '../shared/text/parse.ts';
import { texts } from '../shared/locale/messages.ts';
import type { ChatMessage } from './model.ts';
import { summaryMessages } from './summary-messages.en.ts';
import type { Words } from './words.ts';

/** Long enough for any row. */
const previewLength = 160;

/** What a message says, in one line of plain text. */
export function summaryOf(
  { language }: Words,
  message: Pick<ChatMessage, 'kind' | 'text' | 'attachments'>,
): string {
  const t = texts(language, summaryMessages);
  if (message.kind === 'deleted') return t('chat.preview-deleted');
  const text = plainText(message.text.slice(0, previewLength * 4)).slice(0, previewLength);
  if (text) return text;
  const [attachment] = message.attachments;
  if (!attachment) return '';
  if (attachment.kind === 'image') return t('chat.preview-photo');
  return attachment.kind === 'card' ? t('chat.preview-link') : t('chat.preview-file');
}
