import type { Micros } from './time.ts';

/** What a recipient did with a message, and when last. */
export interface Marks {
  seenAt: Micros | null;
  readAt: Micros | null;
  interactedAt: Micros | null;
  linkClickedAt: Micros | null;
  archivedAt: Micros | null;
}

export const unmarked: Marks = {
  seenAt: null,
  readAt: null,
  interactedAt: null,
  linkClickedAt: null,
  archivedAt: null,
};

/** The statuses that a batch or a bulk operation can set. */
export const markNames = [
  'seen',
  'unseen',
  'read',
  'unread',
  'interacted',
  'archived',
  'unarchived',
] as const;
export type MarkName = (typeof markNames)[number];

/** Sets one status. Each stands alone, but who interacts has read: the client SDK counts on that. */
export function mark(marks: Marks & { updatedAt: Micros }, name: MarkName, now: Micros): void {
  switch (name) {
    case 'seen':
      marks.seenAt = now;
      break;
    case 'unseen':
      marks.seenAt = null;
      break;
    case 'read':
      marks.readAt = now;
      break;
    case 'unread':
      marks.readAt = null;
      break;
    case 'interacted':
      marks.interactedAt = now;
      marks.readAt ??= now;
      break;
    case 'archived':
      marks.archivedAt = now;
      break;
    case 'unarchived':
      marks.archivedAt = null;
      break;
  }
  marks.updatedAt = now;
}

/** The list form of the marks, in the vendor's order. */
export function engagementStatuses(marks: Marks): string[] {
  const statuses: [string, Micros | null][] = [
    ['seen', marks.seenAt],
    ['read', marks.readAt],
    ['interacted', marks.interactedAt],
    ['link_clicked', marks.linkClickedAt],
    ['archived', marks.archivedAt],
  ];
  return statuses.flatMap(([name, at]) => (at === null ? [] : [name]));
}
