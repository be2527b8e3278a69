import { badgeCount } from '../format.ts';
import { PageIcon } from './page-icon.ts';
import { PageTitle } from './page-title.ts';

const mostShown = 99;

export interface Counted {
  /** What is counted, and for whom: two that count the same are one. */
  readonly what: string;
  readonly count: number;
  readonly title: boolean;
  readonly icon: boolean;
}

/** What is new, shown by the page's title and icon, which all elements of the page share. */
class PageCount {
  readonly #counted = new Map<object, Counted>();
  readonly #title = new PageTitle();
  readonly #icon = new PageIcon();

  /** @param by the element that counts */
  set(by: object, counted: Counted): void {
    this.#counted.set(by, counted);
    this.#show();
  }

  drop(by: object): void {
    if (this.#counted.delete(by)) this.#show();
  }

  #show(): void {
    this.#title.show(badgeCount(this.#sum('title'), mostShown, 'en'));
    this.#icon.show(this.#sum('icon') > 0);
  }

  #sum(where: 'title' | 'icon'): number {
    const each = new Map<string, number>();
    for (const counted of this.#counted.values()) {
      if (counted[where]) each.set(counted.what, Math.max(counted.count, each.get(counted.what) ?? 0));
    }
    return [...each.values()].reduce((sum, count) => sum + count, 0);
  }
}

export const pageCount = new PageCount();
