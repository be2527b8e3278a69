import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatToken } from '../../../worker/contract/index.ts';
import { clientProblem, WorkerError } from '../../session/problem.ts';
import { TokenSource } from './token-source.ts';

const start = Date.parse('2026-11-21T12:00:00Z');

/** @param life s @param skew s by which the visitor's clock is ahead */
function token(name: string, life = 3_600, skew = 0): ChatToken {
  const now = Date.now() / 1000 - skew;
  const payload = btoa(JSON.stringify({ user_id: name, iat: now, exp: now + life }));
  return {
    apiKey: 'key',
    userId: 'ann',
    token: `${name}.${payload}.signature`,
    expiresAt: new Date((now + life) * 1000).toISOString(),
  };
}

const unreachable = new WorkerError(clientProblem('unreachable', 'No network'));
const signedOut = new WorkerError({ ...clientProblem('signed_out', 'Nobody'), status: 401 });
const nameOf = (jwt: string) => jwt.split('.')[0];

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('TokenSource', () => {
  it('is due a minute before the end of a token, whatever the visitor’s clock says', async () => {
    const source = new TokenSource(() => Promise.resolve(token('a', 600, 7_200)));
    expect(source.renewIn).toBe(0);
    await source.provide();
    expect(source.renewIn).toBe(540_000);
    vi.advanceTimersByTime(600_000);
    expect(source.renewIn).toBe(0);
  });

  it('is due at half the life of a token that lives less than two minutes', async () => {
    const source = new TokenSource(() => Promise.resolve(token('a', 10)));
    await source.provide();
    expect(source.renewIn).toBe(5_000);
  });

  it('hands out the present token while a new one cannot be had', async () => {
    const fetch = vi
      .fn<() => Promise<ChatToken>>()
      .mockResolvedValueOnce(token('first'))
      .mockRejectedValue(unreachable);
    const source = new TokenSource(fetch);
    await source.provide();
    vi.advanceTimersByTime(3_550_000);
    expect(nameOf(await source.provide())).toBe('first');
  });

  it('waits, longer each time, when there is no token that lives', async () => {
    const fetch = vi
      .fn<() => Promise<ChatToken>>()
      .mockRejectedValueOnce(unreachable)
      .mockRejectedValueOnce(new WorkerError({ ...clientProblem('answer_unreadable', 'Oops'), status: 503 }))
      .mockResolvedValue(token('late'));
    const source = new TokenSource(fetch);
    const provided = source.provide();
    await vi.advanceTimersByTimeAsync(499);
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(fetch).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(nameOf(await provided)).toBe('late');
  });

  it('fails at once when the Worker says no', async () => {
    const source = new TokenSource(() => Promise.reject(signedOut));
    await expect(source.provide()).rejects.toBe(signedOut);
  });

  it('gives up on tokens that are refused in a row', async () => {
    const fetch = vi.fn(() => Promise.resolve(token('refused')));
    const source = new TokenSource(fetch);
    const outcome = (async () => {
      for (;;) await source.provide();
    })().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await outcome).toBeInstanceOf(Error);
    expect(fetch.mock.calls.length).toBeLessThan(10);
  });

  it('does not wait on after its end', async () => {
    const fetch = vi.fn(() => Promise.reject(unreachable));
    const source = new TokenSource(fetch);
    const provided = source.provide().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(100);
    source.end();
    expect(await provided).toBeInstanceOf(Error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
