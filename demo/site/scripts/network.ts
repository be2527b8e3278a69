/**
 * Takes charge of this page's network, so that it can be cut while elements are live. Call it before they connect.
 * Afterwards the page behaves as on a train in a tunnel: sockets end, requests fail, the browser says that it is
 * offline. Returns what cuts it.
 */
export function cuttableNetwork(): () => void {
  const open = new Set<WebSocket>();
  let cut = false;
  const BrowserSocket = globalThis.WebSocket;
  globalThis.WebSocket = class extends BrowserSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      open.add(this);
      if (cut) this.close();
    }
  };
  return () => {
    cut = true;
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    XMLHttpRequest.prototype.send = function fail(this: XMLHttpRequest) {
      queueMicrotask(() => this.dispatchEvent(new ProgressEvent('error')));
    };
    for (const socket of open) socket.close();
    dispatchEvent(new Event('offline'));
  };
}
