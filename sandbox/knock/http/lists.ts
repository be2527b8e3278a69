import type { Page, PageInfo } from '../model/page.ts';

/** How many records a bulk request may name. */
export const bulkLimit = 1000;

/** A page in the shape that users, objects, tenants, subscriptions and schedules are listed in. */
export function entries<Item, View>(
  page: Page<Item>,
  view: (item: Item) => View,
): { entries: View[]; page_info: PageInfo } {
  return { entries: page.entries.map(view), page_info: page.pageInfo };
}

/** A page in the shape that messages, what belongs to them, and runs are listed in. */
export function items<Item, View>(
  page: Page<Item>,
  view: (item: Item) => View,
): { items: View[]; page_info: PageInfo } {
  return { items: page.entries.map(view), page_info: page.pageInfo };
}

/** The key of something's place in a list by its number; the list stands in the order of `latestFirst`. */
export function sequenceKey({ sequence }: { readonly sequence: number }): string {
  return String(sequence).padStart(12, '0');
}

export function latestFirst(a: string, b: string): number {
  return a < b ? 1 : -Number(a > b);
}
