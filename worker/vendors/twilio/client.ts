import type { RequestOpts } from 'twilio/lib/base/BaseTwilio.js';
import DomainModule from 'twilio/lib/base/Domain.js';
import VersionModule from 'twilio/lib/base/Version.js';
import { VerificationListInstance } from 'twilio/lib/rest/verify/v2/service/verification.js';
import { VerificationCheckListInstance } from 'twilio/lib/rest/verify/v2/service/verificationCheck.js';
import * as z from 'zod';
import type { PhoneChannel } from '../../objects/verification.ts';
import type { Settings } from '../../platform/settings.ts';
import type { Breaker } from '../breaker.ts';
import { callJson, VendorError } from '../http.ts';

const ORIGIN = 'https://verify.twilio.com';

const startSchema = z.object({ to: z.string(), dateCreated: z.date() });
const checkSchema = z.object({ to: z.string(), status: z.string() });

/**
 * Twilio Verify through the SDK's own resources, without the SDK's client: that one brings axios and every product,
 * ten times the size. The client that remains is one function, and it calls through our fetch.
 */
export class VerifyClient {
  readonly #start: ReturnType<typeof VerificationListInstance>;
  readonly #check: ReturnType<typeof VerificationCheckListInstance>;

  constructor(settings: NonNullable<Settings['twilio']>, breaker?: Breaker) {
    const client = { request: (options: RequestOpts) => request(settings, options, breaker) };
    const Domain = interop(DomainModule);
    const Version = interop(VersionModule);
    // The resources ask of a client and a version only what these two have; their types ask for whole Twilio.
    const domain = new Domain(client as never, settings.baseUrl ?? ORIGIN);
    const version = new Version(domain, 'v2') as never;
    this.#start = VerificationListInstance(version, settings.verifyServiceSid);
    this.#check = VerificationCheckListInstance(version, settings.verifyServiceSid);
  }

  /** Sends a code; while one is on its way to this phone, the same again. `startedAt` in ms. */
  async start(to: string, channel: PhoneChannel, locale: string | undefined): Promise<{ startedAt: number }> {
    const answer = await this.#start.create({ to, channel, ...(locale !== undefined && { locale }) });
    const { dateCreated } = parse(startSchema, 'startVerification', answer);
    return { startedAt: dateCreated.getTime() };
  }

  /** Tries a code. A wrong one is no error: it is not `approved`. */
  async check(to: string, code: string): Promise<{ approved: boolean }> {
    const answer = parse(checkSchema, 'checkVerification', await this.#check.create({ to, code }));
    return { approved: answer.status === 'approved' && answer.to === to };
  }
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
    z.unknown(),
  );
  return { statusCode: 200, body };
}

function parse<T>(schema: z.ZodType<T>, call: string, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new VendorError({ vendor: 'twilio', call, failure: 'body' });
  return parsed.data;
}
