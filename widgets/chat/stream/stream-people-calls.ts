import type { UserFilters } from 'stream-chat';
import type { ChatUser } from '../model.ts';
import type { Member, PeopleCalls, Profile } from '../people/people-calls.ts';
import { ChatError } from '../connection.ts';
import type { StreamAccess } from './stream-access.ts';
import { toTime, toUser } from './stream-model.ts';

/** The type of the channels that visitors make. */
const channelType = 'messaging';

/** `PeopleCalls` by the vendor's SDK. */
export class StreamPeopleCalls implements PeopleCalls {
  readonly #stream: StreamAccess;

  constructor(stream: StreamAccess) {
    this.#stream = stream;
  }

  find(name: string, limit: number): Promise<readonly ChatUser[]> {
    return this.#stream.call(async (client) => {
      const beginsSo = { $autocomplete: name };
      const filter: UserFilters = name === '' ? {} : { $or: [{ name: beginsSo }, { id: beginsSo }] };
      // One more than asked for: the visitor may be among them.
      const { users } = await client.queryUsers(filter, [{ name: 1 }], { limit: limit + 1 });
      return users
        .filter(({ id }) => id !== this.#stream.userId)
        .slice(0, limit)
        .map(toUser);
    });
  }

  profile(userId: string): Promise<Profile> {
    return this.#stream.call(async (client) => {
      const { users } = await client.queryUsers({ id: { $eq: userId } }, [], { limit: 1, presence: true });
      const [user] = users;
      if (!user) throw new ChatError('forbidden', `There is no user ${userId} to see.`);
      return { user: toUser(user), lastActive: toTime(user.last_active) };
    });
  }

  members(cid: string, page: { offset: number; limit: number }): Promise<readonly Member[]> {
    return this.#stream.call(async () => {
      const { members } = await this.#stream.channel(cid).queryMembers({}, [{ created_at: 1 }], page);
      return members.map(({ user, role }) => ({
        user: toUser(user),
        role: role === 'owner' || role === 'moderator' ? role : 'member',
      }));
    });
  }

  add(cid: string, userIds: readonly string[]): Promise<void> {
    return this.#stream.call(async () => {
      await this.#stream.channel(cid).addMembers([...userIds]);
    });
  }

  remove(cid: string, userId: string): Promise<void> {
    return this.#stream.call(async () => {
      await this.#stream.channel(cid).removeMembers([userId]);
    });
  }

  converse(userIds: readonly string[], name: string): Promise<string> {
    return this.#stream.call(async (client) => {
      const members = [this.#stream.userId, ...userIds];
      const channel =
        name === ''
          ? client.channel(channelType, { members })
          : client.channel(channelType, crypto.randomUUID(), { members, ...({ name } as object) });
      const { channel: made } = await channel.create();
      return made.cid;
    });
  }
}
