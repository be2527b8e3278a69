import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { callJson, VendorError } from './http.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const request = { vendor: 'knock', call: 'feed', url: 'https://vendor.example/', headers: {} } as const;
const schema = z.object({ count: z.int() });

async function failureOf(answer: () => Promise<Response>): Promise<VendorError> {
  vi.spyOn(globalThis, 'fetch').mockImplementation(answer);
  const error: unknown = await callJson(request, schema).catch((thrown: unknown) => thrown);
  if (!(error instanceof VendorError)) throw new Error('It did not fail as a vendor does.');
  return error;
}

describe('a call to a vendor', () => {
  test('gives what it was asked for', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ count: 3, more: true }));
    expect(await callJson(request, schema)).toEqual({ count: 3 });
  });

  test('that is refused tells status, code and when to come back, not the vendor’s text', async () => {
    const body = { code: 60203, message: 'Max send attempts reached for +12015550101' };
    const error = await failureOf(async () =>
      Response.json(body, { status: 429, headers: { 'retry-after': '12' } }),
    );
    expect(error).toMatchObject({ failure: 'status', status: 429, code: 60203, retryAfter: 12 });
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('+1201');
  });

  test.each([
    ['no JSON', () => new Response('<html>bad gateway</html>')],
    ['half an answer', () => new Response('{"count": 3')],
    ['another shape', () => Response.json({ count: 'three' })],
  ])('that is answered by %s fails', async (_, answer) => {
    expect(await failureOf(async () => answer())).toMatchObject({
      failure: 'body',
      vendor: 'knock',
      call: 'feed',
    });
  });

  test('that is led elsewhere does not go there with its secrets', async () => {
    const error = await failureOf(
      async () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.example/' } }),
    );
    expect(error).toMatchObject({ failure: 'status', status: 302 });
    expect(vi.mocked(fetch).mock.calls[0]?.[1]?.redirect).toBe('manual');
  });

  test('that breaks off fails', async () => {
    const error = await failureOf(async () => {
      throw new TypeError('connection reset while sending +12015550101');
    });
    expect(error).toMatchObject({ failure: 'network' });
    expect(error.message).not.toContain('+1201');
  });

  test('that takes too long is given up', async () => {
    const error = await failureOf(async () => {
      throw new DOMException('The operation timed out', 'TimeoutError');
    });
    expect(error).toMatchObject({ failure: 'timeout' });
    expect(vi.mocked(fetch).mock.calls[0]?.[1]?.signal).toBeInstanceOf(AbortSignal);
  });
});
