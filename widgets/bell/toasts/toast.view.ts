import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { avatar } from '../../shared/avatar.ts';
import { bell, close, icon } from '../../shared/icons.ts';
import { sharedMessages } from '../../shared/locale/en.ts';
import type { LocaleController } from '../../shared/locale/locale-controller.ts';
import { blockButtons, itemText } from '../item-contents.ts';
import type { FeedButton, FeedItem } from '../model.ts';
import { toastsMessages } from './messages.en.ts';

export const toastTexts = { ...sharedMessages, ...toastsMessages };
export type ToastWords = LocaleController<typeof toastTexts>;

export interface ToastActions {
  choose: (event: MouseEvent, item: FeedItem, button?: FeedButton) => void;
  /** The summary was pressed; undefined where it leads nowhere. */
  showAll: (() => void) | undefined;
  dismiss: (id: string) => void;
}

/** One notification. As in the feed, what chooses it lies over all of it, beside its other controls. */
export function toastView({ t }: ToastWords, item: FeedItem, actions: ToastActions): TemplateResult {
  const name = `text-${item.id}`;
  const press = (event: MouseEvent) => actions.choose(event, item);
  return html`<li class="toast" part="toast" data-id=${item.id}>
    ${
      item.url
        ? html`<a class="open" href=${item.url} aria-labelledby=${name} @click=${press}></a>`
        : html`<button class="open" type="button" aria-labelledby=${name} @click=${press}></button>`
    }
    ${item.actor ? avatar(item.actor) : emblem()}
    <div class="body">
      <div class="text" id=${name}>
        ${guard([item.blocks, t('toasts.untitled')], () => itemText(item, t('toasts.untitled')))}
      </div>
      ${item.blocks.map((block) =>
        blockButtons(block, t('toasts.open'), (event, button) => actions.choose(event, item, button)),
      )}
    </div>
    ${dismissButton(t('toasts.dismiss'), name, () => actions.dismiss(item.id))}
  </li>`;
}

/** Many at once, as one. */
export function summaryView({ t }: ToastWords, count: number, actions: ToastActions): TemplateResult {
  return html`<li class="toast summary" part="toast" data-id="">
    ${
      actions.showAll
        ? html`<button class="open" type="button" aria-labelledby="more" @click=${actions.showAll}></button>`
        : nothing
    }
    ${emblem()}
    <div class="body"><p class="text" id="more">${t('toasts.many', { count })}</p></div>
    ${dismissButton(t('toasts.dismiss'), 'more', () => actions.dismiss(''))}
  </li>`;
}

function emblem(): TemplateResult {
  return html`<span class="avatar plain" part="avatar">${icon(bell)}</span>`;
}

function dismissButton(label: string, describedBy: string, dismiss: () => void): TemplateResult {
  return html`<button
    type="button"
    class="icon-button dismiss"
    aria-label=${label}
    aria-describedby=${describedBy}
    @click=${dismiss}
  >
    ${icon(close)}
  </button>`;
}
