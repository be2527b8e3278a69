/**
 * Where an arrow key, Home or End leads from one place of a list; undefined where it leads nowhere, or is part of a
 * shortcut.
 */
export function stepOf(event: KeyboardEvent, at: number, count: number): number | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[event.key] ?? -1;
  return to >= 0 && to < count ? to : undefined;
}

/** Moves the focus to the row that a key leads to. @returns that row */
export function stepFocus(
  event: KeyboardEvent,
  rows: readonly HTMLElement[],
  at: number,
): HTMLElement | undefined {
  const row = at < 0 ? undefined : rows[stepOf(event, at, rows.length) ?? -1];
  if (!row) return undefined;
  event.preventDefault();
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
  return row;
}
