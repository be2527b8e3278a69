import type { Verification, VerificationRequest } from '../contract/index.ts';
import type {
  Attempt,
  Channel,
  Refusal,
  Ticket,
  VerificationObject,
  VerificationState,
} from '../objects/verification.ts';
import { describeError, type Log } from '../platform/log.ts';
import type { Pace } from '../platform/pace.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import { VendorError } from '../vendors/http.ts';
import type { VerifyClient } from '../vendors/twilio/client.ts';
import { checkRefusal, sendRefusal } from '../vendors/twilio/problems.ts';
import {
  checkChannel,
  isReached,
  maskAddress,
  readRecipient,
  type AddressHasher,
  type Recipient,
} from './recipient.ts';
import type { Asker, Clearance, SendGuard } from './send-guard.ts';
import { logVendorFailure } from './vendor-failure.ts';
import type { VerificationIds } from './verification-id.ts';

interface Ports {
  readonly twilio: VerifyClient;
  readonly objects: DurableObjectNamespace<VerificationObject>;
  readonly guard: SendGuard;
  readonly hasher: AddressHasher;
  readonly ids: VerificationIds;
  readonly pace: Pace;
  readonly policy: Pick<SitePolicy, 'verification' | 'locales'>;
  readonly log: Log;
}

/** Who asks, as the request says. */
export type Sender = Asker;

/** What a right code proved. */
export interface Proven {
  readonly kind: 'phone' | 'email';
  /** E.164, or an e-mail address. */
  readonly address: string;
  /** The id of who proves nothing else. */
  readonly userId: string;
  readonly channel: Channel;
}

/** An object, and what opens it. */
interface Holder {
  readonly object: DurableObjectStub<VerificationObject>;
  readonly ticket: Ticket;
}

/**
 * Verification of phones and e-mail addresses. What can be refused is refused in this order: schema, policy, who asks,
 * challenge, limits; only then Twilio is asked, so that a refused request never costs a message.
 *
 * Whether a number is blocked, unknown or a landline shows nowhere: such a start is answered as any other, in the same
 * time, as is each code that is refused, and none is right. THREATS.md says why.
 */
