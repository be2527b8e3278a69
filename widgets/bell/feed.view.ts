import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { failedState } from '../shared/failure.ts';
import { archive, bell, checkCheck, close, icon, inbox, offline } from '../shared/icons.ts';
import { forbiddenState } from '../shared/vendor/link-failure.ts';
import { emptyView, stateView, type StateView } from '../shared/views.ts';
import type { FeedList, FeedState } from './feed-state.ts';
import { itemSkeletons, itemView, type ItemActions } from './item.view.ts';
import type { FeedFilter } from './model.ts';
import type { FeedKey, Words } from './words.ts';

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
  return html`<header>
    <div class="bar">
      <h2>${t('bell.title')}</h2>
      ${
        props.unread
          ? html`<button type="button" class="quiet all-read" @click=${props.markAll}>
              ${icon(checkCheck)}<span>${t('bell.mark-all-read')}</span>
            </button>`
          : nothing
      }
      ${
        props.close
          ? html`<button
              type="button"
              class="icon-button close"
              aria-label=${t('close')}
              @click=${props.close}
            >
              ${icon(close)}
            </button>`
          : nothing
      }
    </div>
    ${props.tab === undefined ? nothing : tabList(props)}
  </header>`;
}

function tabList({ words: { t, language }, tab, unread, choose }: HeaderProps): TemplateResult {
  const labels: Readonly<Record<(typeof tabs)[number], FeedKey>> = {
    all: 'bell.all',
    unread: 'bell.only-unread',
  };
  const move = (event: KeyboardEvent) => {
    if (!/^Arrow(?:Left|Right)$/.test(event.key)) return;
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
          ${t(labels[filter])}
          ${
            filter === 'unread' && unread > 0
              ? html`<span class="count">${new Intl.NumberFormat(language).format(unread)}</span>`
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
  more: () => void;
  retry: () => void;
}

/** The list, or what stands in its place. */
export function body(props: BodyProps): TemplateResult {
  const { words, list, filter } = props;
  const { t } = words;
  if (list?.status === 'failed') {
    if (list.problem?.status === 403) return stateView(forbiddenState(t));
    return stateView(failedState(t, props.retry, { heading: t('bell.failed.heading') }));
  }
  if (list?.status !== 'ready') return waiting(words);
  const { items } = list;
  if (items.length === 0 && list.more === 'none') {
    return emptyView(props.owner, emptyViews(words)[filter]);
  }
  return html`<ul class="items" aria-label=${t('bell.title')}>
      ${repeat(
        items,
        ({ id }) => id,
        (item) => itemView({ ...props, item, current: item.id === props.current }),
      )}
    </ul>
    ${moreView(props, list)}`;
}

function moreView({ words: { t }, more }: BodyProps, list: FeedList): TemplateResult | typeof nothing {
  if (list.more === 'none') return nothing;
  if (list.more === 'loading') {
    return html`<div class="more" aria-busy="true">
      ${itemSkeletons(2)}<span class="visually-hidden" role="status">${t('loading')}</span>
    </div>`;
  }
  const failed = list.more === 'failed';
  return html`<div class="more">
    ${failed ? html`<p role="alert">${t('bell.more-failed')}</p>` : html`<span class="sentinel"></span>`}
    <button type="button" class="secondary" @click=${more}>${t(failed ? 'retry' : 'bell.more')}</button>
  </div>`;
}

export function waiting({ t }: Words): TemplateResult {
  return html`<div aria-busy="true">
    <span class="visually-hidden" role="status">${t('loading')}</span>${itemSkeletons(6)}
  </div>`;
}

function emptyViews({ t }: Words): Readonly<Record<FeedFilter, StateView>> {
  return {
    all: { icon: bell, heading: t('bell.empty.heading'), text: t('bell.empty.text') },
    unread: { icon: checkCheck, heading: t('bell.empty-unread.heading'), text: t('bell.empty-unread.text') },
    read: { icon: inbox, heading: t('bell.empty-read.heading'), text: t('bell.empty-read.text') },
    archived: {
      icon: archive,
      heading: t('bell.empty-archived.heading'),
      text: t('bell.empty-archived.text'),
    },
  };
}

export function offlineBanner({ t }: Words, state: FeedState | undefined): TemplateResult | typeof nothing {
  if (navigator.onLine && state?.online !== false) return nothing;
  return html`<div class="banner" role="status">
    ${icon(offline)}<span>${t(navigator.onLine ? 'reconnecting' : 'offline')}</span>
  </div>`;
}
