import { ProblemError } from '../platform/problem.ts';
import type { Handlers } from './handler.ts';

export const sessionHandlers: Handlers<'createSession' | 'deleteSession' | 'deleteSessions'> = {
  createSession({ access, body, sender, server, services }) {
    const { grant } = body;
    // The Worker's own page is for links, and links are for it alone. A refresh token stays where it was given.
    if (grant === 'link' && sender.origin !== server) {
      throw new ProblemError('link_not_here', 'Open the link itself.');
    }
    if (grant !== 'link' && grant !== 'refresh' && !services.siteOrigins.has(sender.origin)) {
      throw new ProblemError('origin_not_allowed', 'Sign in on one of the site’s own pages.');
    }
    return services.sessions.create(body, sender, access);
  },
  async deleteSession({ access, services }) {
    await services.sessions.close(access.sessionId);
    return undefined;
  },
  async deleteSessions({ access, sender, services }) {
    await services.sessions.closeAll(access.userId, sender);
    return undefined;
  },
};