export class Verifications {
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Sends a code, or gives another id for the one that is on its way. */
  async start(request: VerificationRequest, sender: Sender): Promise<Verification> {
    const begunAt = Date.now();
    const { guard, hasher, ids, objects, pace, policy } = this.#ports;
    const { lifetime, resendAfter, sends, checks } = policy.verification;
    const recipient = readRecipient(request.to, request.channel, policy.verification, request.country);
    const { address } = recipient;
    const { channel, challenge } = request;
    const clearance = await guard.meet(recipient, { channel, answer: challenge }, sender);
    const key = await hasher.verificationKey(address);
    const { id, ticket } = await ids.issue(key, sender.origin);
    const holder = { object: objects.getByName(key), ticket: { id: ticket, owner: ownerOf(sender) } };
    const locale = this.#locale(request.locale);
    const begun = await holder.object.begin({
      ticket: holder.ticket,
      address,
      channel,
      locale,
      answered: clearance.answered,
      lifetime: lifetime * 1000,
      counts: { resendAfter, sends, checks },
      now: sender.now,
    });
    if (!begun.allowed) throw startRefused(begun.state, sender.now);
    const pass = begun.send ? await this.#admit(holder, recipient, channel, clearance, sender) : 'sent';
    await pace(begunAt, this.#deliver(pass, holder, recipient, channel, locale, sender));
    return present(id, begun.state);
  }

  /** Sends the same code again, by the same channel or another. Where a challenge is to be answered, it is begun anew. */
  async resend(id: string, wanted: Channel | undefined, sender: Sender): Promise<Verification> {
    const begunAt = Date.now();
    const { guard, pace, policy } = this.#ports;
    const holder = await this.#hold(id, sender);
    const current = allowed(await holder.object.read(holder.ticket, sender.now), sender.now);
    const channel = wanted ?? current.channel;
    checkChannel(channel, policy.verification.channels);
    if (!isReached(current.address, channel))
      throw new ProblemError('channel_not_supported', 'The code goes to where it began.');
    const recipient = readRecipient(current.address, channel, policy.verification);
    const { answered = false } = current;
    const clearance = await guard.meetAgain(recipient, { answered, channel }, sender);
    const state = allowed(await holder.object.takeSend(holder.ticket, channel, sender.now), sender.now);
    const pass = await this.#admit(holder, recipient, channel, clearance, sender);
    await pace(begunAt, this.#deliver(pass, holder, recipient, channel, state.locale, sender));
    return present(id, state);
  }

  /** Tries a code. A right one is told at once, a refused one after as long as a start takes. */
  async check(id: string, code: string, sender: Sender): Promise<Proven> {
    const begunAt = Date.now();
    const { guard, hasher, log, pace } = this.#ports;
    const holder = await this.#hold(id, sender);
    const { object, ticket } = holder;
    const state = allowed(await object.takeCheck(ticket, sender.now), sender.now);
    const { address, answered = false, channel } = state;
    await guard.check(address, answered, sender);
    const refusal = await this.#judge(code, holder, state, sender);
    if (refusal) {
      // The vendor has no code to compare where it sent none, and may be sooner done.
      await pace(begunAt, Promise.resolve());
      throw refusal;
    }
    if (!(await object.approve(ticket))) throw unknown();
    // What is only counted must not cost the visitor a code that was right.
    await Promise.all([
      guard.approved(address, sender.now),
      guard.returnCheck(address, answered, sender),
    ]).catch((error: unknown) =>
      log({ event: 'unhandled_error', requestId: sender.requestId, ...describeError(error) }),
    );
    const kind = address.includes('@') ? 'email' : 'phone';
    return { kind, address, channel, userId: await hasher.userId(address) };
  }

  /**
   * Asks the vendor of a code that is counted.
   * @returns why it is refused, undefined when it is right
   * @throws {VendorError} when the vendor fails; the try is given back
   */
  async #judge(
    code: string,
    { object }: Holder,
    state: VerificationState,
    sender: Sender,
  ): Promise<ProblemError | undefined> {
    const { now } = sender;
    try {
      const { approved } = await this.#ports.twilio.check(state.address, code);
      return approved ? undefined : incorrect(state, now);
    } catch (error) {
      const refusal = error instanceof VendorError ? checkRefusal(error) : undefined;
      if (refusal === undefined) {
        const { address, answered = false } = state;
        await Promise.all([
          object.returnCheck(now),
          this.#ports.guard.returnCheck(address, answered, sender),
        ]);
        throw error;
      }
      if (refusal === 'used_up') return tooManyChecks(state, now);
      // What the vendor never took has no code: of all answers only this one does not tell so.
      if (refusal === 'incorrect' || !state.accepted) return incorrect(state, now);
      await object.end(now);
      return new ProblemError('verification_expired', 'Start again.');
    }
  }

  async #hold(id: string, sender: Sender): Promise<Holder> {
    const ref = await this.#ports.ids.read(id, sender.origin);
    if (!ref) throw unknown();
    return {
      object: this.#ports.objects.getByName(ref.key),
      ticket: { id: ref.ticket, owner: ownerOf(sender) },
    };
  }

