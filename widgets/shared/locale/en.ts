import type { Catalogue } from './messages.ts';

/** Texts that more than one widget says. */
export const sharedMessages = {
  close: 'Close',
  retry: 'Try again',
  loading: 'Loading…',
  more: 'Show more',
  'more-failed': 'The rest did not load.',
  offline: 'You are offline. We will catch up when you are back.',
  reconnecting: 'Connecting again…',
  'signed-out.heading': 'You are signed out',
  'signed-out.text': 'Sign in on this site to see this.',
  'forbidden.heading': 'Not available to you',
  'forbidden.text': 'You do not have access to this. Ask the site’s owner if you should.',
  'error.heading': 'That did not work',
  'error.text': 'Something went wrong on the way. Nothing of yours is lost.',
  'error.network': 'We could not reach the service. Check your connection and try again.',
} as const satisfies Catalogue;
