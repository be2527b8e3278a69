import type { LoggedRequest } from '../../platform/request-log.ts';
import type { Answers } from '../answers.ts';

/** Reads from the control API. @throws {Error} with what it says, when it refuses */
export async function read<P extends keyof Answers>(
  path: P,
  query: Readonly<Record<string, string>> = {},
): Promise<Answers[P]> {
  const response = await request(`${path}?${new URLSearchParams(query)}`);
  return (await response.json()) as Answers[P];
}

/** One request of the log, with what was sent and answered. @throws {Error} when the log does not hold it any more */
export async function readRequest(id: number): Promise<LoggedRequest> {
  return (await (await request(`/requests/${id}`)).json()) as LoggedRequest;
}

/** Has the control API do something. @throws {Error} with what it says, when it refuses */
export async function send(method: 'POST' | 'DELETE', path: string, body?: object): Promise<void> {
  await request(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
}

async function request(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, init);
  if (response.ok) return response;
  const { detail } = (await response.json()) as { detail: string };
  throw new Error(detail);
}

/** Does what a control of the page asks for, then shows what came of it. */
export type Run = (work: () => Promise<void>) => Promise<void>;
