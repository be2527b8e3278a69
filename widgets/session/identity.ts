import { clientProblem, WorkerError } from './problem.ts';

/**
 * Who the visitor is, as the site says it: an identity token, the address of the site's own endpoint that answers one
 * (as text, or as JSON `{"token": "…"}`), or a function that resolves to one. A function or an endpoint is asked again
 * when a token has run out; an empty answer means that nobody is signed in.
 */
export type Identity = string | (() => Promise<string | null | undefined> | string | null | undefined);

const compactJws = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** The identity token of this moment, or undefined when nobody is signed in. Rejects with `identity_unavailable`. */
export async function identityToken(identity: Identity): Promise<string | undefined> {
  try {
    if (typeof identity === 'function') return (await identity()) || undefined;
    if (compactJws.test(identity)) return identity;
    return await fetchToken(identity);
  } catch (error) {
    throw new WorkerError(
      clientProblem('identity_unavailable', error instanceof Error ? error.message : String(error)),
    );
  }
}

async function fetchToken(address: string): Promise<string | undefined> {
  const url = new URL(address, document.baseURI);
  const response = await fetch(url, {
    credentials: 'same-origin',
    headers: { accept: 'application/json, text/plain' },
  });
  if (response.status === 401 || response.status === 204) return undefined;
  if (!response.ok) throw new Error(`The identity endpoint answered ${response.status}.`);
  const text = (await response.text()).trim();
  if (!text.startsWith('{')) return text || undefined;
  const { token } = JSON.parse(text) as { token?: unknown };
  return typeof token === 'string' && token ? token : undefined;
}
