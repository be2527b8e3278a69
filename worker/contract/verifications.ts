import * as z from 'zod';
import { verificationChannels } from './config.ts';
import { sessionSchema } from './sessions.ts';

const channel = z.enum(verificationChannels);

export const verificationRequestSchema = z
  .strictObject({
    to: z
      .string()
      .min(1)
      .max(254)
      .describe(
        'A phone number, with its country code or of `country`; an e-mail address for the channel `email`',
      ),
    channel,
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .exactOptional()
      .describe('ISO 3166-1 alpha-2: how a number is to be read that has no `+`, such as 011 44 … in the US'),
    locale: z.string().min(2).max(35).exactOptional().describe('BCP 47: the language of the message'),
    challenge: z
      .string()
      .max(2048)
      .exactOptional()
      .describe('The answer to the challenge, after `challenge_required`'),
  })
  .meta({ id: 'VerificationRequest' });

export const verificationSendRequestSchema = z
  .strictObject({ channel: channel.exactOptional().describe('Without it, the channel of the last send') })
  .meta({ id: 'VerificationSendRequest' });

export const verificationCheckRequestSchema = z
  .strictObject({
    code: z.string().regex(/^\d{4,10}$/),
    signin: z
      .literal(true)
      .exactOptional()
      .describe('The page takes the session over: the conversations of its guest come along'),
  })
  .meta({ id: 'VerificationCheckRequest' });

export const verificationSchema = z
  .object({
    id: z.string().describe('Opaque; good on the page, and in the session, that began'),
    channel: channel.describe('Of the last send'),
    to: z.string().describe('Masked'),
    expiresAt: z.iso.datetime(),
    resendAt: z.iso.datetime().describe('Sending again is refused before'),
    sendsLeft: z.int(),
    checksLeft: z.int(),
  })
  .meta({ id: 'Verification' });

export const verificationApprovalSchema = z
  .object({
    status: z.literal('approved'),
    session: sessionSchema.describe(
      'Of the address that was verified. Where the site had named the visitor: their own session, kept',
    ),
    proof: z
      .string()
      .describe('A JWT for the site’s backend, which redeems it once, or checks it by the key set'),
  })
  .meta({ id: 'VerificationApproval' });

export const verificationParamsSchema = z.object({ id: z.string() });

/** A code on its way to a phone or into an inbox. */
export type Verification = z.infer<typeof verificationSchema>;
export type VerificationApproval = z.infer<typeof verificationApprovalSchema>;
export type VerificationRequest = z.infer<typeof verificationRequestSchema>;
