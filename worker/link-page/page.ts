// The page that a preference link opens, in the browser: the link becomes a session for these preferences alone, and
// the center stands below. Without it, the page's own form still unsubscribes.

interface Provider extends HTMLElement {
  readonly session: { adopt(answer: unknown): void };
}

declare global {
  // What the loader before this file put there.
  var belfry: { load(name: string): Promise<void> } | undefined;
}

const place = document.querySelector<HTMLElement>('#center');
if (place) void begin(place);

async function begin(at: HTMLElement): Promise<void> {
  try {
    const [answer] = await Promise.all([session(), globalThis.belfry?.load('session')]);
    const provider = document.createElement('belfry-session') as Provider;
    const center = document.createElement('belfry-preferences');
    const { tenant } = at.dataset;
    if (tenant) center.setAttribute('tenant', tenant);
    // In the page before the center: whoever it is must be known by then.
    at.replaceChildren(provider);
    provider.session.adopt(answer);
    provider.append(center);
  } catch {
    at.querySelector('[role=alert]')?.removeAttribute('hidden');
    at.querySelector('button')?.addEventListener('click', () => void begin(at), { once: true });
  }
}

async function session(): Promise<unknown> {
  const token = new URLSearchParams(location.search).get('t');
  const response = await fetch('/v1/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant: 'link', token }),
    credentials: 'omit',
  });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
