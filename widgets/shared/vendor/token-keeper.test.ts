import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import { clientProblem, WorkerError } from '../../session/problem.ts';
import { TokenKeeper } from './token-keeper.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refusal = (status: number, retryAfter?: number) =>
  new WorkerError({
    ...clientProblem('connection_failed', 'Refused'),
    code: status === 503 ? 'vendor_unavailable' : 'session_required',
    status,
    ...(retryAfter !== undefined && { retryAfter }),
  });

/** A Worker that fails so, time after time, and then gives a token. */
function keeperOf(...failures: Error[]) {
  const fetch = vi.fn(() => {
    const failure = failures.shift();
    return failure ? Promise.reject(failure) : Promise.resolve('token');
  });
  return { keeper: new TokenKeeper(fetch), fetch };
}

describe('a token', () => {
  it('is asked for again when the Worker said so, and not before', async () => {
    const { keeper, fetch } = keeperOf(refusal(503, 7));
    const token = keeper.provide();
    await vi.advanceTimersByTimeAsync(6_999);
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await token).toBe('token');
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('is asked for after half a minute, whatever was said', async () => {
    const { keeper, fetch } = keeperOf(refusal(503, 3600));
    const token = keeper.provide();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await token).toBe('token');
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('is asked for ever more slowly while nothing is said', async () => {
    const { keeper, fetch } = keeperOf(refusal(503), refusal(503), refusal(503));
    const token = keeper.provide();
    const asked = [];
    for (const wait of [500, 1_000, 2_000]) {
      await vi.advanceTimersByTimeAsync(wait - 1);
      asked.push(fetch.mock.calls.length);
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(asked).toEqual([1, 2, 3]);
    expect(await token).toBe('token');
  });

  it('is shared by those who ask at the same time', async () => {
    const { keeper, fetch } = keeperOf();
    expect(await Promise.all([keeper.provide(), keeper.provide()])).toEqual(['token', 'token']);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('that the Worker refuses is not asked for again', async () => {
    const { keeper, fetch } = keeperOf(refusal(401));
    await expect(keeper.provide()).rejects.toThrow('session_required');
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('is given up when nobody needs it any more', async () => {
    const { keeper, fetch } = keeperOf(refusal(503, 7));
    const token = keeper.provide();
    const given = expect(token).rejects.toThrow('ended');
    await vi.advanceTimersByTimeAsync(0);
    keeper.end();
    await given;
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
