import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { fullTime, relativeTime } from '../shared/dates.ts';
import { avatar } from '../shared/avatar.ts';
import type { Renderer } from '../shared/custom/renderer.ts';
import { blockButtons, itemText } from './item-contents.ts';
import type { FeedBlock, FeedButton, FeedItem } from './model.ts';
import type { FeedTools } from './tools/feed-tools.ts';
import type { Words } from './words.ts';

/** The item was chosen, or one of its buttons. */
export type Choose = (event: MouseEvent, item: FeedItem, button?: FeedButton) => void;

export interface ItemViewProps {
  words: Words;
  item: FeedItem;
  /** From 1, and of how many; -1 where that is not known. */
  place: number;
  size: number;
  /** The day that begins with it. */
  day: string | undefined;
  now: Date;
  /** Whether its controls are the ones that Tab reaches. */
  current: boolean;
  choose: Choose;
  /** What draws it in our place. */
  renderer: Renderer<FeedItem> | undefined;
  tools: FeedTools | undefined;
}

/**
 * One notification. What chooses it lies over the whole row, named by its text, so that links and buttons in it stay
 * controls of their own beside it and never inside it.
 */
export function itemView(props: ItemViewProps): TemplateResult {
  const { words, item, day, current } = props;
  const tab = current ? 0 : -1;
  const { id } = item;
  const ids = `${item.read ? '' : `new-${id} `}text-${id} ${item.others ? `others-${id} ` : ''}time-${id}`;
  const choose = (event: MouseEvent) => props.choose(event, item);
  return html`<article
    class="item"
    part="item"
    aria-labelledby=${ids}
    aria-posinset=${props.place}
    aria-setsize=${props.size}
    data-id=${id}
    ?data-unread=${!item.read}
    ?data-unseen=${!item.seen}
  >
    ${day === undefined ? nothing : html`<h3 class="day">${day}</h3>`}
    <div class="card">
      ${
        item.url
          ? html`<a
              class="open"
              href=${item.url}
              tabindex=${tab}
              aria-labelledby=${ids}
              @click=${choose}
            ></a>`
          : html`<button
              class="open"
              type="button"
              tabindex=${tab}
              aria-labelledby=${ids}
              @click=${choose}
            ></button>`
      }
      ${face(props)}
      <div class="body">
        ${contents(props, tab)}
        <div class="foot">
          ${time(props)}
          <span class="tools">${props.tools?.itemTools(item, tab)}</span>
        </div>
      </div>
      ${
        item.read
          ? nothing
          : html`<span class="dot"
              ><span class="visually-hidden" id="new-${id}">${words.t('bell.unread')}</span></span
            >`
      }
    </div>
  </article>`;
}

function time({ item, now, words: { language } }: ItemViewProps): TemplateResult {
  const date = new Date(item.at);
  return html`<time id="time-${item.id}" datetime=${item.insertedAt} title=${fullTime(date, language)}
    >${relativeTime(date, now, language)}</time
  >`;
}

function face({ item, item: { actor }, tools }: ItemViewProps): TemplateResult {
  return html`<span class="face"
    >${actor ? avatar(actor) : html`<span class="avatar plain" part="avatar">${tools?.emblem()}</span>`}${tools?.others(item)}</span
  >`;
}

/** What it says: as the site draws it, as soon as that is possible, else as its blocks say. */
function contents(props: ItemViewProps, tab: 0 | -1): unknown {
  const { item, words, renderer, choose, tools } = props;
  const text = html`<div class="text ${tools?.texts.isWhole(item) ? 'whole' : ''}" id="text-${item.id}">
      ${guard([words.language, ...item.blocks.map(sourceOf)], () => itemText(item, words.t('bell.untitled')))}
    </div>
    ${tools?.texts.toggle(item, tab)}
    ${item.blocks.map((block) =>
      blockButtons(block, words.t('bell.open'), (event, button) => choose(event, item, button), tab),
    )}`;
  return renderer && tools ? tools.custom(item, renderer, text) : text;
}

function sourceOf(block: FeedBlock): string {
  return block.type === 'markdown' ? block.html : block.type === 'text' ? block.text : '';
}

/** The shape of an item that is on its way. */
export function itemSkeletons(count: number): TemplateResult {
  return html`<div class="skeletons" aria-hidden="true">
    ${Array.from(
      { length: count },
      () =>
        html`<div class="card">
          <span class="skeleton avatar"></span>
          <div class="body">
            <span class="skeleton line"></span>
            <span class="skeleton line short"></span>
          </div>
        </div>`,
    )}
  </div>`;
}
