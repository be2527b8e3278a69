import { vi } from 'vitest';

/** What a connection needs of a page, where there is none: its visibility, and whether it has a network. */
export function pretendPage() {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const global = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', global.addEventListener.bind(global));
  vi.stubGlobal('removeEventListener', global.removeEventListener.bind(global));
  return {
    show(visibilityState: 'visible' | 'hidden'): void {
      page.visibilityState = visibilityState;
      page.dispatchEvent(new Event('visibilitychange'));
    },
    network(there: boolean): void {
      global.dispatchEvent(new Event(there ? 'online' : 'offline'));
    },
  };
}
