import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { badgeCount } from '../shared/format.ts';
import { archive, checkCheck, icon } from '../shared/icons.ts';
import { closeButton, loadingView, moreView } from '../shared/panel.views.ts';
import { linkFailure } from '../shared/vendor/link-failure.ts';
import { emptyView, stateView } from '../shared/views.ts';
import type { FeedList } from './feed-state.ts';
import { itemSkeletons, itemView, type ItemActions } from './item.view.ts';
import type { FeedFilter } from './model.ts';
import type { Words } from './words.ts';

const tabs = ['all', 'unread'] as const satisfies readonly FeedFilter[];

export interface HeaderProps {
  words: Words;
  unread: number;
  /** The tab that is chosen; undefined where the page has chosen the filter. */
  tab: FeedFilter | undefined;
  choose: (filter: FeedFilter) => void;
  markAll: () => void;
  close: (() => void) | undefined;
}

export function header(props: HeaderProps): TemplateResult {
  const { t } = props.words;
  return html`<div class="head">
    <div class="bar">
      <h2>${t('bell.title')}</h2>
      ${
        props.unread
          ? html`<button type="button" class="quiet all-read" @click=${props.markAll}>
              ${icon(checkCheck)}<span>${t('bell.mark-all-read')}</span>
            </button>`
          : nothing
      }
      ${closeButton(t('close'), props.close)}
    </div>
    ${props.tab === undefined ? nothing : tabList(props)}
  </div>`;
}

function tabList({ words: { t, language }, tab, unread, choose }: HeaderProps): TemplateResult {
  const move = (event: KeyboardEvent) => {
    if (!/^Arrow[LR]/.test(event.key)) return;
    event.preventDefault();
    const other = tabs[tab === tabs[0] ? 1 : 0];
    choose(other);
    (event.currentTarget as Element).querySelector<HTMLElement>(`#tab-${other}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${t('bell.filters')} @keydown=${move}>
    ${tabs.map(
      (filter) =>
        html`<button
          type="button"
          role="tab"
          id="tab-${filter}"
          aria-controls="content"
          aria-selected=${filter === tab}
          tabindex=${filter === tab ? 0 : -1}
          @click=${() => choose(filter)}
        >
          ${t(`bell.${filter}`)}
          ${
            filter === 'unread' && unread
              ? html`<span class="count">${badgeCount(unread, 9999, language)}</span>`
              : nothing
          }
        </button>`,
    )}
  </div>`;
}

export interface BodyProps {
  words: Words;
  filter: FeedFilter;
  list: FeedList | undefined;
  now: Date;
  /** The item whose controls Tab reaches. */
  current: string | undefined;
  /** The public element. */
  owner: Element;
  actions: ItemActions;
  /** Loads what comes next, or tries again what has failed. */
  more: () => void;
}

/** The list, or what stands in its place. */
export function body(props: BodyProps): TemplateResult {
  const { words, list, filter } = props;
  const { t } = words;
  const failure = linkFailure(t, list, props.more, t('bell.failed.heading'));
  if (failure) return stateView(failure);
  if (list?.status !== 'ready') return waiting(words);
  const { items } = list;
  if (items.length === 0 && list.more === 'none') {
    return emptyView(props.owner, {
      icon: filter === 'archived' ? archive : checkCheck,
      heading: t(`bell.empty-${filter}.heading`),
      text: t(`bell.empty-${filter}.text`),
    });
  }
  return html`<ul class="rows" aria-label=${t('bell.title')}>
      ${repeat(
        items,
        ({ id }) => id,
        (item) => itemView({ ...props, item, current: item.id === props.current }),
      )}
    </ul>
    ${list.more === 'none' ? nothing : moreView(t, list.more, props.more, itemSkeletons(2))}`;
}

export function waiting({ t }: Words): TemplateResult {
  return loadingView(t, itemSkeletons(6));
}
