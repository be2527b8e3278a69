import { html, nothing, type TemplateResult } from 'lit';
import { arrowUp, check, icon, lock, plus } from '../../shared/icons.ts';
import type { ChannelState } from '../store/channel-state.ts';
import type { ThreadProps } from '../conversation/conversation.view.ts';
import type { Composer } from './composer.ts';
import type { Words } from '../words.ts';

export interface ComposerProps {
  words: Words;
  state: ChannelState;
  thread: ThreadProps | undefined;
  composer: Composer;
  title: string;
  online: boolean;
}

/** Where a message is written; where that cannot be, it says why. */
export function composerView({
  words,
  state,
  thread,
  composer,
  title,
  online,
}: ComposerProps): TemplateResult {
  const { channel } = state;
  const closed =
    thread?.closed ||
    (channel.frozen ? words.t('chat.frozen') : channel.may.send ? '' : words.t('chat.no-sending'));
  if (closed) return html`<p class="composer closed" part="composer">${icon(lock)}${closed}</p>`;
  const { editing, text, tools } = composer;
  if (channel.cooldown || editing) composer.need();
  const excess = Math.max(0, text.trim().length - channel.longestMessage);
  const reason =
    excess > 0
      ? words.t('chat.too-long', { count: excess })
      : editing && !online
        ? words.t('chat.offline-text')
        : (tools?.reason(words) ?? '');
  const send = words.t(editing ? 'chat.save' : 'chat.send');
  const label = thread?.write ?? words.t('chat.write-to', { name: title });
  return html`<form
    class="composer"
    part="composer"
    @focusin=${composer.need}
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      composer.submit();
    }}
  >
    ${tools?.above(words)}
    <div class="field">
      ${
        (channel.may.upload || channel.may.poll) && !editing
          ? html`<button
              class="icon-button add anchor"
              type="button"
              aria-label=${words.t('chat.add')}
              aria-haspopup="menu"
              @click=${composer.add}
            >
              ${icon(plus)}
            </button>`
          : nothing
      }
      <textarea
        rows="1"
        dir="auto"
        enterkeyhint="enter"
        autocomplete="off"
        aria-label=${label}
        aria-describedby="reason"
        placeholder=${thread?.placeholder ?? words.t('chat.write')}
        @input=${composer.input}
        @keydown=${composer.key}
      ></textarea>
      ${tools?.beside(words)}
      <button
        class="send primary"
        type="submit"
        aria-label=${send}
        title=${send}
        ?disabled=${!composer.filled || reason}
      >
        ${icon(editing ? check : arrowUp)}
      </button>
    </div>
    <slot name="options"></slot>
    <p class="reason" id="reason" ?hidden=${!reason}>${reason}</p>
  </form>`;
}
