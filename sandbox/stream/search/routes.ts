import type { Serve } from '../call.ts';
import { searchMessages, searchSchema } from './search.ts';

export function searchRoutes(serve: Serve): void {
  serve('GET', '/search', 'Search', (call) => {
    const search = call.payload(searchSchema);
    const actor = call.viewer(search.user_id);
    const { present, state } = call.backend;
    const { items, cursors } = searchMessages(call.backend, actor, search);
    return {
      results: items.map((message) => ({
        message: {
          ...present.message(message, actor),
          channel: present.channel(state.channel(message.cid), actor),
        },
      })),
      // An offset says itself where the next page is.
      ...(search.offset === undefined && {
        ...(cursors.next && { next: cursors.next }),
        ...(cursors.prev && { previous: cursors.prev }),
      }),
    };
  });
}
