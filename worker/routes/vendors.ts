import { summarize } from '../services/summary.ts';
import type { Handlers } from './handler.ts';

/** What the elements need of the chat and the notification vendor. */
export const vendorHandlers: Handlers<'getSummary' | 'createChatToken' | 'createFeedToken'> = {
  getSummary: ({ access, sender, services }) => summarize(services, access.userId, sender.requestId),
  async createChatToken({ access, sender, services }) {
    const { profile, at } = await services.sessions.seen(access, sender.now);
    return services.vendorTokens.chat(profile, at);
  },
  async createFeedToken({ access, sender, services }) {
    // Knock revokes none: who asks again has reason to want another one than they have.
    const { profile, at } = await services.sessions.seen(access, sender.now);
    return services.vendorTokens.feed(profile, sender.now, { reuse: false, aliveAt: at });
  },
};
