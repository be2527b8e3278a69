import * as z from 'zod/mini';

const count = z.int().check(z.minimum(0));

export const summarySchema = z
  .lazy(() =>
    z.object({
      chat: z.exactOptional(
        z.object({
          unread: count.check(z.describe('Messages')),
          channels: count.check(z.describe('Channels with unread messages')),
        }),
      ),
      feed: z.exactOptional(z.object({ unseen: count, unread: count })),
    }),
  )
  .register(z.globalRegistry, { id: 'Summary' });

/** What a closed launcher or bell shows. A part is absent when the site does not use it or its vendor does not answer. */
export type Summary = z.infer<typeof summarySchema>;
