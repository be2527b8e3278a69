import * as z from 'zod/mini';
import type { Settings } from '../../platform/settings.ts';
import type { Breaker } from '../breaker.ts';
import { callJson } from '../http.ts';

const ORIGIN = 'https://challenges.cloudflare.com';
const API = '/turnstile/v0';
/** It stands before a code that is waited for, and is asked twice at most. ms */
const TIMEOUT = 2000;

/** https://developers.cloudflare.com/turnstile/get-started/server-side-validation/ */
const answerSchema = z.lazy(() =>
  z.object({
    success: z.boolean(),
    'error-codes': z._default(z.array(z.string()), []),
    hostname: z.optional(z.string()),
    action: z.optional(z.string()),
  }),
);

/** What the vendor says of an answer to a challenge. */
export type Verdict =
  | { readonly passed: true; readonly hostname: string | undefined; readonly action: string | undefined }
  /** `mistake` is one of our own: the secret or the request is wrong, and the visitor did nothing. */
  | { readonly passed: false; readonly mistake: boolean };

/** What an answer can be made of: anything else might be refused as a request, which would be a mistake of our own. */
const FORM = /^[\w.-]+$/;

/** Codes that are about us, not about the answer; `internal-error` is the vendor's own. */
const mistakes: ReadonlySet<string> = new Set([
  'missing-input-secret',
  'invalid-input-secret',
  'bad-request',
  'internal-error',
]);

/** Cloudflare Turnstile. */
export class TurnstileClient {
  readonly #settings: NonNullable<Settings['turnstile']>;
  readonly #breaker: Breaker | undefined;

  constructor(settings: NonNullable<Settings['turnstile']>, breaker?: Breaker) {
    this.#settings = settings;
    this.#breaker = breaker;
  }

  /** What a page needs to show the challenge. */
  get page(): { siteKey: string; script: string } {
    return { siteKey: this.#settings.siteKey, script: `${this.#url('api.js')}?render=explicit` };
  }

  /**
   * Spends an answer.
   * @param address the visitor's, where it is known
   * @throws {VendorError} when there is no verdict
   */
  async verify(answer: string, address: string | undefined): Promise<Verdict> {
    if (!FORM.test(answer)) return { passed: false, mistake: false };
    const request = JSON.stringify({
      secret: this.#settings.secretKey,
      response: answer,
      ...(address !== undefined && { remoteip: address }),
      // An answer is good once; by this key, asking again brings the same verdict.
      idempotency_key: crypto.randomUUID(),
    });
    const body = await this.#ask(request).catch(() => this.#ask(request));
    if (body.success) return { passed: true, hostname: body.hostname, action: body.action };
    return { passed: false, mistake: body['error-codes'].some((code) => mistakes.has(code)) };
  }

  #ask(body: string): Promise<z.output<typeof answerSchema>> {
    return callJson(
      {
        vendor: 'turnstile',
        breaker: this.#breaker,
        call: 'siteverify',
        url: this.#url('siteverify'),
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        timeout: TIMEOUT,
      },
      answerSchema,
    );
  }

  #url(file: string): string {
    return `${this.#settings.baseUrl ?? ORIGIN}${API}/${file}`;
  }
}
