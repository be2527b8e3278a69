import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { fullTime, relativeTime } from '../shared/format.ts';
import { archive, archiveRestore, bell, check, dot, icon } from '../shared/icons.ts';
import { htmlNodes } from '../shared/text/html-nodes.ts';
import { avatar } from '../shared/avatar.ts';
import type { FeedBlock, FeedButton, FeedItem, Mark } from './model.ts';
import type { Words } from './words.ts';

export interface ItemActions {
  /** The item was chosen, or one of its buttons. */
  choose: (event: MouseEvent, item: FeedItem, button?: FeedButton) => void;
  mark: (item: FeedItem, mark: Mark) => void;
}

export interface ItemViewProps {
  words: Words;
  item: FeedItem;
  now: Date;
  /** Whether its controls are the ones that Tab reaches. */
  current: boolean;
  actions: ItemActions;
}

/**
 * One notification. What chooses it lies over the whole row, named by its text, so that links and buttons in it stay
 * controls of their own beside it and never inside it.
 */
export function itemView({ words, item, now, current, actions }: ItemViewProps): TemplateResult {
  const tab = current ? 0 : -1;
  const ids = `${item.read ? '' : `new-${item.id} `}text-${item.id} time-${item.id}`;
  const choose = (event: MouseEvent) => actions.choose(event, item);
  const time = new Date(item.at);
  return html`<li class="item" part="item" data-id=${item.id} ?data-unread=${!item.read}>
    ${
      item.url
        ? html`<a class="open" href=${item.url} tabindex=${tab} aria-labelledby=${ids} @click=${choose}></a>`
        : html`<button
            class="open"
            type="button"
            tabindex=${tab}
            aria-labelledby=${ids}
            @click=${choose}
          ></button>`
    }
    ${item.actor ? avatar(item.actor) : html`<span class="avatar plain" part="avatar">${icon(bell)}</span>`}
    <div class="body">
      <div class="text" id="text-${item.id}">${item.blocks.map(textOf)}</div>
      ${item.blocks.map((block) => buttonsOf(block, item, tab, actions))}
      <div class="foot">
        <time id="time-${item.id}" datetime=${item.insertedAt} title=${fullTime(time, words.language)}
          >${relativeTime(time, now, words.language)}</time
        >
        <span class="tools">${tools(words, item, tab, actions)}</span>
      </div>
    </div>
    ${
      item.read
        ? nothing
        : html`<span class="dot"
            ><span class="visually-hidden" id="new-${item.id}">${words.t('bell.unread')}</span></span
          >`
    }
  </li>`;
}

function textOf(block: FeedBlock): unknown {
  if (block.type === 'text') return html`<p dir="auto">${block.text}</p>`;
  return block.type === 'markdown' ? guard([block.html], () => htmlNodes(block.html)) : nothing;
}

function buttonsOf(block: FeedBlock, item: FeedItem, tab: number, actions: ItemActions): unknown {
  if (block.type !== 'buttons' || block.buttons.length === 0) return nothing;
  return html`<div class="actions">
    ${block.buttons.map(
      (button, index) =>
        html`<button
          type="button"
          class=${index === 0 ? 'primary' : 'secondary'}
          tabindex=${tab}
          dir="auto"
          @click=${(event: MouseEvent) => actions.choose(event, item, button)}
        >
          ${button.label}
        </button>`,
    )}
  </div>`;
}

function tools({ t }: Words, item: FeedItem, tab: number, actions: ItemActions): TemplateResult[] {
  const tool = (label: string, path: string, mark: Mark) =>
    html`<button
      type="button"
      class="icon-button tool"
      tabindex=${tab}
      aria-label=${label}
      title=${label}
      aria-describedby="text-${item.id}"
      @click=${() => actions.mark(item, mark)}
    >
      ${icon(path)}
    </button>`;
  return [
    item.read ? tool(t('bell.mark-unread'), dot, 'unread') : tool(t('bell.mark-read'), check, 'read'),
    item.archived
      ? tool(t('bell.unarchive'), archiveRestore, 'unarchived')
      : tool(t('bell.archive'), archive, 'archived'),
  ];
}

/** The shape of an item that is on its way. */
export function itemSkeletons(count: number): TemplateResult {
  return html`<div class="skeletons" aria-hidden="true">
    ${Array.from(
      { length: count },
      () =>
        html`<div class="item">
          <span class="skeleton avatar"></span>
          <div class="body">
            <span class="skeleton line"></span>
            <span class="skeleton line short"></span>
          </div>
        </div>`,
    )}
  </div>`;
}
