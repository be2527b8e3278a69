import type { MessagePaginationOptions } from 'stream-chat';

/** How the vendor is asked for the page around a message, by its id, or around a time in ms. */
export function placeOf(sought: string | number): MessagePaginationOptions {
  return typeof sought === 'string'
    ? { id_around: sought }
    : { created_at_around: new Date(sought).toISOString() };
}
