import type { Serve } from '../call.ts';
import { linkCard } from '../messages/link-cards.ts';

export function ogRoutes(serve: Serve): void {
  serve('GET', '/og', 'GetOG', (call) => {
    call.viewer();
    return linkCard(call.query('url') ?? '');
  });
}
