import { ProblemError } from '../platform/problem.ts';
import type { PreferenceCenter } from '../services/preferences.ts';
import type { Services } from '../services/services.ts';
import type { Handlers } from './handler.ts';

export const preferenceHandlers: Handlers<'getPreferences' | 'changePreferences'> = {
  getPreferences: ({ access, query, services }) => center(services).read(access.userId, query.tenant),
  changePreferences: ({ access, body, query, services }) =>
    center(services).change(access.userId, query.tenant, body.changes),
};

function center({ preferences }: Services): PreferenceCenter {
  if (!preferences) throw new ProblemError('feature_off', 'Preferences are off.');
  return preferences;
}
