import { html, nothing, type TemplateResult } from 'lit';
import { archive, checkCheck, icon, more } from '../../shared/icons.ts';
import type { MenuItem } from '../../shared/menu/menu.ts';
import type { BulkFilter, BulkMark, FeedCounts, FeedFilter } from '../model.ts';
import type { Words } from '../words.ts';
import { toolTexts } from './messages.en.ts';

interface ListRun {
  markAll: (filter: BulkFilter, mark: BulkMark) => void;
  menu: (opener: HTMLElement, label: string, items: readonly MenuItem[]) => void;
}

/** What can be done to the whole list that is shown: the most wanted as a button, all of it in a menu. */
export function listTools(
  words: Words,
  filter: FeedFilter,
  counts: FeedCounts,
  run: ListRun,
): TemplateResult {
  const t = toolTexts(words);
  const items = listMenu(words, filter, counts, run);
  const open = (event: Event) => run.menu(event.currentTarget as HTMLElement, t('bell.list-options'), items);
  return html`${
    filter !== 'archived' && items.some(({ key }) => key.startsWith('read'))
      ? html`<button
          type="button"
          class="quiet all-read"
          title=${t('bell.mark-all-read')}
          @click=${() => run.markAll(filter, 'read')}
        >
          ${icon(checkCheck)}<span>${t('bell.mark-all-read')}</span>
        </button>`
      : nothing
  }${
    items.length
      ? html`<button
          type="button"
          class="icon-button"
          aria-label=${t('bell.list-options')}
          aria-haspopup="menu"
          @click=${open}
        >
          ${icon(more)}
        </button>`
      : nothing
  }`;
}

function listMenu(words: Words, shown: FeedFilter, counts: FeedCounts, run: ListRun): MenuItem[] {
  const t = toolTexts(words);
  const entry = (of: BulkFilter, mark: BulkMark, label: string): MenuItem => ({
    key: `${mark}-${of}`,
    label,
    icon: mark === 'read' ? checkCheck : archive,
    run: () => run.markAll(of, mark),
  });
  const { total, unread } = counts;
  const items: MenuItem[] = [];
  const isAll = shown === 'all';
  const isUnread = shown === 'unread';
  if ((isAll || isUnread) && unread > 0) items.push(entry(shown, 'read', t('bell.mark-all-read')));
  if (isAll && total > 0) items.push(entry('all', 'archived', t('bell.archive-all')));
  if (isUnread && unread > 0) items.push(entry('unread', 'archived', t('bell.archive-unread')));
  if ((isAll || shown === 'read') && total > unread)
    items.push(entry('read', 'archived', t('bell.archive-read')));
  return items;
}
