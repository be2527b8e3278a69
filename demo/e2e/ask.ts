import { inject } from 'vitest';
import { someNetwork } from './visit.ts';

/** A call of the Worker, as a page of the demo makes it. */
export async function ask<T>(method: string, path: string, body?: unknown, token?: string): Promise<T> {
  const { demo, worker } = inject('chain');
  const answer = await fetch(`${worker}${path}`, {
    method,
    headers: {
      origin: demo,
      'cf-connecting-ip': someNetwork(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** An identity token of the shop's. */
export async function identity(visitor: string): Promise<string> {
  const answer = await fetch(`${inject('chain').demo}/identity?visitor=${visitor}`);
  return ((await answer.json()) as { token: string }).token;
}
