import * as z from 'zod/mini';

export const healthSchema = z
  .lazy(() => z.object({ status: z.literal('ok') }))
  .register(z.globalRegistry, { id: 'Health' });

/** Of a vendor's circuit breaker; see `vendors/breaker.ts`. */
export const breakerStates = ['closed', 'open', 'half-open'] as const;

const breaker = z.exactOptional(z.enum(breakerStates));

export const readinessSchema = z
  .lazy(() =>
    z.object({
      status: z.literal('ok'),
      vendors: z
        .object({ stream: breaker, knock: breaker, twilio: breaker, turnstile: breaker })
        .register(z.globalRegistry, {
          description:
            'Circuit breakers of where this answer was made: `open` while a vendor that failed is left alone',
        }),
    }),
  )
  .register(z.globalRegistry, { id: 'Readiness' });
