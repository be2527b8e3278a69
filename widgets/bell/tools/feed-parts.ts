import type { LitElement } from 'lit';
import type { FeedStore } from '../feed.store.ts';
import type { FeedFilter, FeedItem } from '../model.ts';
import type { Words } from '../words.ts';

/** The element that the tools belong to. */
export interface FeedHost extends LitElement {
  /** The public element: events are dispatched on it. */
  readonly owner: HTMLElement & { readonly preferences: string | undefined };
  readonly inPopover: boolean;
}

/** What the tools know of it. */
export interface FeedParts {
  readonly words: Words;
  store: () => FeedStore | undefined;
  filter: () => FeedFilter;
  /** Whether it is before the visitor's eyes. */
  present: () => boolean;
  /** Says something to screen readers. */
  announce: (text: string) => void;
}

/** A run of the list that is drawn as a whole, or not at all. */
export interface Stretch {
  readonly key: number;
  readonly items: readonly FeedItem[];
  /** The place of its first item in the list. */
  readonly start: number;
  /** The item before its first. */
  readonly above?: FeedItem | undefined;
  /** px that it takes while it is not drawn; undefined while it is. */
  readonly height: number | undefined;
}