  /** Asks whether what the object has counted may be sent; if not, it is given back. */
  async #admit(
    { object }: Holder,
    recipient: Recipient,
    channel: Channel,
    clearance: Clearance,
    sender: Sender,
  ): Promise<'send' | 'mute'> {
    try {
      return await this.#ports.guard.admit(recipient, channel, clearance, sender);
    } catch (error) {
      await object.returnSend(sender.now);
      throw error;
    }
  }

  /**
   * Sends what may be sent. What is about the recipient ends in silence, and everything else in a problem: `mute` ends as
   * a send does while the vendor is left alone, `sent` is on its way already.
   */
  async #deliver(
    pass: 'send' | 'mute' | 'sent',
    { object }: Holder,
    { address }: Recipient,
    channel: Channel,
    locale: string | undefined,
    { now, requestId }: Sender,
  ): Promise<void> {
    const { guard, log, twilio } = this.#ports;
    if (pass === 'sent') return;
    if (pass === 'mute') {
      const retryAfter = twilio.closedFor;
      if (retryAfter === undefined) return;
      await Promise.all([object.returnSend(now), guard.takeBack(address, now)]);
      throw unavailable({ retryAfter });
    }
    try {
      await twilio.start(address, channel, locale);
      await object.accept();
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      // Logged here: it may come when the answer is long gone.
      logVendorFailure(log, error, requestId);
      const refusal = sendRefusal(error);
      if (refusal === 'mute') return;
      await Promise.all([object.returnSend(now), guard.takeBack(address, now)]);
      throw refusal ?? unavailable(error);
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

/**
 * Who alone may go on with what they begin: the session, or the user whom the site has named, since each load of a page
 * opens a new session for that one. No session's id has a space in it.
 */
const ownerOf = ({ sessionId, userId }: Sender): string | undefined =>
  userId === undefined ? sessionId : `user ${userId}`;

const secondsTo = (then: number, now: number): number => Math.max(Math.ceil((then - now) / 1000), 1);
const unavailable = ({ retryAfter = 5 }: Pick<VendorError, 'retryAfter'>): ProblemError =>
  new ProblemError('vendor_unavailable', 'Try again soon.', { retryAfter });
const unknown = (): ProblemError => new ProblemError('verification_not_found', 'Start again.');

/** A code is on its way that took all its sends or checks: a new one comes when it has ended. */
function startRefused({ expiresAt }: VerificationState, now: number): ProblemError {
  return new ProblemError('too_many_sends', 'Enter the code that arrived, or start again later.', {
    retryAfter: secondsTo(expiresAt, now),
  });
}

/** With the last try goes the wait for a new code: the vendor, too, keeps its count until this one has ended. */
function incorrect({ checksLeft, expiresAt, sendsLeft }: VerificationState, now: number): ProblemError {
  return new ProblemError('code_incorrect', 'Try again, or have a new code sent.', {
    checksLeft,
    sendsLeft,
    ...(checksLeft === 0 && { retryAfter: secondsTo(expiresAt, now) }),
  });
}

function tooManyChecks({ expiresAt, sendsLeft }: VerificationState, now: number): ProblemError {
  return new ProblemError('too_many_checks', 'Start again when this code has ended.', {
    sendsLeft,
    checksLeft: 0,
    retryAfter: secondsTo(expiresAt, now),
  });
}

function allowed(attempt: Attempt, now: number): VerificationState {
  if (attempt.allowed) return attempt.state;
  throw refusalOf(attempt.refusal, attempt.state, now);
}

function refusalOf(refusal: Refusal, state: VerificationState | undefined, now: number): ProblemError {
  if (refusal === 'expired') return new ProblemError('verification_expired', 'Start again.');
  if (refusal === 'not_found' || !state) return unknown();
  const { checksLeft, expiresAt, resendAt, sendsLeft } = state;
  if (refusal === 'too_many_checks') return tooManyChecks(state, now);
  return refusal === 'too_early'
    ? new ProblemError('send_too_early', 'Wait for the code that is on its way.', {
        sendsLeft,
        checksLeft,
        retryAfter: secondsTo(resendAt, now),
      })
    : new ProblemError('too_many_sends', 'Enter the code that arrived, or start again later.', {
        sendsLeft,
        checksLeft,
        retryAfter: secondsTo(expiresAt, now),
      });
}

function present(id: string, state: VerificationState): Verification {
  return {
    id,
    channel: state.channel,
    to: maskAddress(state.address),
    expiresAt: new Date(state.expiresAt).toISOString(),
    resendAt: new Date(state.resendAt).toISOString(),
    sendsLeft: state.sendsLeft,
    checksLeft: state.checksLeft,
  };
}
