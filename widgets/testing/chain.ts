import type * as loader from '../belfry.ts';

/** Where the running chain is; the test runner serves it. */
export interface Chain {
  readonly worker: string;
  readonly sandbox: Readonly<Record<'control' | 'stream' | 'knock' | 'twilio' | 'plivo', string>>;
}

export const chain = (await (await fetch('/chain.json')).json()) as Chain;

/** The built loader, as a page has it: elements in tests are the ones that ship. */
export const belfry = (await import(/* @vite-ignore */ `${chain.worker}/v1/belfry.js`)) as typeof loader;

async function send(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** The sandbox's control API. */
export const control = {
  post: (path: string, body?: unknown) => send(`${chain.sandbox.control}${path}`, 'POST', body ?? {}),
  get: (path: string) => send(`${chain.sandbox.control}${path}`, 'GET', undefined),
  clearFaults: () => send(`${chain.sandbox.control}/faults`, 'DELETE', undefined),
};

/** Stream's server-side API, as the site's backend uses it. */
export async function stream(method: string, path: string, body?: unknown): Promise<unknown> {
  const token = await sign({ alg: 'HS256', typ: 'JWT' }, { server: true }, 'sandbox-secret');
  return send(
    `${chain.sandbox.stream}${path}${path.includes('?') ? '&' : '?'}api_key=sandbox-key`,
    method,
    body,
    {
      authorization: token,
      'stream-auth-type': 'jwt',
    },
  );
}

/** Knock's server-side API, as the site's backend uses it. */
export function knock(method: string, path: string, body?: unknown): Promise<unknown> {
  return send(`${chain.sandbox.knock}${path}`, method, body, { authorization: 'Bearer sk_test_sandbox' });
}

/** The newest text to a phone number, with its code. */
export async function newestSms(to: string): Promise<{ body: string; code: string } | undefined> {
  const answer = (await control.get(`/messages?to=${encodeURIComponent(to)}`)) as
    { messages: { body: string; code: string }[] } | { body: string; code: string }[];
  return (Array.isArray(answer) ? answer : answer.messages)[0];
}

/** An identity token of the site for one of its users. @param seconds its life */
export function identity(id: string, name = id, seconds = 300): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return sign(
    { alg: 'HS256', typ: 'JWT', kid: 'sandbox' },
    { sub: id, name, iat: now, exp: now + seconds },
    'sandbox-identity-secret',
  );
}

let people = 0;

/** An id that no other test uses: all tests and browsers share one chain. */
export function freshId(prefix = 'user'): string {
  people += 1;
  // No time in it: for half an hour its letters would be those that a test searches for.
  return `${prefix}-${crypto.randomUUID().slice(0, 13)}-${people}`;
}

async function sign(header: object, claims: object, secret: string): Promise<string> {
  const encode = (value: Uint8Array | string) => {
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    return btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');
  };
  const signed = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}`;
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signed));
  return `${signed}.${encode(new Uint8Array(signature))}`;
}
