import { VendorError } from '../vendors/http.ts';
import type { KnockClient } from '../vendors/knock/client.ts';
import type { StreamClient } from '../vendors/stream/client.ts';
import { toStreamId } from '../vendors/stream/user-id.ts';
import type { Profile } from './profile.ts';

interface Vendors {
  readonly stream: StreamClient | undefined;
  readonly knock: KnockClient | undefined;
}

/**
 * Moves what a guest has at the vendors to the user that the guest turned out to be: membership of channels, and the
 * feed. Done again, it does what is left to do. Messages stay the guest's: a vendor lets nobody change who wrote.
 * @returns how many channels stay the guest's, since the vendor takes no other member there (its direct messages)
 * @throws {VendorError} when a vendor does not answer
 */
export async function moveGuest({ stream, knock }: Vendors, guestId: string, to: Profile): Promise<number> {
  const [channels, feed] = await Promise.allSettled([
    stream ? moveChannels(stream, guestId, to) : 0,
    knock && mergeFeeds(knock, guestId, to),
  ]);
  if (channels.status === 'rejected') throw channels.reason;
  if (feed.status === 'rejected') throw feed.reason;
  return channels.value;
}

async function moveChannels(stream: StreamClient, guestId: string, to: Profile): Promise<number> {
  const [guest, user] = [toStreamId(guestId), toStreamId(to.id)];
  const seen = new Set<string>();
  let known = false;
  let refused = 0;
  for (;;) {
    // What was moved is not listed again, what was refused is.
    const listed = await stream.channelsOf(guest, refused);
    const fresh = listed.filter((channel) => !seen.has(channel));
    if (fresh.length === 0) return refused;
    if (!known) {
      const { name, image } = to;
      await stream.ensureUser({
        id: user,
        ...(name !== undefined && { name }),
        ...(image !== undefined && { image }),
      });
      known = true;
    }
    for (const channel of fresh) {
      seen.add(channel);
      if (!(await moved(stream, channel, guest, user))) refused += 1;
    }
  }
}

/** First in, then out: whatever fails between, nobody loses the conversation. */
async function moved(stream: StreamClient, channel: string, guest: string, user: string): Promise<boolean> {
  try {
    await stream.changeMembers(channel, { add_members: [user] });
    await stream.changeMembers(channel, { remove_members: [guest] });
    return true;
  } catch (error) {
    if (error instanceof VendorError && (error.status === 400 || error.status === 403)) return false;
    throw error;
  }
}

async function mergeFeeds(knock: KnockClient, guestId: string, to: Profile): Promise<void> {
  if (!(await knock.isKnown(guestId))) return;
  const { name, email, image } = to;
  await knock.identify(to.id, {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(image !== undefined && { avatar: image }),
  });
  await knock.merge(guestId, to.id);
}
