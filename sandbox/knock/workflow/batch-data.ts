import type { Activity } from '../model/messages.ts';

/** How many triggers of a batch, and how much of a text, the vendor keeps. */
const visible = 10;
const textLimit = 256;

/** Those of a batch that templates see, oldest first: its first ten, or its last. */
export function visibleActivities(activities: readonly Activity[], order: 'first' | 'last'): Activity[] {
  return order === 'first' ? activities.slice(0, visible) : activities.slice(-visible);
}

/** The data that a batch has as a whole: later triggers win, nested values are left out, long texts are cut. */
export function combinedData(activities: readonly Activity[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    activities
      .flatMap(({ data }) => Object.entries(data))
      .filter(([, value]) => typeof value !== 'object' || value === null)
      .map(([key, value]) => [key, typeof value === 'string' ? value.slice(0, textLimit) : value]),
  );
}
