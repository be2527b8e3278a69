import { safeImageUrl, safeUrl } from '../shared/urls.ts';
import { FeedError } from './connection.ts';
import type { FeedActor, FeedBlock, FeedButton, FeedCounts, FeedItem, FeedPage, Mark } from './model.ts';

/**
 * From the vendor's wire shapes to our own. Nothing is taken on trust: what a site's templates and data put into an
 * item may be anything, and an item that cannot be read at all is left out.
 */
type Wire = Readonly<Record<string, unknown>>;

/** The block that, by the vendor's convention, holds where a click leads. */
const urlBlock = 'action_url';

/** @throws FeedError when it is no page at all */
export function toPage(body: unknown): FeedPage {
  const page = record(body);
  const entries = page['entries'];
  if (!Array.isArray(entries)) throw new FeedError('failed', 'The feed’s answer could not be read.');
  return {
    items: entries.flatMap((entry) => toItem(entry) ?? []),
    counts: toCounts(page['meta']),
    next: text(record(page['page_info'])['after']) || undefined,
  };
}

export function toItem(wire: unknown): FeedItem | undefined {
  const item = record(wire);
  const id = text(item['id']);
  const insertedAt = text(item['inserted_at']);
  const at = Date.parse(insertedAt);
  if (!id || Number.isNaN(at)) return undefined;
  const blocks = list(item['blocks']).map(record);
  const target = blocks.find(({ name }) => name === urlBlock);
  return Object.freeze({
    id,
    insertedAt,
    at,
    seen: isSet(item['seen_at']),
    read: isSet(item['read_at']),
    interacted: isSet(item['interacted_at']),
    archived: isSet(item['archived_at']),
    actor: toActor(list(item['actors'])[0]),
    others: Math.max(0, count(item['total_actors']) - 1),
    blocks: Object.freeze(blocks.flatMap((block) => toBlock(block) ?? [])),
    url: safeUrl(target?.['rendered']),
    source: text(record(item['source'])['key']),
    tenant: text(item['tenant']) || undefined,
    data: Object.freeze({ ...record(item['data']) }),
  });
}

/** Whether the feed's settings demand the vendor's name. */
export function isBranded(wire: unknown): boolean {
  return record(record(wire)['features'])['branding_required'] === true;
}

/** Whether a message, as the vendor answers it after a mark, carries that mark. */
export function carries(wire: unknown, mark: Mark): boolean {
  const message = record(wire);
  if (mark === 'interacted') return isSet(message['interacted_at']) && isSet(message['read_at']);
  return mark.startsWith('un') ? !isSet(message[`${mark.slice(2)}_at`]) : isSet(message[`${mark}_at`]);
}

export function idOf(wire: unknown): string {
  return text(record(wire)['id']);
}

/** A recipient: a user, or an object whose fields lie in `properties`. */
function toActor(wire: unknown): FeedActor | undefined {
  const actor = record(wire);
  const id = text(actor['id']);
  if (!id) return undefined;
  const properties = record(actor['properties']);
  const image = safeImageUrl(actor['avatar'] ?? properties['avatar']);
  return Object.freeze({ id, name: text(actor['name']) || text(properties['name']), image });
}

function toBlock(block: Wire): FeedBlock | undefined {
  const name = text(block['name']);
  if (name === urlBlock) return undefined;
  switch (block['type']) {
    // `content` is the template as the site wrote it; what became of it is `rendered`, as HTML.
    case 'markdown':
      return Object.freeze({ type: 'markdown', name, html: text(block['rendered']) });
    case 'text':
      return Object.freeze({ type: 'text', name, text: text(block['rendered']) });
    case 'button_set':
      return Object.freeze({ type: 'buttons', name, buttons: list(block['buttons']).map(toButton) });
    default:
      return undefined;
  }
}

function toButton(wire: unknown): FeedButton {
  const button = record(wire);
  return Object.freeze({
    name: text(button['name']),
    label: text(button['label']),
    url: safeUrl(button['action']),
  });
}

function toCounts(wire: unknown): FeedCounts {
  const counts = record(wire);
  return Object.freeze({
    total: count(counts['total_count']),
    unread: count(counts['unread_count']),
    unseen: count(counts['unseen_count']),
  });
}

function record(value: unknown): Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.floor(value) : 0;
}

function isSet(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
