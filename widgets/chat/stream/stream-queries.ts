/** The message that stands for a channel in the list. */
export const previews = 1;

/** What is asked of the vendor for channels, by the SDK or without it. */
export interface ChannelQuery {
  readonly filter: Readonly<Record<string, unknown>>;
  readonly sort: readonly Readonly<Record<string, 1 | -1>>[];
  readonly page: { readonly offset?: number; readonly limit: number; readonly message_limit: number };
}

/** The visitor's channels, those that they pinned first, then the most lately active; none of their archive. */
export const listQuery = (userId: string, page: { offset: number; limit: number }): ChannelQuery => ({
  filter: { members: { $in: [userId] }, archived: false },
  sort: [{ pinned_at: -1 }, { last_updated: -1 }],
  page: { ...page, message_limit: previews },
});

/** One channel with its newest messages. Querying the channel itself would make one of that name where there is none. */
export const openQuery = (cid: string, messages: number): ChannelQuery => ({
  filter: { cid: { $eq: cid } },
  sort: [],
  page: { limit: 1, message_limit: messages },
});
