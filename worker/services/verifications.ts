import type { Session, Verification, VerificationRequest } from '../contract/index.ts';
import type { Limiter } from '../objects/limiter.ts';
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
import type { Caller, Sessions } from './sessions.ts';

interface Ports {
  readonly twilio: VerifyClient;
  readonly objects: DurableObjectNamespace<VerificationObject>;
  readonly limiters: DurableObjectNamespace<Limiter>;
  readonly hasher: PhoneHasher;
  readonly sessions: Sessions;
  readonly policy: Pick<SitePolicy, 'verification' | 'locales'>;
}

/** The caller of a send: the network is counted too. */
export interface Sender extends Caller {
  readonly network: string;
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
    const { e164, type } = readPhone(request.to, policy.verification.countries);
    const { channel } = request;
    checkChannel(channel, type, policy.verification);
    await this.#limit(e164, sender);
    const locale = this.#locale(request.locale);
    const { startedAt } = await this.#send(e164, channel, locale);
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
    checkChannel(wanted, readPhone(current.phone, policy.verification.countries).type, policy.verification);
    const state = allowed(await object.takeSend(sender.origin, wanted, sender.now), sender.now);
    await this.#limit(state.phone, sender);
    await this.#send(state.phone, wanted, state.locale);
    return present(id, state);
  }

  /** Tries a code; the right one opens a session of the phone. */
  async check(id: string, code: string, caller: Caller): Promise<Session> {
    const { hasher, objects, sessions, twilio } = this.#ports;
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
    return sessions.open({ id: await hasher.userId(state.phone), kind: 'phone' }, caller);
  }

  async #send(
    e164: string,
    channel: PhoneChannel,
    locale: string | undefined,
  ): Promise<{ startedAt: number }> {
    try {
      return await this.#ports.twilio.start(e164, channel, locale);
    } catch (error) {
      throw (error instanceof VendorError ? sendProblem(error) : undefined) ?? error;
    }
  }

  /** Counts a send against the network first: who floods uses up their own budget before another's phone. */
  async #limit(e164: string, { network, now }: Sender): Promise<void> {
    const { hasher, limiters, policy } = this.#ports;
    const { perNetwork, perPhone } = policy.verification;
    const limits = [
      { key: `network ${network}`, ...perNetwork },
      { key: `phone ${await hasher.limitKey(e164)}`, ...perPhone },
    ];
    for (const { key, sends, window } of limits) {
      const take = await limiters.getByName(key).take({ limit: sends, window: window * 1000 }, now);
      if (!take.allowed) {
        throw new ProblemError('too_many_sends', 'Too many codes were sent; wait.', {
          retryAfter: Math.ceil(take.retryAfterMs / 1000),
        });
      }
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
