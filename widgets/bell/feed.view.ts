import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Renderer } from '../shared/custom/renderer.ts';
import { dayName, daysBetween } from '../shared/dates.ts';
import { badgeCount } from '../shared/format.ts';
import { closeButton, loadingView, moreView } from '../shared/panel.views.ts';
import { linkFailure } from '../shared/vendor/link-failure.ts';
import { stateView } from '../shared/views.ts';
import type { FeedList } from './feed-state.ts';
import { itemSkeletons, itemView, type Choose } from './item.view.ts';
import type { FeedCounts, FeedFilter, FeedItem } from './model.ts';
import type { Stretch } from './tools/feed-parts.ts';
import type { FeedTools } from './tools/feed-tools.ts';
import type { Words } from './words.ts';

export interface HeaderProps {
  words: Words;
  counts: FeedCounts | undefined;
  filter: FeedFilter;
  /** None where the page has chosen the filter for good. */
  tabs: readonly FeedFilter[];
  choose: (filter: FeedFilter) => void;
  tools: FeedTools | undefined;
  close: (() => void) | undefined;
}

export function header(props: HeaderProps): TemplateResult {
  const { counts } = props;
  const { t } = props.words;
  return html`<div class="head">
    <div class="bar">
      <h2>${t('bell.title')}</h2>
      <slot name="header"></slot>
      ${props.tools?.listTools(counts)} ${closeButton(t('close'), props.close)}
    </div>
    ${props.tabs.length > 0 ? tabList(props) : nothing}
  </div>`;
}

/** How many a filter lists; undefined for the archive, which the vendor does not count. */
function countOf(
  filter: FeedFilter,
  { total = 0, unread = 0 }: Partial<FeedCounts> = {},
): number | undefined {
  const counted: Partial<Record<FeedFilter, number>> = { all: total, unread, read: total - unread };
  return counted[filter];
}

function tabList({
  words: { t, language },
  tabs,
  filter: chosen,
  counts,
  choose,
  tools,
}: HeaderProps): TemplateResult {
  const move = (event: KeyboardEvent) => tools?.moveTab(event, tabs, choose);
  return html`<div class="tabs" role="tablist" aria-label=${t('bell.filters')} @keydown=${move}>
    ${tabs.map((filter) => {
      const count = countOf(filter, counts);
      const text = count === undefined ? tools?.archived() : badgeCount(count, 999, language);
      return html`<button
        type="button"
        role="tab"
        id="tab-${filter}"
        aria-controls="content"
        aria-selected=${filter === chosen}
        tabindex=${filter === chosen ? 0 : -1}
        @click=${() => choose(filter)}
      >
        ${t(`bell.${filter}`)} ${text && html`<span class="count">${text}</span>`}
      </button>`;
    })}
  </div>`;
}

export interface BodyProps {
  words: Words;
  filter: FeedFilter;
  list: FeedList | undefined;
  counts: FeedCounts | undefined;
  /** The items that are shown, part by part. */
  stretches: readonly Stretch[];
  now: Date;
  /** The item whose controls Tab reaches. */
  current: string | undefined;
  /** The public element. */
  owner: Element;
  choose: Choose;
  renderer: Renderer<FeedItem> | undefined;
  tools: FeedTools | undefined;
  /** Loads what comes next. */
  more: () => void;
  /** Tries again what has failed. */
  retry: () => void;
}

/** The list, or what stands in its place. */
export function body(props: BodyProps): TemplateResult {
  const { words, list, filter } = props;
  const { t } = words;
  const failure = linkFailure(t, list, props.retry, t('bell.failed.heading'));
  if (failure) return stateView(failure);
  if (list?.status !== 'ready') return waiting(words);
  if (list.items.length === 0 && list.more === 'none') {
    return props.tools?.empty(props.owner) ?? waiting(words);
  }
  const all = list.more === 'none' ? list.items.length : (countOf(filter, props.counts) ?? -1);
  return html`<div class="top"></div>
    <div class="rows" role="feed" aria-label=${t('bell.title')} aria-busy=${list.more === 'loading'}>
      ${repeat(
        props.stretches,
        ({ key }) => key,
        (stretch) => stretchView(props, stretch, all),
      )}
    </div>
    ${list.more === 'none' ? nothing : moreView(t, list.more, props.more, itemSkeletons(2))}`;
}

function stretchView(props: BodyProps, stretch: Stretch, size: number): TemplateResult {
  const { items, start, above } = stretch;
  return html`<div class="stretch" data-stretch=${stretch.key}>
    ${
      stretch.height === undefined
        ? repeat(
            items,
            ({ id }) => id,
            (item, index) =>
              itemView({
                ...props,
                item,
                place: start + index + 1,
                size,
                day: dayOf(props, item, items[index - 1] ?? above),
                current: item.id === props.current,
              }),
          )
        : props.tools?.gap(stretch.height)
    }
  </div>`;
}

/** The name of an item's day, where it is the newest of it. */
function dayOf({ now, words }: BodyProps, { at }: FeedItem, above: FeedItem | undefined): string | undefined {
  const date = new Date(at);
  if (above && daysBetween(date, new Date(above.at)) === 0) return undefined;
  return dayName(date, now, words.language);
}

export function waiting({ t }: Words): TemplateResult {
  return loadingView(t, itemSkeletons(6));
}
