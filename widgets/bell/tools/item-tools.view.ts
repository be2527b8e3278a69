import { html, nothing, type TemplateResult } from 'lit';
import { archive, archiveRestore, check, dot, icon, more } from '../../shared/icons.ts';
import type { MenuItem } from '../../shared/menu/menu.ts';
import type { FeedItem, Mark } from '../model.ts';
import type { Words } from '../words.ts';
import { toolTexts } from './messages.en.ts';

interface ItemRun {
  mark: (mark: Mark) => void;
  menu: (opener: HTMLElement) => void;
}

/** What can be done to an item: its marks, and the menu of them. */
export function itemTools(words: Words, item: FeedItem, tab: number, run: ItemRun): TemplateResult {
  const tool = (label: string, path: string, press: (event: MouseEvent) => void, menu = false) =>
    html`<button
      type="button"
      class="icon-button tool ${menu ? 'options' : 'quick'}"
      tabindex=${tab}
      aria-label=${label}
      title=${label}
      aria-haspopup=${menu ? 'menu' : nothing}
      aria-describedby="text-${item.id}"
      @click=${press}
    >
      ${icon(path)}
    </button>`;
  const options = (event: MouseEvent) => run.menu(event.currentTarget as HTMLElement);
  return html`${itemMenu(words, item, run.mark).map((entry) => tool(entry.label, entry.icon ?? dot, entry.run))}
  ${tool(toolTexts(words)('bell.options'), more, options, true)}`;
}

export function itemMenu(words: Words, item: FeedItem, run: (mark: Mark) => void): MenuItem[] {
  const t = toolTexts(words);
  const entry = (mark: Mark, label: string, path: string): MenuItem => ({
    key: mark,
    label,
    icon: path,
    run: () => run(mark),
  });
  return [
    item.read ? entry('unread', t('bell.mark-unread'), dot) : entry('read', t('bell.mark-read'), check),
    item.archived
      ? entry('unarchived', t('bell.unarchive'), archiveRestore)
      : entry('archived', t('bell.archive'), archive),
  ];
}
