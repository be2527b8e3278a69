import type { Clock } from '../../platform/clock.ts';
import { TwilioError } from '../errors.ts';
import { countryOf, lookUpLine } from '../lines.ts';
import { SafeList } from './safe-list.ts';
import type { ServiceSettings } from './service.ts';
import type { Channel } from './verification.ts';

/** Numbers that provoke what no seeded account would meet. */
const magic = {
  /** Its prefix is always blocked by Fraud Guard. */
  blocked: '+12015550121',
  /** Its country is switched off. */
  noPermission: '+12015550122',
  /** It had too many codes. */
  exhausted: '+12015550123',
  /** A text to it looks like the begin of SMS pumping: Fraud Guard blocks its ten. */
  pumping: '+12015550140',
};

/** How long Fraud Guard blocks a prefix, in ms. */
const blockTime = 12 * 3_600_000;

/** Where Twilio delivers nothing (60238): Cuba, Iran, Syria. */
const embargoed: readonly (string | null)[] = ['CU', 'IR', 'SY'];

/** A code on its way out. */
interface Outgoing {
  readonly to: string;
  readonly channel: Channel;
  /** `RiskCheck` `disable` lets an SMS pass Fraud Guard and geo permissions. */
  readonly riskCheck: boolean;
  readonly settings: ServiceSettings;
}

/** What stands between a code and a number: geo permissions, Fraud Guard, landlines, vetted countries. */
export class Protection {
  readonly safeList = new SafeList();
  readonly #clock: Clock;
  /** Since when (ms) each prefix is blocked. */
  readonly #blocks = new Map<string, number>();
  readonly #telemetry = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws TwilioError for a number that gets no code by this channel */
  check({ to, channel, riskCheck, settings }: Outgoing): void {
    if (channel === 'email') return;
    const country = countryOf(to);
    if (embargoed.includes(country)) {
      throw new TwilioError(403, 60238, 'Verification creation attempt is blocked by Twilio');
    }
    if (country === 'CN' && channel === 'sms') {
      throw new TwilioError(403, 60220, 'Messages to China require use case vetting');
    }
    if (to === magic.exhausted) throw new TwilioError(429, 60203, 'Max send attempts reached');
    const isSpared = this.safeList.holds(to) || (!riskCheck && channel === 'sms');
    if (!isSpared) this.#checkRisk(to, channel, country);
    if (channel === 'sms' && settings.skipSmsToLandlines && lookUpLine(to).type === 'landline') {
      throw new TwilioError(403, 60205, 'SMS is not supported by landline phone number');
    }
  }

  /** Watches what is sent: a text to the magic number blocks its prefix. */
  watch({ to, channel }: { to: string; channel: Channel }): void {
    if (to === magic.pumping && channel === 'sms') {
      this.#blocks.set(prefixOf(to), this.#clock.now());
    }
  }

  /** Since when (ms) Fraud Guard blocks texts to a number; null when it does not. */
  blockedAt(to: string): number | null {
    const now = this.#clock.now();
    if (to === magic.blocked) return now;
    const since = this.#blocks.get(prefixOf(to));
    return since !== undefined && now < since + blockTime ? since : null;
  }

  /**
   * Uses up what a device told of itself.
   * @throws TwilioError 60413 for a telemetry id that was used before
   */
  useTelemetry(id: string): void {
    if (this.#telemetry.has(id)) {
      throw new TwilioError(403, 60413, 'Verification blocked by Verify Device Intelligence');
    }
    this.#telemetry.add(id);
  }

  reset(): void {
    this.safeList.reset();
    this.#blocks.clear();
    this.#telemetry.clear();
  }

  #checkRisk(to: string, channel: Channel, country: string | null): void {
    if (to === magic.noPermission) {
      throw new TwilioError(
        403,
        60605,
        `The destination phone number has been blocked by Verify Geo-Permissions. ${country} is blocked for ${channel} channel for all services`,
      );
    }
    if (channel === 'sms' && this.blockedAt(to) !== null) {
      throw new TwilioError(
        403,
        60410,
        'The destination phone number has been temporarily blocked by Twilio due to fraudulent activities',
      );
    }
  }
}

function prefixOf(number: string): string {
  return number.slice(0, -1);
}
