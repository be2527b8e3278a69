import * as z from 'zod/mini';

/** How a code can reach a person. */
export const verificationChannels = ['sms', 'call', 'whatsapp', 'email'] as const;

export const configSchema = z
  .lazy(() =>
    z.object({
      features: z
        .object({ chat: z.boolean(), feed: z.boolean(), preferences: z.boolean(), verification: z.boolean() })
        .register(z.globalRegistry, { description: 'What this site uses' }),
      guests: z
        .boolean()
        .register(z.globalRegistry, { description: 'Whether a visitor without any proof gets a session' }),
      locales: z
        .array(z.string())
        .register(z.globalRegistry, { description: 'BCP 47 tags the site speaks, the first is the default' }),
      verification: z.object({
        channels: z
          .array(z.enum(verificationChannels))
          .register(z.globalRegistry, { description: 'In the order to offer them' }),
        countries: z
          .array(z.string())
          .register(z.globalRegistry, { description: 'ISO 3166-1 alpha-2 codes whose numbers are served' }),
        codeLength: z.int(),
        defaultCountry: z.exactOptional(z.string()),
        challenge: z
          .exactOptional(
            z.object({
              siteKey: z.string(),
              script: z
                .url()
                .register(z.globalRegistry, { description: 'Turnstile’s script, to be rendered explicitly' }),
              action: z
                .string()
                .register(z.globalRegistry, { description: 'What the challenge is to be rendered with' }),
            }),
          )
          .register(z.globalRegistry, {
            description: 'The challenge that `challenge_required` asks for; absent when this site never asks',
          }),
      }),
    }),
  )
  .register(z.globalRegistry, { id: 'Config' });

/** What the elements may know about the site before anybody is signed in. */
export type Config = z.infer<typeof configSchema>;

export type VerificationChannel = (typeof verificationChannels)[number];
