import { tabMemory } from '../session/memory.ts';
import type { OtpState, Underway } from './otp-state.ts';
import type { OtpStore } from './otp.store.ts';

/** Who keeps what under a key: of two elements with one name, the first. */
const keepers = new Map<string, Element>();

/**
 * Keeps the verification that is under way for as long as it is, so that a reload of the page goes on with it: its id,
 * the masked address and its times, in the tab's session storage. What was kept before is taken up now.
 * @param name of the memory
 */
export function keep(element: Element, store: OtpStore, name: () => string): void {
  const own = (): boolean => {
    if (!keepers.get(name())?.isConnected) keepers.set(name(), element);
    return keepers.get(name()) === element;
  };
  const found = own() ? read(tabMemory(name()).read()) : undefined;
  if (found && store.snapshot.status === 'loading') {
    const stop = store.subscribe(({ status }) => {
      if (status === 'loading') return;
      stop();
      store.resume(found);
    });
  } else if (found) store.resume(found);
  let before = '';
  store.subscribe((state) => {
    const now = underway(state);
    if (now === before || !own()) return;
    before = now;
    if (now) tabMemory(name()).write(now);
    else tabMemory(name()).clear();
  });
}

function underway({ step, ended, verification, sends }: OtpState): string {
  return step === 'code' && !ended ? JSON.stringify({ verification, sends }) : '';
}

// The page's other scripts can write there, too.
function read(kept: string | undefined): Underway | undefined {
  try {
    const found = JSON.parse(kept ?? '') as Underway;
    return typeof found.verification.id === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}
