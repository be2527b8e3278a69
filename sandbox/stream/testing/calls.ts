import { expect } from 'vitest';
import { signToken } from './server.ts';
import type { TestServer } from './server.ts';

/** A bare call as a user, or as the backend. */
export const call = (server: TestServer, user: string | null, method: string, at: string, body?: object) =>
  server.call(method, at, {
    token: user === null ? server.serverToken : signToken({ user_id: user }),
    ...(body && { body }),
  });

/** A bare call that must succeed, as a user or as the backend. @returns what it was answered */
export async function as(server: TestServer, user: string | null, method: string, at: string, body?: object) {
  const answer = await call(server, user, method, at, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}
