import type { Standing } from '../objects/prefix-record.ts';
import type { Channel } from '../objects/verification.ts';
import type { SitePolicy } from '../platform/site-policy.ts';

type Weights = SitePolicy['verification']['challenge'];

/** What is known when somebody asks for a code, counted exactly. */
export interface Signals {
  readonly channel: Channel;
  /** Asks of this network in its window, this one with them. */
  readonly asks: number;
  /** How the range of the number stands; undefined for an e-mail address. */
  readonly range: Standing | undefined;
  /** Codes that were refused for this phone or address in their window, by whoever did not answer a challenge. */
  readonly guesses: number;
  /** The share of the country's limit that is used; 0 for an e-mail address. */
  readonly country: number;
  /** The share of the day's budget that is used. */
  readonly day: number;
}

/**
 * How much a start looks like an attack: from 1 on, a challenge is to be answered. It is a sum, and each part alone may
 * reach 1:
 *
 * - the network: each ask after its first counts 1/`network`. One household verifies a few phones; a bot does not stop.
 * - the range: codes that are on their way count 1/`pending` each, codes that should have come back 1/`unconverted`
 *   each, less one for each that did. People type their codes; who is paid by the message does not. Once it is blocked, a
 *   range counts 1, or its block could be told by the challenge that is not asked for any more.
 * - the phone or address: each code that was refused for it counts 1/`guesses`. Who guesses at another's has to answer,
 *   and whose it is goes on with tries that nobody else has used up.
 * - the country and the day: the used share of the limit, as part of `budget`. When money goes faster than usual,
 *   everybody is asked.
 * - a call counts `call` beforehand: it costs the most, and earns a fraudster the most.
 *
 * A challenge is not a refusal: who answers it passes, whatever the score. The limits behind it hold for all.
 */
export function sendScore(
  { asks, channel, country, day, guesses, range }: Signals,
  weights: Weights,
): number {
  const network = (asks - 1) / weights.network;
  const unconverted = Math.max((range?.settled ?? 0) - (range?.approvals ?? 0), 0);
  const conversion = unconverted / weights.unconverted + (range?.pending ?? 0) / weights.pending;
  const money = (country + day) / weights.budget;
  const blocked = range !== undefined && range.blockedFor > 0 ? 1 : 0;
  const guessed = guesses / weights.guesses;
  return network + conversion + blocked + guessed + money + (channel === 'call' ? weights.call : 0);
}
