import type { Problem } from '../../session/problem.ts';
import { failedState, type Say } from '../failure.ts';
import { lock, signIn } from '../icons.ts';
import type { StateView } from '../views.ts';

/** Why there is no connection to a vendor, if one is not on its way. */
export function linkFailure(
  t: Say,
  link: { status: string; problem: Problem | undefined } | undefined,
  retry: () => void,
  heading?: string,
): StateView | undefined {
  if (link?.status === 'signed-out') {
    return { icon: signIn, heading: t('signed-out.heading'), text: t('signed-out.text') };
  }
  if (link?.status !== 'failed') return undefined;
  if (link.problem?.status === 403)
    return { icon: lock, heading: t('forbidden.heading'), text: t('forbidden.text') };
  const code = link.problem?.code;
  const network = code === 'unreachable' || code === 'connection_failed';
  return failedState(t, retry, { ...(heading && { heading }), network });
}
