import * as z from 'zod/mini';

const time = z.iso.datetime();

export const chatTokenSchema = z
  .lazy(() =>
    z.object({
      apiKey: z.string(),
      userId: z.string().register(z.globalRegistry, { description: "The user's id at the chat vendor" }),
      token: z.string(),
      expiresAt: time,
      baseUrl: z
        .exactOptional(z.string())
        .register(z.globalRegistry, { description: "Set when the vendor's own address is not to be used" }),
    }),
  )
  .register(z.globalRegistry, { id: 'ChatToken' });

export const feedTokenSchema = z
  .lazy(() =>
    z.object({
      publicKey: z.string(),
      userId: z
        .string()
        .register(z.globalRegistry, { description: "The user's id at the notification vendor" }),
      token: z.string(),
      expiresAt: time,
      feedId: z.string().register(z.globalRegistry, { description: 'The in-app feed channel' }),
      host: z
        .exactOptional(z.string())
        .register(z.globalRegistry, { description: "Set when the vendor's own address is not to be used" }),
    }),
  )
  .register(z.globalRegistry, { id: 'FeedToken' });

/** By what a session was opened. */
export const sessionKinds = ['site', 'phone', 'email', 'guest'] as const;

export const sessionUserSchema = z
  .lazy(() =>
    z.object({
      id: z.string(),
      name: z.exactOptional(z.string()),
      kind: z.enum(sessionKinds).register(z.globalRegistry, {
        description: 'What was proved: the site vouches, a phone, an e-mail address, nothing',
      }),
      phone: z
        .exactOptional(z.string())
        .register(z.globalRegistry, { description: 'Verified in this session; masked' }),
      email: z
        .exactOptional(z.string())
        .register(z.globalRegistry, { description: 'Verified in this session; masked' }),
    }),
  )
  .register(z.globalRegistry, { id: 'SessionUser' });

export const vendorTokens = ['chat', 'feed'] as const;

export const sessionSchema = z
  .lazy(() =>
    z.object({
      accessToken: z.string(),
      expiresAt: time.check(z.describe('When the access token ends')),
      refreshToken: z
        .exactOptional(z.string())
        .register(z.globalRegistry, { description: 'Good for one renewal; the answer brings the next one' }),
      user: sessionUserSchema,
      chat: z.exactOptional(chatTokenSchema),
      feed: z.exactOptional(feedTokenSchema),
      unavailable: z.exactOptional(z.array(z.enum(vendorTokens))).register(z.globalRegistry, {
        description: 'Asked for by include, but the vendor does not answer now',
      }),
    }),
  )
  .register(z.globalRegistry, { id: 'Session' });

const include = z
  .exactOptional(z.array(z.enum(vendorTokens)).check(z.maxLength(vendorTokens.length)))
  .register(z.globalRegistry, { description: 'Vendor tokens to bring in the same answer' });

export const sessionRequestSchema = z
  .lazy(() =>
    z.discriminatedUnion('grant', [
      z.strictObject({
        grant: z.literal('identity'),
        token: z
          .string()
          .check(z.minLength(1))
          .register(z.globalRegistry, { description: "A JWT signed by the site's backend" }),
        include,
      }),
      z.strictObject({
        grant: z.literal('link'),
        token: z.string().check(z.minLength(1)).register(z.globalRegistry, {
          description: "Of a preference link; good only on the Worker's own page",
        }),
      }),
      z.strictObject({ grant: z.literal('guest'), include }),
      z.strictObject({
        grant: z.literal('refresh'),
        refreshToken: z.string().check(z.minLength(1), z.maxLength(256)),
        include,
      }),
    ]),
  )
  .register(z.globalRegistry, { id: 'SessionRequest' });

export const userParamsSchema = z.object({
  id: z.string().register(z.globalRegistry, { description: 'The user’s id, as in a proof' }),
});

/** Who the visitor is, with what the elements need to act for them. */
export type Session = z.infer<typeof sessionSchema>;
export type SessionUser = z.infer<typeof sessionUserSchema>;
export type SessionRequest = z.infer<typeof sessionRequestSchema>;
export type ChatToken = z.infer<typeof chatTokenSchema>;
export type FeedToken = z.infer<typeof feedTokenSchema>;
export type VendorToken = (typeof vendorTokens)[number];
