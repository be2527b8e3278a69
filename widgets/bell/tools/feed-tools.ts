import { html, nothing, type TemplateResult } from 'lit';
import { badgeCount } from '../../shared/format.ts';
import { archive, bell, checkCheck, icon } from '../../shared/icons.ts';
import { emptyView } from '../../shared/views.ts';
import { cssVars } from '../../shared/css-vars.ts';
import { custom } from '../../shared/custom/custom-element.ts';
import type { Renderer } from '../../shared/custom/renderer.ts';
import type { Told } from '../feed-state.ts';
import type { FeedStore } from '../feed.store.ts';
import type { FeedButton, FeedCounts, FeedFilter, FeedItem } from '../model.ts';
import { summaryOf } from './summary.ts';
import { panelMessages, type Words } from '../words.ts';
import { texts } from '../../shared/locale/messages.ts';
import { ArchiveCount } from './archive-count.ts';
import { Arrivals } from './arrivals.ts';
import { Brand } from './brand.ts';
import { choose } from '../choose.ts';
import { cog } from './cog.ts';
import { Deeds } from './deeds.ts';
import type { FeedHost, FeedParts, Stretch } from './feed-parts.ts';
import { ItemFocus } from './item-focus.ts';
import { itemMenu, itemTools } from './item-tools.view.ts';
import { listTools } from './list-tools.view.ts';
import { LongTexts } from './long-texts.ts';
import { toolTexts } from './messages.en.ts';
import { Outside } from './outside.ts';
import { SeenMarker } from './seen-marker.ts';
import { Sheet } from './sheet.ts';
import { Stretches } from './stretches.ts';

export { toolStyles as styles } from './tools.styles.ts';

/**
 * All of a feed that its first picture can do without: the keyboard's way through it, menus, taking back, what was seen,
 * what arrives while one reads, long lists, long texts, the vendor's name. It comes right after that picture.
 */
export class FeedTools {
  readonly focus: ItemFocus;
  readonly deeds: Deeds;
  readonly texts: LongTexts;
  readonly #host: FeedHost;
  readonly #parts: FeedParts;
  readonly #seen: SeenMarker;
  readonly #arrivals: Arrivals;
  readonly #stretches: Stretches;
  readonly #sheet: Sheet;
  readonly #brand: Brand;
  readonly #archive: ArchiveCount;
  readonly #outside: Outside;
  #filter: FeedFilter | undefined;
  #store: unknown;

  constructor(
    host: FeedHost & { readonly filter: FeedFilter },
    words: Words,
    feed: { readonly store: FeedStore | undefined },
    presence: { readonly present: boolean },
    announcer: { say: (text: string) => void },
  ) {
    const parts: FeedParts = {
      words,
      store: () => feed.store,
      filter: () => host.filter,
      present: () => presence.present,
      announce: (text) => announcer.say(text),
    };
    this.#host = host;
    this.#parts = parts;
    host.renderRoot.addEventListener('click', pressThrough);
    this.#stretches = new Stretches(host);
    this.texts = new LongTexts(host, parts);
    this.#seen = new SeenMarker(host, parts);
    this.#sheet = new Sheet(host);
    this.#brand = new Brand(host, parts);
    this.#archive = new ArchiveCount(host, parts);
    this.#outside = new Outside(host);
    this.deeds = new Deeds(host, parts, () => this.focus.take(''));
    this.focus = new ItemFocus(host, {
      menu: (item, row) => this.#itemMenu(item, row.querySelector<HTMLElement>('.options') ?? row),
      archive: (item) => this.deeds.mark(item, item.archived ? 'unarchived' : 'archived'),
      undo: this.deeds.undo,
      reveal: (id) => this.#stretches.reveal(id),
    });
    this.#arrivals = new Arrivals(host, parts, () => this.focus.take(this.focus.first));
  }

  /** Takes the items of the list, before they are drawn; answers those that are to be drawn, part by part. */
  follow(items: readonly FeedItem[]): readonly Stretch[] {
    const filter = this.#parts.filter();
    const store = this.#parts.store();
    if (filter !== this.#filter || store !== this.#store) {
      this.#arrivals.reset();
      this.#stretches.reset();
    }
    this.#filter = filter;
    this.#store = store;
    const shown = this.#arrivals.of(items);
    this.focus.follow(shown);
    this.#seen.follow(shown);
    return this.#stretches.of(shown);
  }

  /** An item, or a button of it, was chosen. */
  choose(event: MouseEvent, item: FeedItem, button: FeedButton | undefined): void {
    choose(event, {
      item,
      button,
      owner: this.#host.owner,
      store: this.#parts.store(),
      leaving: () => this.#host.dispatchEvent(new Event('close')),
    });
  }

