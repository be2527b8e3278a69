import * as z from 'zod';

const count = z.int().min(0);

export const summarySchema = z
  .object({
    chat: z
      .object({
        unread: count.describe('Messages'),
        channels: count.describe('Channels with unread messages'),
      })
      .exactOptional(),
    feed: z.object({ unseen: count, unread: count }).exactOptional(),
  })
  .meta({ id: 'Summary' });

/** What a closed launcher or bell shows. A part is absent when the site does not use it or its vendor does not answer. */
export type Summary = z.infer<typeof summarySchema>;
