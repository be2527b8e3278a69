import type { Message } from './messages.ts';
import type { RecipientKey } from './recipient-reference.ts';

/** What of a message decides, with its recipient, which feeds hold it. */
export type Kind = Pick<Message, 'channel' | 'tenant' | 'source'>;

/** How many messages there are that are not archived. */
export interface FeedCounts {
  readonly total_count: number;
  readonly unread_count: number;
  readonly unseen_count: number;
}

/** The counts of one recipient's messages of a kind. */
export interface Tally extends Kind {
  readonly counts: FeedCounts;
}

/**
 * Counts kept up to date with every message that comes, goes or is marked, so that a feed is not walked through for
 * them: a long one would be, for each of its pages and for each push.
 */
export class Tallies {
  #byRecipient = new Map<RecipientKey, Map<string, Tally>>();

  of(recipient: RecipientKey): Iterable<Tally> {
    return this.#byRecipient.get(recipient)?.values() ?? [];
  }

  /** Counts a message as it is now, or (`-1`) takes it out as it was counted. */
  add(message: Message, times: 1 | -1): void {
    const { recipient, channel, tenant, source } = message;
    const tallies = this.#byRecipient.get(recipient) ?? new Map<string, Tally>();
    this.#byRecipient.set(recipient, tallies);
    const key = JSON.stringify([channel.id, tenant, source.key, source.categories]);
    const counts = plus(tallies.get(key)?.counts ?? none, countsOf(message), times);
    tallies.set(key, { channel, tenant, source, counts });
  }

  delete(recipient: RecipientKey): void {
    this.#byRecipient.delete(recipient);
  }
}

const none: FeedCounts = { total_count: 0, unread_count: 0, unseen_count: 0 };

/** What one message adds to the counts. */
export function countsOf({ archivedAt, readAt, seenAt }: Message): FeedCounts {
  if (archivedAt !== null) return none;
  return { total_count: 1, unread_count: Number(readAt === null), unseen_count: Number(seenAt === null) };
}

export function sum(all: readonly FeedCounts[]): FeedCounts {
  return all.reduce((whole, one) => plus(whole, one, 1), none);
}

function plus(a: FeedCounts, b: FeedCounts, times: 1 | -1): FeedCounts {
  return {
    total_count: a.total_count + times * b.total_count,
    unread_count: a.unread_count + times * b.unread_count,
    unseen_count: a.unseen_count + times * b.unseen_count,
  };
}
