import type { RequestOpts } from 'twilio/lib/base/BaseTwilio.js';
import * as z from 'zod/mini';
import type { Channel } from '../../objects/verification.ts';
import type { Settings } from '../../platform/settings.ts';
import type { Breaker } from '../breaker.ts';
import { callJson, VendorError } from '../http.ts';
import { verifyLocale } from './locales.ts';

const ORIGIN = 'https://verify.twilio.com';

const startSchema = z.lazy(() => z.object({ to: z.string() }));
const checkSchema = z.lazy(() => z.object({ to: z.string(), status: z.string() }));

/**
 * Twilio Verify through the SDK's own resources, without the SDK's client: that one brings axios and every product,
 * ten times the size. The client that remains is one function, and it calls through our fetch.
 */
export class VerifyClient {
  readonly #settings: NonNullable<Settings['twilio']>;
  readonly #breaker: Breaker | undefined;
  #resources: ReturnType<typeof loadResources> | undefined;

  constructor(settings: NonNullable<Settings['twilio']>, breaker?: Breaker) {
    this.#settings = settings;
    this.#breaker = breaker;
  }

  #loaded(): ReturnType<typeof loadResources> {
    return (this.#resources ??= loadResources(this.#settings, this.#breaker));
  }

  /** Seconds for which it is left alone, since it failed; undefined while it is not. */
  get closedFor(): number | undefined {
    return this.#breaker?.closedFor;
  }

  /**
   * Sends a code; while one is on its way there, the same again.
   * @param language a BCP 47 tag; where Twilio has none of it, it chooses by the number's country
   */
  async start(to: string, channel: Channel, language: string | undefined): Promise<void> {
    const { start } = await this.#loaded();
    const locale = language === undefined ? undefined : verifyLocale(language);
    const ask = (): Promise<unknown> =>
      start.create({ to, channel, ...(locale !== undefined && { locale }) });
    try {
      parse(startSchema, 'startVerification', await unlessBusy(ask));
    } catch (error) {
      // The answer broke off after Twilio had taken it.
      const taken = error instanceof VendorError && error.failure === 'body' && (error.status ?? 500) < 300;
      if (!taken) throw error;
    }
  }

  /** Tries a code. A wrong one is no error: it is not `approved`. */
  async check(to: string, code: string): Promise<{ approved: boolean }> {
    const { check } = await this.#loaded();
    const ask = (): Promise<unknown> => check.create({ to, code });
    const answer = parse(checkSchema, 'checkVerification', await unlessBusy(ask));
    return { approved: answer.status === 'approved' && answer.to === to };
  }
}

/** With the first code, for most isolates never send one. */
async function loadResources(settings: NonNullable<Settings['twilio']>, breaker: Breaker | undefined) {
  const [domains, versions, { VerificationListInstance }, { VerificationCheckListInstance }] =
    await Promise.all([
      import('twilio/lib/base/Domain.js'),
      import('twilio/lib/base/Version.js'),
      import('twilio/lib/rest/verify/v2/service/verification.js'),
      import('twilio/lib/rest/verify/v2/service/verificationCheck.js'),
    ]);
  const Domain = interop(domains.default);
  const Version = interop(versions.default);
  const client = { request: (options: RequestOpts) => request(settings, options, breaker) };
  // The resources ask of a client and a version only what these two have; their types ask for whole Twilio.
  const domain = new Domain(client as never, settings.baseUrl ?? ORIGIN);
  const version = new Version(domain, 'v2') as never;
  return {
    start: VerificationListInstance(version, settings.verifyServiceSid),
    check: VerificationCheckListInstance(version, settings.verifyServiceSid),
  };
}

/** The SDK is CommonJS: a bundler gives the class, a strict module loader the object around it. */
function interop<T>(module: T | { default: T }): T {
  return typeof module === 'object' && module !== null && 'default' in module
    ? module.default
    : (module as T);
}

async function request(
  { accountSid, authToken }: NonNullable<Settings['twilio']>,
  { method = 'post', uri = '', data, headers }: RequestOpts,
  breaker: Breaker | undefined,
): Promise<{ statusCode: number; body: unknown }> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(data ?? {})) form.set(name, String(value));
  const body = await callJson(
    {
      vendor: 'twilio',
      breaker,
      call: uri.slice(uri.lastIndexOf('/') + 1),
      url: uri,
      method: method.toUpperCase(),
      headers: {
        ...(headers as Record<string, string>),
        authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}`,
      },
      body: form.toString(),
    },
    z.looseObject({}),
  );
  return { statusCode: 200, body };
}

/** Asked again a little later: Twilio says by these that it did not look at the request. Anything else may have worked. */
const notLookedAt: ReadonlySet<unknown> = new Set([20429, 60212]);
const RETRIES = 2;

async function unlessBusy<T>(ask: () => Promise<T>, tried = 0): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const again = error instanceof VendorError && notLookedAt.has(error.code) && tried < RETRIES;
    if (!again) throw error;
    // Full jitter, as the SDK's own retries have it.
    const [share = 0] = crypto.getRandomValues(new Uint8Array(1));
    await new Promise((resolve) => setTimeout(resolve, (share / 255) * 100 * 2 ** tried));
    return unlessBusy(ask, tried + 1);
  }
}

function parse<T>(schema: z.ZodMiniType<T>, call: string, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new VendorError({ vendor: 'twilio', call, failure: 'body', status: 201 });
  return parsed.data;
}
