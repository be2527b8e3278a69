import { html, nothing, type TemplateResult } from 'lit';
import { texts } from '../../shared/locale/messages.ts';
import type { ChatErrorKind } from '../connection.ts';
import type { Row } from '../conversation/grouping.ts';
import type { MessageContext } from '../message/message.view.ts';
import type { PendingMessage } from '../model.ts';
import { outboxMessages } from './messages.en.ts';

export { pendingStyles as styles } from './pending.styles.ts';
export { receipt } from './receipt.view.ts';

/** Why a message was not sent; whatever is not named could not be reached. */
const reasons: Readonly<Partial<Record<ChatErrorKind, keyof typeof outboxMessages>>> = {
  forbidden: 'chat.outbox.forbidden',
  'too-long': 'chat.outbox.too-long',
  moderated: 'chat.outbox.moderated',
  refused: 'chat.outbox.refused',
};

/**
 * What has become of a message that the vendor has not confirmed, and what can be done about it.
 * @param active whether it is pointed at, or has the focus
 */
export function pendingNote(
  { words, store, actions }: MessageContext,
  { message, last }: Extract<Row, { type: 'pending' }>,
  active: boolean,
): TemplateResult | typeof nothing {
  const t = texts(words.language, outboxMessages);
  const { id, status } = message;
  const ways = (again: boolean): TemplateResult => html`
    ${again ? way(t('chat.outbox.retry'), () => actions.resend(id)) : nothing}
    ${message.pollId ? nothing : way(t('chat.outbox.edit'), () => actions.rewrite(message))}
    ${way(t('chat.outbox.discard'), () => actions.discard(id))}
  `;
  if (status === 'failed') {
    return html`<span class="meta failure" role="alert">
      <span>${t(reasons[message.failure ?? 'unreachable'] ?? 'chat.outbox.unreachable')}</span>
      ${ways(!mustChange(message))}
    </span>`;
  }
  const { online } = store.snapshot;
  // Online, too, it may have to wait for its turn.
  if (status === 'waiting' && (active || (last && !online))) {
    return html`<span class="meta waiting">
      <span>${online ? words.t('chat.sending') : t('chat.outbox.waiting')}</span
      >${active ? ways(false) : nothing}
    </span>`;
  }
  return last ? html`<span class="meta">${words.t('chat.sending')}</span>` : nothing;
}

function way(name: string, run: () => void): TemplateResult {
  return html`<button class="link" type="button" @click=${run}>${name}</button>`;
}

/** What was refused for what it says is refused again as it is. */
function mustChange({ failure }: PendingMessage): boolean {
  return failure === 'too-long' || failure === 'moderated';
}
