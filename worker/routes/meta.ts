import { openApiDocument } from '../contract/openapi.ts';
import { ProblemError } from '../platform/problem.ts';
import type { Handlers } from './handler.ts';

/** What is asked before anybody is signed in, and by those who operate the Worker. */
export const metaHandlers: Handlers<'getConfig' | 'getKeySet' | 'getOpenApi' | 'getHealth' | 'getReadiness'> =
  {
    getConfig: ({ services }) => services.config,
    getKeySet: ({ services }) => services.proofs.keySet,
    getOpenApi: ({ server }) => openApiDocument(server),
    getHealth: () => ({ status: 'ok' }),
    async getReadiness({ services, sender }) {
      if (!(await services.readiness.check(sender.now))) {
        throw new ProblemError('not_ready', 'Storage does not answer.', { retryAfter: 5 });
      }
      return { status: 'ok', vendors: services.readiness.vendors };
    },
  };
