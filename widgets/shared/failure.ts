import { alert } from './icons.ts';
import type { sharedMessages } from './locale/en.ts';
import type { StateView } from './views.ts';

export type Say = (key: keyof typeof sharedMessages) => string;

/** What did not come, and can be asked for again. */
export function failedState(
  t: Say,
  retry: () => void,
  { heading = t('error.heading'), network = true }: { heading?: string; network?: boolean } = {},
): StateView {
  return {
    icon: alert,
    heading,
    text: t(network ? 'error.network' : 'error.text'),
    action: { label: t('retry'), run: retry },
    urgent: true,
  };
}
