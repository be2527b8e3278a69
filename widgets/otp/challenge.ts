import { say } from '../shared/advice/say.ts';
import type { Challenge } from './otp-state.ts';
import type { Translate } from './step-form.ts';

/** The part of Turnstile's browser API that is used (developers.cloudflare.com/turnstile, explicit rendering). */
interface Turnstile {
  render(
    container: HTMLElement,
    options: {
      sitekey: string;
      action: string;
      theme: 'light' | 'dark' | 'auto';
      language: string;
      size: 'flexible' | 'compact';
      'response-field': false;
      callback: (token: string) => unknown;
      'error-callback': () => boolean;
      'timeout-callback': () => unknown;
    },
  ): string | undefined;
  remove(id: string): void;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => string };
}

interface ChallengeParts {
  t: Translate;
  /** BCP 47 */
  language: string;
  signal: AbortSignal;
  answered: (token: string) => void;
  failed: () => void;
}

declare global {
  // A global can only be declared by var.
  var turnstile: Turnstile | undefined;
  var trustedTypes: TrustedTypes | undefined;
}

/** ms within which the script must have come: some blockers leave it hanging. */
const patience = 15_000;

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;
const loading = new Map<string, Promise<void>>();

/**
 * Shows the site's challenge in the page, as a child of the element in its slot `challenge`: Turnstile's script looks
 * around in the document, and draws a frame of its own. Calls `answered` with the answer, or `failed` when the
 * challenge cannot be shown, fails, or nobody answers it in time. It goes when `signal` aborts.
 */
export function showChallenge(
  host: HTMLElement,
  { siteKey, script, action }: Challenge,
  { t, language, signal, answered, failed }: ChallengeParts,
): void {
  const box = document.createElement('div');
  box.slot = 'challenge';
  box.role = 'group';
  box.ariaLabel = t('otp.challenge');
  box.tabIndex = -1;
  host.append(box);
  let id: string | undefined;
  // A box that is answered may be disabled: the focus was there, though it is nowhere by now.
  let held = false;
  box.addEventListener('focusin', () => (held = true));
  box.addEventListener('focusout', ({ relatedTarget: to }) => (held &&= !to || box.contains(to as Node)));
  signal.addEventListener('abort', () => {
    // The element may stand in the shadow of another, of which the document knows the outermost alone.
    const { activeElement: at } = host.getRootNode() as Partial<DocumentOrShadowRoot>;
    const back = held && (!at || at === document.body || box.contains(at));
    if (id) globalThis.turnstile?.remove(id);
    box.remove();
    if (back && host.isConnected) host.focus();
  });
  // From the button, or the field, to what comes next.
  if (host.matches(':focus-within')) box.focus();
  const give =
    <Given extends unknown[]>(tell: (...given: Given) => void) =>
    (...given: Given): boolean => {
      if (!signal.aborted) tell(...given);
      // Turnstile is not to complain on its own.
      return true;
    };
  loaded(script).then(() => {
    if (signal.aborted) return;
    id = globalThis.turnstile?.render(box, {
      sitekey: siteKey,
      action,
      theme: schemeOf(host),
      language,
      // The wide one is never narrower.
      size: box.clientWidth < 300 ? 'compact' : 'flexible',
      'response-field': false,
      callback: give(answered),
      'error-callback': give(failed),
      'timeout-callback': give(failed),
    });
    if (!id) failed();
  }, give(failed));
}

/** The script, once for the page; again after a failure. */
function loaded(url: string): Promise<void> {
  if (globalThis.turnstile) return Promise.resolve();
  let coming = loading.get(url);
  if (!coming) {
    coming = load(url).catch((error: unknown) => {
      loading.delete(url);
      say(
        'challenge',
        'The challenge’s script did not load. A content security policy of this page needs it in `script-src` and ' +
          '`frame-src`, and `belfry-challenge` in `trusted-types`.',
      );
      throw error;
    });
    loading.set(url, coming);
  }
  return coming;
}

function load(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Error('The challenge did not load.'));
    const script = document.createElement('script');
    // Where a page says so, only a policy may name a script.
    policy ??= globalThis.trustedTypes?.createPolicy('belfry-challenge', {
      createScriptURL: (address) => address,
    });
    script.src = policy?.createScriptURL(url) ?? url;
    script.async = true;
    script.onload = () => (globalThis.turnstile ? resolve() : failed());
    script.onerror = failed;
    setTimeout(failed, patience);
    document.head.append(script);
  });
}

/** Whether the element is drawn dark: what its colours have become tells, wherever that was decided. */
function schemeOf(host: HTMLElement): 'light' | 'dark' | 'auto' {
  const { colorScheme } = getComputedStyle(host);
  if (/dark/.test(colorScheme) && !/light/.test(colorScheme)) return 'dark';
  return /dark/.test(colorScheme) ? 'auto' : 'light';
}
