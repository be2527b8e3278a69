import * as z from 'zod/mini';
import { verificationChannels } from './config.ts';

export const proofRequestSchema = z
  .lazy(() =>
    z.strictObject({
      proof: z
        .string()
        .check(z.minLength(1), z.maxLength(4096))
        .register(z.globalRegistry, { description: 'As the element gave it to the form' }),
    }),
  )
  .register(z.globalRegistry, { id: 'ProofRequest' });

export const redeemedProofSchema = z
  .lazy(() =>
    z.object({
      userId: z.string().register(z.globalRegistry, {
        description: 'Who verified it: the site’s user where the site had named one',
      }),
      phone: z.exactOptional(z.string()).register(z.globalRegistry, { description: 'E.164' }),
      email: z.exactOptional(z.string()),
      channel: z.enum(verificationChannels),
      verifiedAt: z.iso.datetime(),
      origin: z.string().register(z.globalRegistry, { description: 'The site’s page that asked' }),
    }),
  )
  .register(z.globalRegistry, { id: 'RedeemedProof' });

/** What a proof proves. */
export type RedeemedProof = z.infer<typeof redeemedProofSchema>;
