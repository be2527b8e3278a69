import { ProblemError } from '../platform/problem.ts';
import type { Services } from '../services/services.ts';
import type { Verifications } from '../services/verifications.ts';
import type { Handlers } from './handler.ts';

export const verificationHandlers: Handlers<'createVerification' | 'sendVerification' | 'checkVerification'> =
  {
    createVerification: ({ body, sender, services }) => verifications(services).start(body, sender),
    sendVerification: ({ body, params, sender, services }) =>
      verifications(services).resend(params.id, body.channel, sender),
    checkVerification: async ({ body, params, sender, services }) => {
      const { userId } = await verifications(services).check(params.id, body.code, sender);
      return {
        status: 'approved',
        session: await services.sessions.open({ id: userId, kind: 'phone' }, sender),
      };
    },
  };

function verifications({ verifications: service }: Services): Verifications {
  if (!service) throw new ProblemError('feature_off', 'Verification is off.');
  return service;
}
