import type { ChatUser } from '../model.ts';

/** A member of a conversation. */
export interface Member {
  readonly user: ChatUser;
  /** What they are in it; most are plain members. */
  readonly role: 'owner' | 'moderator' | 'member';
}

/** Somebody, as their profile tells them. */
export interface Profile {
  readonly user: ChatUser;
  /** When they were last online; 0 if that is not told. */
  readonly lastActive: number;
}

/** People beyond those of the conversations at hand. Rejects with `ChatError`. */
export interface PeopleCalls {
  /** People whose names begin so, in the order of their names, without the visitor. All of them, for an empty name. */
  find(name: string, limit: number): Promise<readonly ChatUser[]>;
  profile(userId: string): Promise<Profile>;
  members(cid: string, page: { offset: number; limit: number }): Promise<readonly Member[]>;
  add(cid: string, userIds: readonly string[]): Promise<void>;
  remove(cid: string, userId: string): Promise<void>;
  /**
   * A conversation with these people, and with nobody else: the one that there is already, else a new one. A group that
   * is given a name is always new.
   * @returns its `type:id`
   */
  converse(userIds: readonly string[], name: string): Promise<string>;
}
