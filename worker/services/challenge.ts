import { ProblemError } from '../platform/problem.ts';
import type { Log } from '../platform/log.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import { VendorError } from '../vendors/http.ts';
import type { TurnstileClient } from '../vendors/turnstile/client.ts';
import { logVendorFailure } from './vendor-failure.ts';

/** What the challenge is rendered with: an answer that was given elsewhere on the site is none. */
export const CHALLENGE_ACTION = 'verification';

interface Ports {
  readonly turnstile: TurnstileClient;
  readonly whenDown: SitePolicy['verification']['challenge']['whenDown'];
  /** ms that a code is good: what began unjudged can be sent again for so long. */
  readonly lifetime: number;
  readonly log: Log;
}

/** Who answers. */
interface Answerer {
  readonly origin: string;
  /** The IP address, where it is known. */
  readonly address?: string;
  readonly requestId: string;
  /** ms */
  readonly now: number;
}

/** Who sends a code again, too, begins anew with the answer: the code that is on its way stays good. */
export const challengeRequired = (): ProblemError =>
  new ProblemError('challenge_required', 'Start with an answer to the challenge of /v1/config.');

/** The challenge that tells people from bots, where the site has one. */
export class Challenge {
  readonly #ports: Ports;
  /** ms; when an answer could not be judged, and none was since. */
  #unjudgedAt = -Infinity;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Whether answers cannot be judged now, as far as this isolate knows. */
  isDown(now: number): boolean {
    return now - this.#unjudgedAt < this.#ports.lifetime;
  }

  /** Whether it is down, and the site lets pass then. */
  isWaived(now: number): boolean {
    return this.#ports.whenDown === 'open' && this.isDown(now);
  }

  /**
   * Lets an answer pass that was given on this page, for this purpose, and only once.
   * @returns whether it was judged; false when nobody can tell and the site lets pass then
   * @throws {ProblemError} challenge_required without one, challenge_failed; vendor_unavailable when nobody can tell and
   * the site wants it so
   */
  async check(answer: string | undefined, { address, now, origin, requestId }: Answerer): Promise<boolean> {
    if (answer === undefined) throw challengeRequired();
    let verdict;
    try {
      verdict = await this.#ports.turnstile.verify(answer, address);
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      logVendorFailure(this.#ports.log, error, requestId);
      verdict = undefined;
    }
    const judged = verdict !== undefined && (verdict.passed || !verdict.mistake);
    this.#unjudgedAt = judged ? -Infinity : now;
    if (verdict?.passed === true) {
      if (verdict.hostname === new URL(origin).hostname && verdict.action === CHALLENGE_ACTION) return true;
    } else if (verdict === undefined || verdict.mistake) {
      if (verdict) this.#ports.log({ event: 'challenge_misconfigured', requestId });
      if (this.#ports.whenDown === 'open') return false;
      throw new ProblemError('vendor_unavailable', 'The challenge cannot be judged now.', { retryAfter: 30 });
    }
    throw new ProblemError('challenge_failed', 'Show the challenge again: an answer is good once.');
  }
}
