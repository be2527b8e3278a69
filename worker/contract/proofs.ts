import * as z from 'zod';
import { verificationChannels } from './config.ts';

export const proofRequestSchema = z
  .strictObject({ proof: z.string().min(1).max(4096).describe('As the element gave it to the form') })
  .meta({ id: 'ProofRequest' });

export const redeemedProofSchema = z
  .object({
    userId: z.string().describe('Who verified it: the site’s user where the site had named one'),
    phone: z.string().exactOptional().describe('E.164'),
    email: z.string().exactOptional(),
    channel: z.enum(verificationChannels),
    verifiedAt: z.iso.datetime(),
    origin: z.string().describe('The site’s page that asked'),
  })
  .meta({ id: 'RedeemedProof' });

/** What a proof proves. */
export type RedeemedProof = z.infer<typeof redeemedProofSchema>;
