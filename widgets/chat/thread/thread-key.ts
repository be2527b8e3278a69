/**
 * A thread is a conversation of its own, of the message that it is about and the replies to that. Where a channel goes
 * by `type:id`, its threads go by `type:id#message`.
 */
export function threadKey(cid: string, parentId: string): string {
  return `${cid}#${parentId}`;
}

/** The channel of a conversation, which may be a thread. */
export function channelOf(key: string): string {
  return key.split('#', 1)[0] ?? key;
}

/** The message that a thread is about; undefined for a channel. */
export function parentOf(key: string): string | undefined {
  const at = key.indexOf('#');
  return at < 0 ? undefined : key.slice(at + 1);
}
