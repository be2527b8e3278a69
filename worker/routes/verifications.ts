import { ProblemError } from '../platform/problem.ts';
import type { Services } from '../services/services.ts';
import type { Verifications } from '../services/verifications.ts';
import type { Handlers } from './handler.ts';

export const verificationHandlers: Handlers<'createVerification' | 'sendVerification' | 'checkVerification'> =
  {
    createVerification: ({ body, sender, services }) => verifications(services).start(body, sender),
    sendVerification: ({ body, params, sender, services }) =>
      verifications(services).resend(params.id, body.channel, sender),
    async checkVerification({ access, body, params, sender, server, services }) {
      const service = verifications(services);
      // A right code is spent: a session that it cannot be kept with is refused before.
      if (access?.kind === 'site') await services.sessions.profile(access, sender.now);
      const proven = await service.check(params.id, body.code, sender);
      return services.approvals.approve(proven, access, sender, { server, signin: body.signin === true });
    },
  };

function verifications({ verifications: service }: Services): Verifications {
  if (!service) throw new ProblemError('feature_off', 'Verification is off.');
  return service;
}
