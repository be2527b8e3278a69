import { html, nothing, type TemplateResult } from 'lit';
import type { AttachmentAction, ChatMessage } from '../../model.ts';
import { withoutMessage } from '../../store/channel-state.ts';
import type { MessageContext } from '../message.view.ts';
import type { RichWords } from './rich-words.ts';

/** What its sender alone sees: what it is, and what can be done with it. */
export function unsent(
  context: MessageContext,
  words: RichWords,
  message: ChatMessage,
): TemplateResult | typeof nothing {
  if (message.kind === 'ephemeral') return preview(context, words, message);
  if (message.kind !== 'error' || !message.moderation) return nothing;
  return message.moderation === 'bounced'
    ? bounced(context, words, message)
    : html`<p class="unsent failure">${words.t('chat.rich.blocked')}</p>`;
}

/** The vendor's buttons under a command's answer. */
function preview(context: MessageContext, words: RichWords, message: ChatMessage): TemplateResult {
  const actions = message.attachments.flatMap((one) => (one.kind === 'giphy' ? one.actions : []));
  return html`<div class="unsent">
    <span>${words.t('chat.rich.only-you')}</span>
    ${actions.map(
      (action, index) =>
        html`<button
          class=${index === 0 ? 'primary' : 'secondary'}
          type="button"
          @click=${(event: Event) => act(context, words, message, action, event.currentTarget)}
        >
          ${actionName(words, action)}
        </button>`,
    )}
  </div>`;
}

function actionName({ t }: RichWords, { value, text }: AttachmentAction): string {
  return value === 'send' || value === 'shuffle' || value === 'cancel' ? t(`chat.rich.${value}`) : text;
}

function act(
  { store, channel, actions }: MessageContext,
  { t }: RichWords,
  message: ChatMessage,
  { name, value }: AttachmentAction,
  button: EventTarget | null,
): void {
  const { cid } = channel;
  if (button instanceof HTMLButtonElement) button.disabled = true;
  const done = store.changes((all) =>
    all.ahead(cid, message, message, async () => {
      const kept = await (await store.part('message')).act(cid, message.id, name, value);
      // Sent, it comes as any other message does, in its own place.
      if (kept?.kind !== 'ephemeral') all.change(cid, (state) => withoutMessage(state, message.id));
      if (kept && kept.kind !== 'ephemeral') all.arrived(cid, kept);
      return kept?.kind === 'ephemeral' ? kept : undefined;
    }),
  );
  void done.then((fine) => {
    if (button instanceof HTMLButtonElement) button.disabled = false;
    if (!fine) actions.say(t('chat.rich.act-failed'));
    // What was pressed is gone.
    else if (value !== 'shuffle') actions.focus();
  });
}

function bounced(context: MessageContext, words: RichWords, message: ChatMessage): TemplateResult {
  const { t } = words;
  const { store, channel, actions } = context;
  const again = () => {
    const sent = store.changes((all) => all.edit(channel.cid, message, textOf(message)));
    void sent.then((fine) => {
      if (!fine) actions.say(t('chat.rich.act-failed'));
    });
  };
  const discard = () => {
    store.apply({ type: 'message-removed', cid: channel.cid, messageId: message.id });
    actions.focus();
  };
  return html`<div class="unsent failure" role="group" aria-label=${t('chat.rich.bounced')}>
    <span>${t('chat.rich.bounced')}</span>
    <button class="link" type="button" @click=${() => actions.edit({ ...message, text: textOf(message) })}>
      ${t('chat.rich.edit')}
    </button>
    <button class="link" type="button" @click=${again}>${t('chat.rich.send-anyway')}</button>
    <button class="link" type="button" @click=${discard}>${t('chat.rich.delete')}</button>
  </div>`;
}

/** What was written, where the vendor has put its own words in its place. */
export function textOf({ text, raw }: ChatMessage): string {
  const { original_text: original } = (raw['moderation'] ?? {}) as { original_text?: unknown };
  return typeof original === 'string' && original ? original : text;
}
