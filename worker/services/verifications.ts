import type { Verification, VerificationChannel, VerificationRequest } from '../contract/index.ts';
import type {
  Attempt,
  PhoneChannel,
  VerificationObject,
  VerificationState,
} from '../objects/verification.ts';
import { randomText } from '../platform/crypto.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import { VendorError } from '../vendors/http.ts';
import type { VerifyClient } from '../vendors/twilio/client.ts';
import { checkProblem, sendProblem } from '../vendors/twilio/problems.ts';
import { checkChannel, maskPhone, readPhone, type PhoneHasher } from './phone.ts';
import type { SendGuard } from './send-guard.ts';
import type { Caller } from './sessions.ts';

interface Ports {
  readonly twilio: VerifyClient;
  readonly objects: DurableObjectNamespace<VerificationObject>;
  readonly guard: SendGuard;
  readonly hasher: PhoneHasher;
  readonly policy: Pick<SitePolicy, 'verification' | 'locales'>;
}

/** The caller of a send: the network is counted too. */
export interface Sender extends Caller {
  readonly network: string;
  /** The session that the request comes with, if any. */
  readonly sessionId?: string;
}

/** What a right code proved. */
export interface Proven {
  readonly kind: 'phone' | 'email';
  /** E.164, or an e-mail address. */
  readonly address: string;
  /** The id of who proves nothing else. */
  readonly userId: string;
  readonly channel: VerificationChannel;
}

/**
 * Phone verification. What can be refused is refused in this order: schema, policy, limits; only then Twilio is asked,
 * so that a refused request never costs a message.
 */
export class PhoneVerifications {
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Sends a code to a phone. */
  async start(request: VerificationRequest, sender: Sender): Promise<Verification> {
    const { objects, policy } = this.#ports;
    const phone = readPhone(request.to, policy.verification.countries);
    const { e164 } = phone;
    const { channel } = request;
    checkChannel(channel, phone.type, policy.verification);
    await this.#ports.guard.admit(phone, sender);
    const locale = this.#locale(request.locale);
    const { startedAt } = await this.#send(e164, channel, locale, sender.now);
    const id = randomText(24);
    const { lifetime, resendAfter, sends, checks } = policy.verification;
    const state = await objects.getByName(id).open({
      phone: e164,
      channel,
      locale,
      origin: sender.origin,
      // Sending to a phone again does not prolong the code that is already on its way.
      expiresAt: Math.min(startedAt, sender.now) + lifetime * 1000,
      counts: { resendAfter, sends, checks },
      now: sender.now,
    });
    return present(id, state);
  }

  /** Sends the same code again, by the same channel or another. */
  async resend(id: string, channel: string | undefined, sender: Sender): Promise<Verification> {
    const { objects, policy } = this.#ports;
    const object = objects.getByName(id);
    const current = allowed(await object.read(sender.origin, sender.now), sender.now);
    const wanted = channel ?? current.channel;
    const phone = readPhone(current.phone, policy.verification.countries);
    checkChannel(wanted, phone.type, policy.verification);
    const state = allowed(await object.takeSend(sender.origin, wanted, sender.now), sender.now);
    await this.#ports.guard.admit(phone, sender);
    await this.#send(state.phone, wanted, state.locale, sender.now);
    return present(id, state);
  }

  /** Tries a code. */
  async check(id: string, code: string, caller: Caller): Promise<Proven> {
    const { guard, hasher, objects, twilio } = this.#ports;
    const object = objects.getByName(id);
    const state = allowed(await object.takeCheck(caller.origin, caller.now), caller.now);
    let approved: boolean;
    try {
      ({ approved } = await twilio.check(state.phone, code));
    } catch (error) {
      const problem = error instanceof VendorError ? checkProblem(error) : undefined;
      if (!problem) await object.returnCheck();
      throw problem ?? error;
    }
    if (!approved) {
      throw new ProblemError('code_incorrect', 'Try again, or have a new code sent.', {
        checksLeft: state.checksLeft,
        sendsLeft: state.sendsLeft,
      });
    }
    if (!(await object.approve())) throw unknown();
    await guard.approved(state.phone, caller.now);
    return {
      kind: 'phone',
      address: state.phone,
      userId: await hasher.userId(state.phone),
      channel: state.channel,
    };
  }

  async #send(
    e164: string,
    channel: PhoneChannel,
    locale: string | undefined,
    now: number,
  ): Promise<{ startedAt: number }> {
    const { guard, twilio } = this.#ports;
    try {
      const started = await twilio.start(e164, channel, locale);
      await guard.sent(e164, now);
      return started;
    } catch (error) {
      throw (error instanceof VendorError ? sendProblem(error) : undefined) ?? error;
    }
  }

  /** The site's locale that fits; else Twilio chooses by the number's country. */
  #locale(wanted: string | undefined): string | undefined {
    if (wanted === undefined) return undefined;
    const { locales } = this.#ports.policy;
    const language = wanted.split('-')[0]?.toLowerCase();
    return locales.find((locale) => locale === wanted) ?? locales.find((locale) => locale === language);
  }
}

const unknown = (): ProblemError => new ProblemError('verification_not_found', 'Start again.');

function allowed(attempt: Attempt, now: number): VerificationState {
  if (attempt.allowed) return attempt.state;
  const { refusal, state } = attempt;
  const left = state && { sendsLeft: state.sendsLeft, checksLeft: state.checksLeft };
  switch (refusal) {
    case 'not_found':
      throw unknown();
    case 'expired':
      throw new ProblemError('verification_expired', 'Start again.');
    case 'too_early':
      throw new ProblemError('send_too_early', 'Wait for the code that is on its way.', {
        ...left,
        retryAfter: Math.max(Math.ceil(((state?.resendAt ?? now) - now) / 1000), 1),
      });
    case 'too_many_sends':
      throw new ProblemError('too_many_sends', 'Enter the code that arrived, or start again later.', {
        ...left,
        retryAfter: Math.max(Math.ceil(((state?.expiresAt ?? now) - now) / 1000), 1),
      });
    case 'too_many_checks':
      throw new ProblemError('too_many_checks', 'Start again.', { ...left });
  }
}

function present(id: string, state: VerificationState): Verification {
  return {
    id,
    channel: state.channel,
    to: maskPhone(state.phone),
    expiresAt: new Date(state.expiresAt).toISOString(),
    resendAt: new Date(state.resendAt).toISOString(),
    sendsLeft: state.sendsLeft,
    checksLeft: state.checksLeft,
  };
}
