import type { ChatChannel } from '../model.ts';
import type { ChannelState } from '../store/channel-state.ts';
import type { ChatStore } from '../store/chat.store.ts';

/** What can be done to a conversation from the list. */
export type Deed =
  | 'pin'
  | 'unpin'
  | 'mark-unread'
  | 'mark-read'
  | 'mute'
  | 'unmute'
  | 'archive'
  | 'unarchive'
  | 'hide'
  | 'leave';

/** The deeds that are offered, in their order: nothing that the vendor would refuse, or that would change nothing. */
export function deedsFor({ channel, unread, messages }: ChannelState, ownId: string, open: boolean): Deed[] {
  const last = messages.at(-1);
  const { may, muted } = channel;
  const archived = channel.archivedAt > 0;
  const twosome = channel.cid.includes(':!members-') && channel.memberCount <= 2;
  const counts = may.read === true && !muted;
  const offered: Record<Deed, boolean> = {
    pin: !archived && channel.pinnedAt === 0,
    unpin: channel.pinnedAt > 0,
    'mark-read': counts && unread > 0,
    // An open one would be read again at once.
    'mark-unread': counts && unread === 0 && !open && last !== undefined && last.user.id !== ownId,
    mute: may.mute === true && !muted,
    unmute: may.mute === true && muted,
    archive: !archived,
    unarchive: archived,
    hide: twosome,
    leave: may.leave === true && !twosome,
  };
  return (Object.keys(offered) as Deed[]).filter((deed) => offered[deed]);
}

/** Does a deed: shown at once where it can be, and taken back where it failed. @returns whether it was done */
export async function doTo(store: ChatStore, cid: string, deed: Deed): Promise<boolean> {
  const state = store.channel(cid);
  if (!state) return false;
  const now = Date.now();
  const last = state.messages.at(-1);
  try {
    switch (deed) {
      case 'pin':
      case 'unpin':
        return await ahead(store, state, { pinnedAt: deed === 'pin' ? now : 0 }, async () =>
          (await store.part('list')).pin(cid, deed === 'pin'),
        );
      case 'archive':
      case 'unarchive':
        return await ahead(store, state, { archivedAt: deed === 'archive' ? now : 0 }, async () =>
          (await store.part('list')).archive(cid, deed === 'archive'),
        );
      case 'mute':
      case 'unmute':
        return await ahead(store, state, { muted: deed === 'mute' }, async () =>
          (await store.part('list')).mute(cid, deed === 'mute'),
        );
      case 'mark-unread':
        if (last) await (await store.part('list')).markUnread(cid, last.id);
        return true;
      case 'mark-read':
        await (await store.part('list')).markRead(cid);
        return true;
      case 'hide':
      case 'leave':
        await (await store.part('list'))[deed](cid);
        return true;
    }
  } catch {
    return false;
  }
}

/** Shows a change before the vendor has made it; takes it back if that fails, unless it was changed again meanwhile. */
async function ahead(
  store: ChatStore,
  { channel }: ChannelState,
  patch: Partial<ChatChannel>,
  run: () => Promise<void>,
): Promise<boolean> {
  const { cid } = channel;
  const keys = Object.keys(patch) as (keyof ChatChannel)[];
  store.apply({ type: 'channel-changed', cid, patch });
  try {
    await run();
    return true;
  } catch {
    const now = store.channel(cid)?.channel;
    const before = Object.fromEntries(
      keys.filter((key) => now?.[key] === patch[key]).map((key) => [key, channel[key]]),
    );
    store.apply({ type: 'channel-changed', cid, patch: before });
    return false;
  }
}