  /** What can be done to an item, in its row. */
  itemTools(item: FeedItem, tab: number): TemplateResult {
    return itemTools(this.#parts.words, item, tab, {
      mark: (mark) => this.deeds.mark(item, mark),
      menu: (opener) => this.#itemMenu(item, opener),
    });
  }

  /** What can be done to the whole list that is shown, beside its heading. */
  listTools(counts: FeedCounts | undefined): TemplateResult {
    return html`${counts && this.#listTools(counts)}${cog(this.#host, this.#parts.words)}`;
  }

  #listTools(counts: FeedCounts): TemplateResult {
    const { words, filter } = this.#parts;
    return listTools(words, filter(), counts, {
      markAll: (of, mark) => {
        // The button that was pressed goes out of reach.
        this.focus.take('');
        this.deeds.markAll(of, mark);
      },
      menu: (opener, label, items) => void this.#sheet.open(opener, label, items),
    });
  }

  /** How many are archived, for the tab that says so. */
  archived(): string | undefined {
    return this.#archive.text();
  }

  /** For `@keydown` of the tabs. */
  moveTab(event: KeyboardEvent, tabs: readonly FeedFilter[], choose: (filter: FeedFilter) => void): void {
    const list = event.currentTarget as HTMLElement;
    const forward = list.matches(':dir(rtl)') ? -1 : 1;
    const at = tabs.indexOf(this.#parts.filter());
    const { length } = tabs;
    const to = {
      ArrowRight: (at + forward + length) % length,
      ArrowLeft: (at - forward + length) % length,
      Home: 0,
      End: length - 1,
    }[event.key];
    const other = tabs[to ?? -1];
    if (!other) return;
    event.preventDefault();
    choose(other);
    list.querySelector<HTMLElement>(`#tab-${other}`)?.focus();
  }

  #itemMenu(item: FeedItem, opener: HTMLElement): void {
    const { words } = this.#parts;
    const items = itemMenu(words, item, (mark) => this.deeds.mark(item, mark));
    void this.#sheet.open(opener, toolTexts(words)('bell.options'), items);
  }

  /** Says what has come, to whoever is looking; a closed bell says it when nobody else does. @returns whether it has */
  arrived(items: readonly FeedItem[], told: Told): boolean {
    const { present, announce, words } = this.#parts;
    const [only] = items;
    if (!only || told.announced) return false;
    const t = toolTexts(words);
    const text =
      items.length === 1
        ? t('bell.arrived', {
            text: summaryOf(only) || texts(words.language, panelMessages)('bell.untitled'),
          })
        : t('bell.arrived-many', { count: items.length });
    if (present()) {
      announce(text);
      return true;
    }
    queueMicrotask(() => {
      if (!told.announced && !told.toasts) this.#outside.say(text);
    });
    return false;
  }

  /** What stands in the place of a list that is empty. */
  empty(owner: Element): TemplateResult {
    const t = toolTexts(this.#parts.words);
    const filter = this.#parts.filter();
    return emptyView(owner, {
      icon: filter === 'archived' ? archive : checkCheck,
      heading: t(`bell.empty-${filter}.heading`),
      text: t(`bell.empty-${filter}.text`),
    });
  }

  /** What stands in the place of an actor's picture where there is no actor. */
  emblem(): TemplateResult {
    return icon(bell);
  }

  /** How many others an item is of, at its actor's picture. */
  others({ id, others }: FeedItem): TemplateResult | typeof nothing {
    if (!others) return nothing;
    const { words } = this.#parts;
    return html`<span class="others" aria-hidden="true"
        ><bdi dir="ltr">+${badgeCount(others, 99, words.language)}</bdi></span
      ><span class="visually-hidden" id="others-${id}"
        >${toolTexts(words)('bell.others', { count: others })}</span
      >`;
  }

  /** What keeps the height of items that are not drawn. */
  gap(height: number): TemplateResult {
    return html`<div class="gap" ${cssVars({ '--_height': `${height}px` })}></div>`;
  }

  pill(): TemplateResult | typeof nothing {
    return this.#arrivals.pill();
  }

  /** What stands below the list, and the menu. */
  foot(): TemplateResult {
    return html`${this.deeds.view()}${this.#sheet.view()}`;
  }

  brand(): TemplateResult | typeof nothing {
    return this.#brand.view();
  }

  /** An item as the site draws it. @param otherwise what stands in its place where the site's renderer fails */
  custom(item: FeedItem, renderer: Renderer<FeedItem>, otherwise: TemplateResult): TemplateResult {
    return html`${custom(`the notification ${item.id}`, renderer, item, otherwise)}
      <span class="visually-hidden" id="text-${item.id}">${summaryOf(item)}</span>`;
  }
}

const controls = 'a,button,input,select,textarea,summary,label,[tabindex]';

/** A press on what the site draws, and that is no control of the site's, is one on the item. */
function pressThrough(event: Event): void {
  const path = event.composedPath().filter((node) => node instanceof Element);
  const drawn = path.findIndex((node) => node.matches('.custom'));
  if (drawn < 0 || event.defaultPrevented || path.slice(0, drawn).some((node) => node.matches(controls)))
    return;
  const open = path[drawn]?.closest('.item')?.querySelector('.open');
  open?.dispatchEvent(new MouseEvent('click', event as MouseEvent));
}
