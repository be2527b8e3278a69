import type { Cell } from './cells.ts';

/** The elements, as the demo's pages call them. */
export const headings: Record<Cell['element'], string> = {
  chat: 'Chat',
  bell: 'Bell',
  feed: 'Feed',
  toasts: 'Toasts',
  preferences: 'Preferences',
  otp: 'Phone verification',
};

/** One element in one state: a page of its own in a frame, with what it is beneath. */
export function cellFigure({ id, element, label, size }: Cell, options: URLSearchParams): HTMLElement {
  const cell = document.createElement('figure');
  cell.className = 'cell';
  cell.id = id;
  cell.dataset['size'] = size ?? 'normal';
  const caption = document.createElement('figcaption');
  caption.textContent = label;
  const frame = document.createElement('iframe');
  // A page for each at once would be slow; the ones below the fold load as they come near.
  frame.loading = 'lazy';
  frame.title = `${headings[element]}: ${label}`;
  frame.src = `/cell.html?${new URLSearchParams([['cell', id], ...options])}`;
  cell.append(caption, frame);
  return cell;
}
