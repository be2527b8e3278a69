import { ProblemError } from '../platform/problem.ts';
import type { Services } from '../services/services.ts';
import type { PhoneVerifications } from '../services/verifications.ts';
import type { Handlers } from './handler.ts';

export const verificationHandlers: Handlers<'createVerification' | 'sendVerification' | 'checkVerification'> =
  {
    createVerification: ({ body, sender, services }) => verifications(services).start(body, sender),
    sendVerification: ({ body, params, sender, services }) =>
      verifications(services).resend(params.id, body.channel, sender),
    checkVerification: async ({ body, params, sender, services }) => ({
      status: 'approved',
      session: await verifications(services).check(params.id, body.code, sender),
    }),
  };

function verifications({ verifications: service }: Services): PhoneVerifications {
  if (!service) throw new ProblemError('feature_off', 'Phone verification is off.');
  return service;
}
