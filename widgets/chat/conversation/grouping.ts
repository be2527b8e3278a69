import type { ChatMessage, PendingMessage } from '../model.ts';

/** What the message list shows, from top to bottom. Keys stay the same while a row stands for the same thing. */
export type Row =
  | { readonly type: 'day'; readonly key: string; readonly at: number }
  | { readonly type: 'unread'; readonly key: string }
  /** Below the message that a thread is about. */
  | { readonly type: 'replies'; readonly key: string; readonly count: number }
  | {
      readonly type: 'message';
      readonly key: string;
      readonly message: ChatMessage;
      readonly own: boolean;
      /** Whether it begins and ends what its author said in one go. */
      readonly first: boolean;
      readonly last: boolean;
    }
  | {
      readonly type: 'pending';
      readonly key: string;
      readonly message: PendingMessage;
      readonly first: boolean;
      readonly last: boolean;
    };

/** ms of silence after which the same author begins anew. */
const pause = 5 * 60_000;

interface Conversation {
  readonly messages: readonly ChatMessage[];
  readonly pending: readonly PendingMessage[];
  readonly firstUnread: string | undefined;
  /** Of a thread, the message that it is about. */
  readonly head?: string | undefined;
}

/** @param dayOf the calendar day of a time, in the visitor's time zone */
export function rowsOf(
  { messages, pending, firstUnread, head }: Conversation,
  ownId: string,
  dayOf: (at: number) => string = localDay,
): Row[] {
  const rows: Row[] = [];
  let day = '';
  for (const [index, message] of messages.entries()) {
    const today = dayOf(message.createdAt);
    if (today !== day) rows.push({ type: 'day', key: `day ${today}`, at: message.createdAt });
    day = today;
    if (message.id === firstUnread) rows.push({ type: 'unread', key: 'unread' });
    const before = messages[index - 1];
    const after = messages[index + 1];
    const own = message.user.id === ownId;
    rows.push({
      type: 'message',
      key: message.id,
      message,
      own,
      first:
        !before || before.id === head || message.id === firstUnread || !continues(before, message, dayOf),
      last: after
        ? message.id === head || after.id === firstUnread || !continues(message, after, dayOf)
        : !(own && pending.length > 0) || message.id === head,
    });
    if (message.id === head) rows.push({ type: 'replies', key: 'replies', count: message.replies });
  }
  const newest = messages.at(-1);
  for (const [index, message] of pending.entries()) {
    rows.push({
      type: 'pending',
      key: message.id,
      message,
      first: index === 0 && (newest?.user.id !== ownId || newest.id === head),
      last: index === pending.length - 1,
    });
  }
  return rows;
}

function continues(before: ChatMessage, after: ChatMessage, dayOf: (at: number) => string): boolean {
  return (
    before.user.id === after.user.id &&
    before.kind !== 'system' &&
    after.kind !== 'system' &&
    after.createdAt - before.createdAt <= pause &&
    dayOf(before.createdAt) === dayOf(after.createdAt)
  );
}

function localDay(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
