import * as z from 'zod';

const time = z.iso.datetime();

export const chatTokenSchema = z
  .object({
    apiKey: z.string(),
    userId: z.string().describe("The user's id at the chat vendor"),
    token: z.string(),
    expiresAt: time,
    baseUrl: z.string().exactOptional().describe("Set when the vendor's own address is not to be used"),
  })
  .meta({ id: 'ChatToken' });

export const feedTokenSchema = z
  .object({
    publicKey: z.string(),
    userId: z.string().describe("The user's id at the notification vendor"),
    token: z.string(),
    expiresAt: time,
    feedId: z.string().describe('The in-app feed channel'),
    host: z.string().exactOptional().describe("Set when the vendor's own address is not to be used"),
  })
  .meta({ id: 'FeedToken' });

/** By what a session was opened. */
export const sessionKinds = ['site', 'phone', 'email', 'guest'] as const;

export const sessionUserSchema = z
  .object({
    id: z.string(),
    name: z.string().exactOptional(),
    kind: z
      .enum(sessionKinds)
      .describe('What was proved: the site vouches, a phone, an e-mail address, nothing'),
    phone: z.string().exactOptional().describe('Verified in this session; masked'),
    email: z.string().exactOptional().describe('Verified in this session; masked'),
  })
  .meta({ id: 'SessionUser' });

export const vendorTokens = ['chat', 'feed'] as const;

export const sessionSchema = z
  .object({
    accessToken: z.string(),
    expiresAt: time.describe('When the access token ends'),
    refreshToken: z.string().exactOptional().describe('Good for one renewal; the answer brings the next one'),
    user: sessionUserSchema,
    chat: chatTokenSchema.exactOptional(),
    feed: feedTokenSchema.exactOptional(),
    unavailable: z
      .array(z.enum(vendorTokens))
      .exactOptional()
      .describe('Asked for by include, but the vendor does not answer now'),
  })
  .meta({ id: 'Session' });

const include = z
  .array(z.enum(vendorTokens))
  .max(vendorTokens.length)
  .exactOptional()
  .describe('Vendor tokens to bring in the same answer');

export const sessionRequestSchema = z
  .discriminatedUnion('grant', [
    z.strictObject({
      grant: z.literal('identity'),
      token: z.string().min(1).describe("A JWT signed by the site's backend"),
      include,
    }),
    z.strictObject({
      grant: z.literal('link'),
      token: z.string().min(1).describe("Of a preference link; good only on the Worker's own page"),
    }),
    z.strictObject({ grant: z.literal('guest'), include }),
    z.strictObject({ grant: z.literal('refresh'), refreshToken: z.string().min(1).max(256), include }),
  ])
  .meta({ id: 'SessionRequest' });

export const userParamsSchema = z.object({ id: z.string().describe('The user’s id, as in a proof') });

/** Who the visitor is, with what the elements need to act for them. */
export type Session = z.infer<typeof sessionSchema>;
export type SessionUser = z.infer<typeof sessionUserSchema>;
export type SessionRequest = z.infer<typeof sessionRequestSchema>;
export type ChatToken = z.infer<typeof chatTokenSchema>;
export type FeedToken = z.infer<typeof feedTokenSchema>;
export type VendorToken = (typeof vendorTokens)[number];
