import * as z from 'zod';
import { acting } from '../acting.ts';
import { sortSchema } from '../query/filters.ts';
import type { MessageRecord } from '../model.ts';
import { momentSchema, pageOf, pageShape } from './pages.ts';
import type { MessagePage } from './pages.ts';

/** A page of pins, by a message's id or by the time of its pin. */
export const pinPageSchema = z.object({
  ...pageShape,
  pinned_at_before: momentSchema,
  pinned_at_before_or_equal: momentSchema,
  pinned_at_after: momentSchema,
  pinned_at_after_or_equal: momentSchema,
  pinned_at_around: momentSchema,
  sort: sortSchema.refine(
    (sort) => sort.every(({ field }) => field === 'pinned_at'),
    'pins are sorted by pinned_at',
  ),
  ...acting,
});
export type PinPage = z.infer<typeof pinPageSchema>;

const defaultPage = 10;

/**
 * One page of pins, the newest first unless asked otherwise.
 * @param pins the newest pin first
 * @throws StreamError 4
 */
export function pinsPage(pins: readonly MessageRecord[], page: PinPage): MessageRecord[] {
  const dated = pins
    .map((message) => ({ id: message.id, createdAt: message.pin?.at ?? 0, message }))
    .reverse();
  const isAscending = page.sort[0]?.direction === 1;
  const hasBound = Object.keys(page).some((key) => /^(?:id|pinned_at)_/.test(key));
  if (isAscending && !hasBound) {
    const start = page.offset ?? 0;
    return dated.slice(start, start + (page.limit ?? defaultPage)).map(({ message }) => message);
  }
  const found = pageOf(dated, asMessagePage(page), defaultPage, 'pinned_at').map(({ message }) => message);
  return isAscending ? found : found.reverse();
}

/** The same bounds under the names that pages of messages have. */
function asMessagePage({ sort: _sort, user: _user, user_id: _userId, ...page }: PinPage): MessagePage {
  return Object.fromEntries(
    Object.entries(page).map(([key, value]) => [key.replace('pinned_at_', 'created_at_'), value]),
  );
}
