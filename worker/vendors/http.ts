import * as z from 'zod/mini';
import type { Breaker } from './breaker.ts';

export type VendorName = 'stream' | 'knock' | 'twilio' | 'turnstile';

/** How a call to a vendor failed. A vendor's own text is never carried on: it may quote what we sent. */
export class VendorError extends Error {
  readonly vendor: VendorName;
  /** The name of the call, for logs. */
  readonly call: string;
  /** `open`: it was not called, since it has failed before. */
  readonly failure: 'timeout' | 'network' | 'status' | 'body' | 'open';
  readonly status?: number;
  /** The vendor's own error code. */
  readonly code?: number | string;
  /** Seconds. */
  readonly retryAfter?: number;

  constructor(
    about: Pick<VendorError, 'vendor' | 'call' | 'failure'> &
      Partial<Record<'status' | 'retryAfter', number | undefined>> & { code?: number | string | undefined },
  ) {
    super(`${about.vendor} ${about.call}: ${about.failure} ${about.status ?? ''}`.trim());
    this.name = 'VendorError';
    this.vendor = about.vendor;
    this.call = about.call;
    this.failure = about.failure;
    if (about.status !== undefined) this.status = about.status;
    if (about.code !== undefined) this.code = about.code;
    if (about.retryAfter !== undefined) this.retryAfter = about.retryAfter;
  }
}

/** A visitor waits for it: longer is as good as down. ms */
const TIMEOUT = 8000;

export interface VendorRequest {
  readonly vendor: VendorName;
  readonly call: string;
  readonly url: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Stands between us and a vendor that fails. */
  readonly breaker?: Breaker | undefined;
  /** ms; without it, as long as a visitor waits. */
  readonly timeout?: number;
}

/** Calls a vendor and gives its status and text, whatever they are. Throws only when there is no answer. */
export async function exchange(request: VendorRequest): Promise<{ response: Response; text: string }> {
  const { vendor, call } = request;
  let status: number | undefined;
  try {
    const response = await fetch(request.url, {
      method: request.method ?? 'GET',
      headers: request.headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeout ?? TIMEOUT),
      ...(request.body !== undefined && { body: request.body }),
    });
    ({ status } = response);
    return { response, text: await response.text() };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    const broken = status === undefined ? 'network' : 'body';
    throw new VendorError({ vendor, call, failure: timedOut ? 'timeout' : broken, status });
  }
}

/**
 * Calls a vendor that speaks JSON; a refusal, and an answer of another shape, are errors. While the vendor's breaker is
 * open it is not called at all.
 */
export function callJson<T>(request: VendorRequest, schema: z.ZodMiniType<T>): Promise<T> {
  const answer = guarded(request, schema);
  request.breaker?.keep(answer);
  return answer;
}

async function guarded<T>(request: VendorRequest, schema: z.ZodMiniType<T>): Promise<T> {
  const { breaker, vendor, call } = request;
  const entry = breaker?.enter();
  if (entry && 'retryAfter' in entry) throw new VendorError({ vendor, call, failure: 'open', ...entry });
  let failed = true;
  try {
    const answer = await ask(request, schema);
    failed = false;
    return answer;
  } catch (error) {
    // A refusal is an answer: what we ask for may be wrong, the vendor is not down.
    failed = !(error instanceof VendorError && error.failure === 'status' && (error.status ?? 500) < 500);
    throw error;
  } finally {
    entry?.done(!failed);
  }
}

async function ask<T>(request: VendorRequest, schema: z.ZodMiniType<T>): Promise<T> {
  const { vendor, call } = request;
  const { response, text } = await exchange(request);
  const body = parseJson(text);
  if (!response.ok) {
    throw new VendorError({
      vendor,
      call,
      failure: 'status',
      status: response.status,
      code: errorCode.safeParse(body).data?.code,
      retryAfter: retryAfter(response),
    });
  }
  const parsed = schema.safeParse(body);
  // Also where nothing is wanted of it: half an answer is none.
  if (!parsed.success || (body === undefined && text !== ''))
    throw new VendorError({ vendor, call, failure: 'body', status: response.status });
  return parsed.data;
}

/** Stream, Knock and Twilio all say `code`. */
const errorCode = z.object({ code: z.union([z.number(), z.string()]) });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined;
}
