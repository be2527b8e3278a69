import type { Catalogue } from '../locale/messages.ts';

/** What is said beside the question whether the system may show what has come. */
export const questionMessages = {
  'alerts.on': 'Turn on notifications',
  'alerts.later': 'Not now',
} as const satisfies Catalogue;
