import { summarize } from '../services/summary.ts';
import type { Handlers } from './handler.ts';

/** What the elements need of the chat and the notification vendor. */
export const vendorHandlers: Handlers<'getSummary' | 'createChatToken' | 'createFeedToken'> = {
  getSummary: ({ access, sender, services }) => summarize(services, access.userId, sender.requestId),
  async createChatToken({ access, sender, services }) {
    return services.vendorTokens.chat(await services.sessions.profile(access, sender.now), sender.now);
  },
  async createFeedToken({ access, sender, services }) {
    return services.vendorTokens.feed(await services.sessions.profile(access, sender.now), sender.now, {
      reuse: false,
    });
  },
};
