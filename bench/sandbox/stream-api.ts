import { createHmac } from 'node:crypto';
import { credentials } from '../../sandbox/credentials.ts';

const { apiKey, apiSecret } = credentials.stream;
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as an app's backend signs it. */
export function signToken(payload: object): string {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', apiSecret).update(signed).digest('base64url')}`;
}

export const serverToken = signToken({ server: true });
export const channel = { type: 'messaging', id: 'bench' } as const;
export const userId = (index: number): string => `bench-${index}`;

/** One REST call. @throws {Error} with the answer, when it is refused */
export async function callStream(
  origin: string,
  path: string,
  token: string,
  body: object,
  query: Readonly<Record<string, string>> = {},
): Promise<void> {
  const url = new URL(path, origin);
  url.search = new URLSearchParams({ api_key: apiKey, ...query }).toString();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stream-auth-type': 'jwt', authorization: token },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${answer}`);
}

/** Where a user's socket is opened. */
export function socketAddress(origin: string, user: string): string {
  const query = new URLSearchParams({
    api_key: apiKey,
    authorization: signToken({ user_id: user }),
    'stream-auth-type': 'jwt',
    json: JSON.stringify({ user_id: user, user_details: { id: user } }),
  });
  return `${origin.replace('http', 'ws')}/connect?${query}`;
}
