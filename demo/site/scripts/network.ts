/** A page's network, in the page's own hands. */
export interface CuttableNetwork {
  /** Resolves once a socket has heard its first words. */
  readonly live: Promise<unknown>;
  cut(): void;
}

/**
 * Takes charge of this page's network, so that it can be cut while elements are live. Call it before they connect.
 * Afterwards the page behaves as on a train in a tunnel: sockets end, requests fail, the browser says that it is
 * offline.
 */
export function cuttableNetwork(): CuttableNetwork {
  const open = new Set<WebSocket>();
  let cut = false;
  const live = Promise.withResolvers<undefined>();
  const BrowserSocket = globalThis.WebSocket;
  globalThis.WebSocket = class extends BrowserSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      open.add(this);
      this.addEventListener('message', () => live.resolve(undefined), { once: true });
      if (cut) this.close();
    }
  };
  const cutAll = () => {
    cut = true;
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    XMLHttpRequest.prototype.send = function fail(this: XMLHttpRequest) {
      queueMicrotask(() => this.dispatchEvent(new ProgressEvent('error')));
    };
    for (const socket of open) socket.close();
    dispatchEvent(new Event('offline'));
  };
  return { live: live.promise, cut: cutAll };
}

/** What the Worker answers in this page instead: a whole answer where there is a status, else a change to its own. */
export interface Alteration {
  /** How the path ends. */
  readonly path: string;
  readonly status?: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Lets the Worker answer otherwise from now on: what else would take ten minutes, or an attack, to see. */
export function alterAnswer({ path, status, body }: Alteration): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (!pathname.endsWith(path)) return fetch(input, init);
    if (status !== undefined) {
      const problem = { type: 'about:blank', title: '', detail: '', requestId: 'gallery', status };
      return Response.json({ ...problem, ...body }, { status });
    }
    const answer = await fetch(input, init);
    if (!answer.ok) return answer;
    const altered = { ...((await answer.json()) as object), ...body };
    return Response.json(altered, { status: answer.status, headers: { date: new Date().toUTCString() } });
  };
}
