/** Whether the first letters of a text are within its line, and not cut away. */
export function showsBeginning(text: Element, line: Element): boolean {
  const first = document.createRange();
  const letters = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode();
  if (!letters) return false;
  first.setStart(letters, 0);
  first.setEnd(letters, 3);
  const [start, box] = [first.getBoundingClientRect(), line.getBoundingClientRect()];
  return start.width > 0 && start.left >= box.left - 1 && start.right <= box.right + 1;
}
