import { ProblemError } from '../platform/problem.ts';
import { siteUserId } from '../services/identity.ts';
import type { Handlers } from './handler.ts';

/** What the site's own backend asks for. */
export const serverHandlers: Handlers<'redeemProof' | 'deleteUserSessions'> = {
  redeemProof: ({ body, idempotencyKey, sender, server, services }) =>
    services.proofs.redeem(body.proof, server, { idempotencyKey, now: sender.now }),
  async deleteUserSessions({ params, sender, services }) {
    if (!siteUserId.safeParse(params.id).success) {
      throw new ProblemError('user_invalid', 'No user of the site can have this id.');
    }
    await services.sessions.closeAll(params.id, sender);
    return undefined;
  },
};
