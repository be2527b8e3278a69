import * as z from 'zod/mini';

const publicKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});

export const keySetSchema = z
  .lazy(() => z.object({ keys: z.array(publicKeySchema) }))
  .register(z.globalRegistry, { id: 'KeySet' });

/** The public half of a key that signs proofs. */
export type PublicKey = z.infer<typeof publicKeySchema>;
