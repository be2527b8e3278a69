/** Whether an event happens in a field, also in one that the site drew: the keys that are pressed there are the field's. */
export function isTyping(event: Event): boolean {
  const [field] = event.composedPath();
  return (
    field instanceof HTMLElement && (field.isContentEditable || field.matches('input, textarea, select'))
  );
}
