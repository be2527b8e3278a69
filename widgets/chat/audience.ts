import type { ChatUser } from './model.ts';

/** The words that mention many at once: everybody in a channel, and whoever is there now. */
export type Audience = 'channel' | 'here';

/** No id of a user holds it at the vendor. */
const sign = '#';

/**
 * Those whom one word mentions, `@channel` or the name of a role or a group, in the place of somebody of that name: so
 * they are picked, kept and found in a text as people are.
 */
export function audience(name: string): ChatUser {
  return Object.freeze({ id: sign + name, name, image: undefined, online: false });
}

export function isAudience(id: string): boolean {
  return id.startsWith(sign);
}

/** Those among what is mentioned. */
export function audiencesOf(ids: readonly string[]): readonly ChatUser[] {
  return ids.filter(isAudience).map((id) => audience(id.slice(sign.length)));
}
