import { freshId, knock } from '../../testing/chain.ts';
import { mount, until } from '../../testing/mount.ts';
import { allByRole, deepAll, textOf } from '../../testing/queries.ts';
import type { BelfryFeedElement } from '../feed-element.ts';

/** The notifications that are drawn, and what each says. */
export const items = (element: Element) => allByRole(element, 'article');
export const texts = (element: Element) =>
  items(element).map((item) => textOf(item.querySelector('.text') ?? item));
export const inside = (element: Element, selector: string) =>
  element.shadowRoot ? deepAll(element.shadowRoot, selector) : [];
export const announced = (element: Element) => allByRole(element, 'status').map(textOf).join(' ');

export function focused(root: Document | ShadowRoot = document): Element | null {
  const { activeElement } = root;
  return activeElement?.shadowRoot?.activeElement ? focused(activeElement.shadowRoot) : activeElement;
}

export const press = (key: string, more: KeyboardEventInit = {}) =>
  focused()?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
  );

export function listen<Heard extends Event>(target: EventTarget, name: string): Heard[] {
  const heard: Heard[] = [];
  target.addEventListener(name, (event) => heard.push(event as Heard));
  return heard;
}

export const notify = (id: string, data: object = {}, workflow = 'product-update') =>
  knock('POST', `/v1/workflows/${workflow}/trigger`, { recipients: [id], data });

/** Somebody who exists at the vendor, with so many notifications. */
export async function person(count = 0, data: object = {}): Promise<string> {
  const id = freshId();
  await knock('PUT', `/v1/users/${id}`, { name: 'Nora Novak' });
  for (let index = 1; index <= count; index += 1) await notify(id, { title: `News ${index}`, ...data });
  return id;
}

/** What the vendor has. */
export const feedOf = (id: string, query = '') =>
  knock('GET', `/v1/users/${id}/feeds/7d7b4ac0-0000-4000-8000-000000000001?mode=compact${query}`) as Promise<{
    entries: {
      id: string;
      seen_at: string | null;
      read_at: string | null;
      archived_at: string | null;
      interacted_at: string | null;
    }[];
    meta: { unseen_count: number; unread_count: number; total_count: number };
  }>;

/** Somebody's feed, once its list and its tools are there. */
export async function shown(id: string, attributes = ''): Promise<BelfryFeedElement> {
  const feed = await mount<BelfryFeedElement>(`<belfry-feed ${attributes}></belfry-feed>`, { id });
  await until(() => items(feed).length > 0, 'notifications');
  await until(() => allByRole(feed, 'button', 'More options').length > 0, 'the tools of the list');
  return feed;
}

type Json = Record<string, unknown>;

/** Changes what the vendor answers to the page about a path, until the answer's end is called. */
export function answering(path: string, change: (body: Json) => Json): () => void {
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await send(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (!pathname.endsWith(path) || !response.ok) return response;
    return Response.json(change((await response.json()) as Json));
  };
  return () => {
    globalThis.fetch = send;
  };
}

/** The vendor's feed with its items changed, until what this gives is called. */
export function changing(change: (entry: Record<string, unknown>, index: number) => object): () => void {
  return answering('/feeds/7d7b4ac0-0000-4000-8000-000000000001', (body) => ({
    ...body,
    entries: (body['entries'] as Record<string, unknown>[]).map((entry, index) => ({
      ...entry,
      ...change(entry, index),
    })),
  }));
}

/** What opens an item, and takes the focus in it. */
export const openOf = (item: Element | undefined) => item?.querySelector<HTMLElement>('.open');
