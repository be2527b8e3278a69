import { html, nothing, type TemplateResult } from 'lit';
import { file, icon } from '../../../shared/icons.ts';
import { plainText } from '../../../shared/text/parse.ts';
import { safeImageUrl } from '../../../shared/urls.ts';
import { nameOf, type Attachment, type QuotedMessage } from '../../model.ts';
import type { RichWords } from './rich-words.ts';

/** Long enough for three lines. */
const longest = 200;

/** The message that is answered, above the answer. Pressed, it leads to where it stands. */
export function quoted(
  words: RichWords,
  message: QuotedMessage,
  jump: ((messageId: string) => void) | undefined,
): TemplateResult {
  const name = nameOf(message.user);
  const text = summary(words, message);
  const [hung] = message.attachments;
  const picture = hung?.kind === 'image' ? safeImageUrl(hung.url) : undefined;
  return html`<button
    class="quoted"
    type="button"
    tabindex="-1"
    aria-label=${words.t('chat.rich.quoted-by', { name, text })}
    ?disabled=${!jump || message.kind === 'deleted'}
    @click=${() => jump?.(message.id)}
  >
    ${picture ? html`<img src=${picture} alt="" loading="lazy" decoding="async" />` : nothing}
    <span class="quoted-name" dir="auto">${name}</span>
    <span class="quoted-text" dir="auto">${hung && !picture ? icon(file) : nothing}${text}</span>
  </button>`;
}

function summary({ t }: RichWords, { kind, text, attachments }: QuotedMessage): string {
  if (kind === 'deleted') return t('chat.rich.quoted-deleted');
  const said = plainText(text.slice(0, longest * 4)).slice(0, longest);
  const [hung] = attachments;
  return said || (hung ? t(nameOfKind(hung)) : t('chat.rich.quoted-poll'));
}

function nameOfKind({ kind }: Attachment) {
  switch (kind) {
    case 'image':
    case 'giphy':
      return 'chat.rich.quoted-photo';
    case 'video':
      return 'chat.rich.quoted-video';
    case 'audio':
      return 'chat.rich.quoted-audio';
    case 'card':
      return 'chat.rich.quoted-link';
    case 'file':
    case 'unknown':
      return 'chat.rich.quoted-file';
  }
}
