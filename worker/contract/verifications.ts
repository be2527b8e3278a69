import * as z from 'zod/mini';
import { verificationChannels } from './config.ts';
import { sessionSchema } from './sessions.ts';

const channel = z.enum(verificationChannels);

export const verificationRequestSchema = z
  .lazy(() =>
    z.strictObject({
      to: z.string().check(z.minLength(1), z.maxLength(254)).register(z.globalRegistry, {
        description:
          'A phone number, with its country code or of `country`; an e-mail address for the channel `email`',
      }),
      channel,
      country: z.exactOptional(z.string().check(z.regex(/^[A-Z]{2}$/))).register(z.globalRegistry, {
        description:
          'ISO 3166-1 alpha-2: how a number is to be read that has no `+`, such as 011 44 … in the US',
      }),
      locale: z
        .exactOptional(z.string().check(z.minLength(2), z.maxLength(35)))
        .register(z.globalRegistry, { description: 'BCP 47: the language of the message' }),
      challenge: z.exactOptional(z.string().check(z.maxLength(2048))).register(z.globalRegistry, {
        description: 'The answer to the challenge, after `challenge_required`',
      }),
    }),
  )
  .register(z.globalRegistry, { id: 'VerificationRequest' });

export const verificationSendRequestSchema = z
  .lazy(() =>
    z.strictObject({
      channel: z
        .exactOptional(channel)
        .register(z.globalRegistry, { description: 'Without it, the channel of the last send' }),
    }),
  )
  .register(z.globalRegistry, { id: 'VerificationSendRequest' });

export const verificationCheckRequestSchema = z
  .lazy(() =>
    z.strictObject({
      code: z.string().check(z.regex(/^\d{4,10}$/)),
      signin: z.exactOptional(z.literal(true)).register(z.globalRegistry, {
        description: 'The page takes the session over: the conversations of its guest come along',
      }),
    }),
  )
  .register(z.globalRegistry, { id: 'VerificationCheckRequest' });

export const verificationSchema = z
  .lazy(() =>
    z.object({
      id: z.string().register(z.globalRegistry, {
        description: 'Opaque; good on the page, and in the session, that began',
      }),
      channel: channel.check(z.describe('Of the last send')),
      to: z.string().register(z.globalRegistry, { description: 'Masked' }),
      expiresAt: z.iso.datetime(),
      resendAt: z.iso
        .datetime()
        .register(z.globalRegistry, { description: 'Sending again is refused before' }),
      sendsLeft: z.int(),
      checksLeft: z.int(),
    }),
  )
  .register(z.globalRegistry, { id: 'Verification' });

export const verificationApprovalSchema = z
  .lazy(() =>
    z.object({
      status: z.literal('approved'),
      session: sessionSchema.check(
        z.describe(
          'Of the address that was verified. Where the site had named the visitor: their own session, kept',
        ),
      ),
      proof: z.string().register(z.globalRegistry, {
        description: 'A JWT for the site’s backend, which redeems it once, or checks it by the key set',
      }),
    }),
  )
  .register(z.globalRegistry, { id: 'VerificationApproval' });

export const verificationParamsSchema = z.object({ id: z.string() });

/** A code on its way to a phone or into an inbox. */
export type Verification = z.infer<typeof verificationSchema>;
export type VerificationApproval = z.infer<typeof verificationApprovalSchema>;
export type VerificationRequest = z.infer<typeof verificationRequestSchema>;
