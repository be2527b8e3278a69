import type { Handlers } from './handler.ts';

export const sessionHandlers: Handlers<'createSession' | 'deleteSession'> = {
  createSession: ({ body, sender, services }) => services.sessions.create(body, sender),
  async deleteSession({ access, services }) {
    await services.sessions.close(access.sessionId);
    return undefined;
  },
};
