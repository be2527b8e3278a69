/**
 * What `https://challenges.cloudflare.com/turnstile/v0/api.js` is to a page: `window.turnstile`, rendered explicitly. Its
 * box stands in the page itself, in an open shadow root, where Turnstile's is a frame: so a test can tick it.
 * https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/
 */
(() => {
  interface Options {
    sitekey: string;
    action?: string;
    cData?: string;
    theme?: 'auto' | 'light' | 'dark';
    language?: string;
    size?: 'normal' | 'flexible' | 'compact';
    callback?: (token: string) => void;
    'error-callback'?: (code: string) => unknown;
    'expired-callback'?: (token: string) => void;
    'refresh-expired'?: 'auto' | 'manual' | 'never';
  }
  interface Widget {
    readonly options: Options;
    readonly host: HTMLElement;
    token?: string | undefined;
    timer?: ReturnType<typeof setTimeout> | undefined;
    reset(): void;
  }

  const script = document.currentScript as HTMLScriptElement;
  const { origin } = new URL(script.src);
  const widgets = new Map<string, Widget>();
  /** An answer is good for so long, ms. */
  const lifetime = 300_000;
  /** Sites of Cloudflare's test keys that answer without anybody. */
  const answersItself = /^[12]x0{20}(?:AA|AB|BB)$/;
  type Words = readonly [idle: string, busy: string, done: string, failed: string];
  const english: Words = ['Verify you are human', 'Verifying…', 'Success', 'Verification failed'];
  const words: Readonly<Record<string, Words>> = {
    en: english,
    de: ['Ich bin ein Mensch', 'Wird geprüft …', 'Erfolgreich', 'Prüfung fehlgeschlagen'],
  };

  const styles = new CSSStyleSheet();
  styles.replaceSync(`
    :host { display: block; inline-size: 300px; color-scheme: light dark; }
    :host([data-theme='light']) { color-scheme: light; }
    :host([data-theme='dark']) { color-scheme: dark; }
    :host([data-size='flexible']) { inline-size: 100%; min-inline-size: 300px; }
    :host([data-size='compact']) { inline-size: 150px; }
    label { display: flex; align-items: center; gap: 12px; box-sizing: border-box; min-block-size: 65px; padding: 10px 14px;
      border: 1px solid light-dark(#e0e0e0, #666); background: light-dark(#fafafa, #232323); color: light-dark(#232323, #fff);
      font: 14px/1.3 system-ui, sans-serif; cursor: pointer; }
    :host([data-size='compact']) label { min-block-size: 140px; flex-direction: column; justify-content: center; text-align: center; }
    input { inline-size: 24px; block-size: 24px; margin: 0; flex: none; }
    small { margin-inline-start: auto; font-size: 10px; opacity: .7; }
    :host([data-size='compact']) small { margin: 0; }`);

  function fail(options: Options, code: string): void {
    if (options['error-callback']) options['error-callback'](code);
    else throw new Error(`[Cloudflare Turnstile] Error: ${code}.`);
  }

  function build(container: HTMLElement, options: Options): Widget {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles];
    host.dataset['theme'] = options.theme ?? 'auto';
    host.dataset['size'] = options.size ?? 'normal';
    const language = options.language ?? 'auto';
    const [idle, busy, done, failed] =
      words[(language === 'auto' ? navigator.language : language).slice(0, 2).toLowerCase()] ?? english;
    const box = document.createElement('input');
    box.type = 'checkbox';
    const text = document.createElement('span');
    text.setAttribute('role', 'status');
    const brand = document.createElement('small');
    brand.textContent = 'sandbox';
    const label = document.createElement('label');
    label.append(box, text, brand);
    root.append(label);
    container.append(host);

    const widget: Widget = {
      options,
      host,
      reset() {
        clearTimeout(widget.timer);
        widget.token = undefined;
        box.checked = false;
        box.disabled = false;
        text.textContent = idle;
        if (answersItself.test(options.sitekey)) void solve();
      },
    };
    const solve = async (): Promise<void> => {
      box.disabled = true;
      text.textContent = busy;
      const answer = await fetch(`${origin}/turnstile/v0/solve`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          sitekey: options.sitekey,
          hostname: location.hostname,
          action: options.action,
          cdata: options.cData,
        }),
      }).catch(() => undefined);
      const { token } = answer?.ok ? ((await answer.json()) as { token: string }) : {};
      // Removed meanwhile: nobody waits for it.
      if (!host.isConnected) return;
      if (token === undefined) {
        text.textContent = failed;
        fail(options, answer ? '300030' : '200500');
        return;
      }
      widget.token = token;
      box.checked = true;
      text.textContent = done;
      widget.timer = setTimeout(() => {
        options['expired-callback']?.(token);
        if (options['refresh-expired'] !== 'never') widget.reset();
      }, lifetime);
      options.callback?.(token);
    };
    box.addEventListener('change', () => void solve());
    widget.reset();
    return widget;
  }

  const find = (id?: string): Widget | undefined =>
    id === undefined ? [...widgets.values()][0] : widgets.get(id);

  Object.assign(window, {
    turnstile: {
      ready: (callback: () => void) => queueMicrotask(callback),
      render(container: string | HTMLElement, options: Options): string | undefined {
        const element =
          typeof container === 'string' ? document.querySelector<HTMLElement>(container) : container;
        if (!element) throw new Error('[Cloudflare Turnstile] Unable to find a container.');
        if (typeof options?.sitekey !== 'string')
          throw new Error('[Cloudflare Turnstile] Invalid or missing type for parameter "sitekey".');
        const id = `cf-chl-widget-${Math.random().toString(36).slice(2, 7)}`;
        widgets.set(id, build(element, options));
        return id;
      },
      reset: (id?: string) => find(id)?.reset(),
      remove(id: string) {
        const widget = widgets.get(id);
        clearTimeout(widget?.timer);
        widget?.host.remove();
        widgets.delete(id);
      },
      getResponse: (id?: string) => find(id)?.token,
      isExpired: (id?: string) => find(id)?.token === undefined,
    },
  });
  const onload = new URL(script.src).searchParams.get('onload');
  if (onload !== null) (Reflect.get(window, onload) as (() => void) | undefined)?.();
})();
