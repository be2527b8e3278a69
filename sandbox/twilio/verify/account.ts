import type { Context } from 'hono';
import type { Clock } from '../../platform/clock.ts';
import { Collection } from '../collection.ts';
import { notFound } from '../errors.ts';
import { newSid } from '../sid.ts';
import { Attempts } from './attempts.ts';
import { FetchLimit } from './fetch-limit.ts';
import { Protection } from './protection.ts';
import { RateLimits } from './rate-limits.ts';
import { defaultSettings, type ServiceSettings, type VerifyService } from './service.ts';
import { Verifications } from './verifications.ts';

/** What the account is known by, and where its resources are. */
export interface VerifyAccountOptions {
  readonly accountSid: string;
  /** The sid of the seeded service. */
  readonly serviceSid: string;
  readonly messagingServiceSid: string;
  /** The account's number, its sender by WhatsApp. */
  readonly phoneNumber: string;
  readonly clock: Clock;
  /** Where the API is; known only once it listens. */
  origin(): string;
}

/** All that Verify knows of the account. */
export class VerifyAccount {
  readonly sid: string;
  readonly services = new Collection<VerifyService>();
  readonly attempts = new Attempts();
  readonly protection: Protection;
  readonly fetchLimit: FetchLimit;
  readonly #options: VerifyAccountOptions;

  constructor(options: VerifyAccountOptions) {
    this.#options = options;
    this.sid = options.accountSid;
    this.protection = new Protection(options.clock);
    this.fetchLimit = new FetchLimit(options.clock);
    this.#seed();
  }

  origin(): string {
    return this.#options.origin();
  }

  now(): number {
    return this.#options.clock.now();
  }

  serviceUrl({ sid }: VerifyService): string {
    return `${this.origin()}/v2/Services/${sid}`;
  }

  createService(settings: ServiceSettings, sid = newSid('VA')): VerifyService {
    const { clock } = this.#options;
    const now = clock.now();
    return this.services.add({
      sid,
      settings,
      createdAt: now,
      updatedAt: now,
      verifications: new Verifications(sid, clock, this.attempts),
      rateLimits: new RateLimits(clock),
      configurations: new Collection(),
    });
  }

  /**
   * The service that a path names.
   * @throws TwilioError 20404
   */
  service(c: Context): VerifyService {
    const service = this.services.get(c.req.param('service') ?? '');
    if (!service) throw notFound(c.req.path);
    return service;
  }

  reset(): void {
    this.services.clear();
    this.attempts.reset();
    this.protection.reset();
    this.fetchLimit.reset();
    this.#seed();
  }

  /** The shop's service, as its owner set it up: by every channel, and no text to a landline. */
  #seed(): void {
    const { serviceSid, messagingServiceSid, phoneNumber } = this.#options;
    this.createService(
      {
        ...defaultSettings('Willow & Wren'),
        lookupEnabled: true,
        skipSmsToLandlines: true,
        whatsapp: { msg_service_sid: messagingServiceSid, from: phoneNumber },
        mailerSid: `MD${'0'.repeat(32)}`,
      },
      serviceSid,
    );
  }
}
