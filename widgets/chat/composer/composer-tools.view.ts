import { html, nothing, type TemplateResult } from 'lit';
import { close, icon, pencil, reply } from '../../shared/icons.ts';
import { menu, type MenuItem } from '../../shared/menu/menu.ts';
import { safeImageUrl } from '../../shared/urls.ts';
import { nameOf } from '../model.ts';
import type { NewPoll } from '../poll/poll-calls.ts';
import type { PickEvent } from '../emoji/picker-element.ts';
import { poll, smile } from '../message/icons.ts';
import { summaryOf } from '../summary.ts';
import type { Words } from '../words.ts';
import { textsOf, type Texts } from './composer-texts.ts';
import type { ComposerTools } from './composer-tools.ts';
import { mic, paperclip } from './icons.ts';
import { suggestionList } from './suggest/suggestions.view.ts';
import { trayView } from './upload/tray.view.ts';
import type { Recording } from './upload/uploads.ts';
import { canRecord } from './voice/can-record.ts';
import type { LinkCard } from './writing-calls.ts';

/** What stands over the field. */
export function above(tools: ComposerTools, words: Words): TemplateResult {
  const { composer, uploads, suggestions, links } = tools;
  const { editing, cid = '', now } = composer;
  const t = textsOf(words);
  const { shown } = suggestions;
  return html`
    <div class="visually-hidden" role="status">
      ${shown ? t('composer.suggested', { count: shown.items.length }) : ''}
    </div>
    ${subject(tools, words, t)}
    ${
      editing
        ? nothing
        : html`${trayView(t, words.language, uploads.of(cid), {
            remove: ({ key }) => {
              uploads.remove(cid, key);
              composer.focus();
            },
            retry: ({ key }) => void uploads.retry(cid, key),
          })}
          ${links.card && !now.plainLinks ? card(tools, t, links.card) : nothing} ${adding(tools, t)}`
    }
    <div class="suggest-at">${shown ? suggestionList(t, shown, (item) => tools.choose(item)) : nothing}</div>
    ${tools.intake.over ? html`<div class="dropping">${icon(paperclip)}${t('composer.drop')}</div>` : nothing}
  `;
}

/** What stands beside the field: the emoji, in the message and in a change of one. */
export function beside(tools: ComposerTools, words: Words): TemplateResult {
  const name = textsOf(words)('composer.emoji');
  return html`<button
      class="icon-button emoji"
      type="button"
      aria-label=${name}
      title=${name}
      aria-haspopup="dialog"
    >
      ${icon(smile)}
    </button>
    <div
      class="sheet emoji-sheet"
      popover
      role="dialog"
      aria-label=${name}
      @toggle=${tools.emojiToggled}
      @keydown=${leave}
    >
      ${
        tools.emoji
          ? html`<belfry-chat-emoji-picker
              @pick=${({ emoji }: PickEvent) => tools.insert(emoji)}
            ></belfry-chat-emoji-picker>`
          : nothing
      }
    </div>`;
}

/** Escape closes the emoji, and not what is written in. */
function leave(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  event.stopPropagation();
  const sheet = event.currentTarget as HTMLElement;
  sheet.hidePopover();
  sheet.parentElement?.querySelector<HTMLElement>('.emoji')?.focus();
}

/** The message that is being edited or answered. */
function subject({ composer }: ComposerTools, words: Words, t: Texts): TemplateResult | typeof nothing {
  const { change, editing, now } = composer;
  const message = editing ?? now.quoted;
  if (!message) return nothing;
  return html`<div class="subject">
    ${icon(editing ? pencil : reply)}
    <p>
      <strong
        >${
          change?.failed
            ? words.t('chat.edit-failed')
            : editing
              ? t('composer.editing')
              : t('composer.quoting', { name: nameOf(message.user) })
        }</strong
      >
      <span dir="auto">${summaryOf(words, message)}</span>
    </p>
    <button
      class="icon-button"
      type="button"
      aria-label=${t(editing ? 'composer.cancel' : 'composer.unquote')}
      @click=${() => composer.cancel()}
    >
      ${icon(close)}
    </button>
  </div>`;
}

/** What the vendor will show of the link. */
function card({ composer }: ComposerTools, t: Texts, { title, text, url, image }: LinkCard): TemplateResult {
  const source = safeImageUrl(image);
  return html`<div class="link-card">
    ${source ? html`<img src=${source} alt="" />` : nothing}
    <p>
      <strong dir="auto">${title}</strong>
      <span dir="auto">${text || new URL(url).host}</span>
    </p>
    <button
      class="icon-button"
      type="button"
      aria-label=${t('composer.no-card')}
      title=${t('composer.no-card')}
      @click=${() => {
        composer.set({ plainLinks: true });
        composer.focus();
      }}
    >
      ${icon(close)}
    </button>
  </div>`;
}

/** The menu of what can be added, and what was chosen of it. */
function adding(tools: ComposerTools, t: Texts): TemplateResult {
  const may = tools.channel?.may ?? {};
  const items: MenuItem[] = [];
  if (may.upload) {
    items.push({ key: 'file', label: t('composer.add-file'), icon: paperclip, run: () => pick(tools) });
    if (canRecord()) {
      const run = () => void tools.show('recorder');
      items.push({ key: 'voice', label: t('composer.add-voice'), icon: mic, run });
    }
  }
  if (may.poll) {
    items.push({
      key: 'poll',
      label: t('composer.add-poll'),
      icon: poll,
      run: () => void tools.show('poll'),
    });
  }
  return html`<div class="sheet add-menu" popover @toggle=${tools.toggled}>
      ${menu(t('composer.add'), items)}
    </div>
    <input
      class="pick"
      type="file"
      multiple
      hidden
      aria-label=${t('composer.add-file')}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        void tools.uploads.add(tools.composer.cid ?? '', [...(input.files ?? [])]);
        // The same file can be picked again.
        input.value = '';
        tools.composer.focus();
      }}
    />
    ${tools.open === 'recorder' ? recorder(tools) : nothing} ${tools.open === 'poll' ? form(tools) : nothing}`;
}

function pick(tools: ComposerTools): void {
  tools.composer.host.renderRoot.querySelector<HTMLInputElement>('.pick')?.click();
  void tools.show(undefined);
}

function recorder(tools: ComposerTools): TemplateResult {
  return html`<belfry-chat-recorder
    .send=${(recording: Recording) => void tools.sendRecording(recording)}
    @cancel=${() => void tools.show(undefined)}
  ></belfry-chat-recorder>`;
}

function form(tools: ComposerTools): TemplateResult {
  return html`<belfry-chat-poll-form
    .create=${(poll: NewPoll) => tools.sendPoll(poll)}
    @cancel=${() => void tools.show(undefined)}
  ></belfry-chat-poll-form>`;
}
