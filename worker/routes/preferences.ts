import { ProblemError } from '../platform/problem.ts';
import type { Access } from '../services/access-token.ts';
import type { Owner, PreferenceCenter } from '../services/preferences.ts';
import type { Services } from '../services/services.ts';
import type { Handlers } from './handler.ts';

export const preferenceHandlers: Handlers<'getPreferences' | 'changePreferences' | 'resetPreferences'> = {
  getPreferences: ({ access, query, sender, services }) =>
    center(services).read(ownerOf(access, query.tenant), sender),
  changePreferences: ({ access, body, query, sender, services }) =>
    center(services).change(ownerOf(access, query.tenant), body.changes, sender),
  resetPreferences: ({ access, query, sender, services }) =>
    center(services).reset(ownerOf(access, query.tenant), sender),
};

/** The session's own user; who came by a link is held to the link's tenant, too. */
function ownerOf({ userId, link }: Access, tenant: string | undefined): Owner {
  if (link && link.tenant !== tenant) {
    throw new ProblemError('scope_insufficient', 'The link is for another tenant, or for none.');
  }
  return { userId, tenant };
}

export function center({ preferences }: Services): PreferenceCenter {
  if (!preferences) throw new ProblemError('feature_off', 'Preferences are off.');
  return preferences;
}
