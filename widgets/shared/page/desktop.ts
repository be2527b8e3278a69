/** What the system may show of what happened in a page that nobody looks at. */
export interface DesktopNotice {
  readonly title: string;
  readonly body: string;
  /** A later one of the same takes its place. */
  readonly tag: string;
  /** It was pressed; the page has the focus. */
  readonly pressed: () => void;
}

/** Whether the visitor may still be asked; elsewhere there is nothing to ask. */
export function mayAsk(): boolean {
  return isSecureContext && 'Notification' in globalThis && Notification.permission === 'default';
}

/** Asks the visitor; to be called when they have pressed something. Resolves with whether they agreed. */
export async function ask(): Promise<boolean> {
  return (await Notification.requestPermission()) === 'granted';
}

/** Shows it if the visitor has agreed to that. */
export function showNotice({ title, body, tag, pressed }: DesktopNotice): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  try {
    const notice = new Notification(title, { body, tag });
    notice.onclick = () => {
      notice.close();
      globalThis.focus();
      pressed();
    };
  } catch {
    // On phones a page alone may not; it says so by throwing.
  }
}
