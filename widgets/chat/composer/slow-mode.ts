import type { ChatChannel, ChatMessage } from '../model.ts';

/**
 * s until the visitor may write again in slow mode; 0 where they may now.
 * @param now by the vendor's clock
 */
export function secondsToWait(
  { cooldown, may }: Pick<ChatChannel, 'cooldown' | 'may'>,
  messages: readonly ChatMessage[],
  ownId: string,
  now: number,
): number {
  if (!cooldown || may.skipSlowMode) return 0;
  const last = messages.findLast(({ user, kind }) => user.id === ownId && kind !== 'system');
  const waited = last ? (now - last.createdAt) / 1000 : cooldown;
  return Math.min(cooldown, Math.max(0, Math.ceil(cooldown - waited)));
}
