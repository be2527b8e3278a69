import type { Clock } from '../../platform/clock.ts';
import { KnockError } from '../errors.ts';
import type { Environment } from './environment.ts';
import { isTree, type PreferenceTree } from './preference-set.ts';
import type { User } from './users.ts';

/** Messages and activities of so many days go along. */
const historyDays = 30;

/**
 * Merges a user into another one and deletes them. By the documentation the primary's properties win, key by key and
 * at every depth; preference sets, channel data (by channel) and the history of 30 days are added to the primary's.
 * Throws the vendor's 404 where one of the two is not known, and 422 for a merge with oneself.
 */
export function mergeUsers(environment: Environment, clock: Clock, into: string, from: string): User {
  if (into === from) {
    const message = 'must not be the user who is merged into';
    throw KnockError.invalidParams([{ field: 'from_user_id', message, type: null }]);
  }
  const [primary, secondary] = [environment.users.get(into), environment.users.get(from)];
  if (!primary || !secondary) throw KnockError.notFound('The resource you requested does not exist');
  const since = (clock.now() - historyDays * 86_400_000) * 1000;
  environment.messages.hand(from, into, since);
  environment.preferences.adopt(into, from);
  environment.channelData.adopt(into, from);
  environment.deleteUser(from);
  return environment.users.identify(into, beneath(secondary, primary));
}

/** The first with the second over it, at every depth; what is null in the second is no conflict. */
function beneath(under: PreferenceTree, over: PreferenceTree): PreferenceTree {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const known = merged[key];
    if (isTree(known) && isTree(value)) merged[key] = beneath(known, value);
    else merged[key] = value ?? known ?? null;
  }
  return merged;
}
