import * as z from 'zod';

export const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

/** Of a vendor's circuit breaker; see `vendors/breaker.ts`. */
export const breakerStates = ['closed', 'open', 'half-open'] as const;

const breaker = z.enum(breakerStates).exactOptional();

export const readinessSchema = z
  .object({
    status: z.literal('ok'),
    vendors: z
      .object({ stream: breaker, knock: breaker, twilio: breaker })
      .describe(
        'Circuit breakers of where this answer was made: `open` while a vendor that failed is left alone',
      ),
  })
  .meta({ id: 'Readiness' });
