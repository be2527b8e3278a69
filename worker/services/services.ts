import type { Config } from '../contract/index.ts';
import type { Log } from '../platform/log.ts';
import type { Pace } from '../platform/pace.ts';
import type { Settings } from '../platform/settings.ts';
import type { SitePolicy } from '../platform/site-policy.ts';
import { Breaker } from '../vendors/breaker.ts';
import { KnockClient } from '../vendors/knock/client.ts';
import { StreamClient } from '../vendors/stream/client.ts';
import { TurnstileClient } from '../vendors/turnstile/client.ts';
import { VerifyClient } from '../vendors/twilio/client.ts';
import { AccessTokens } from './access-token.ts';
import { Approvals } from './approvals.ts';
import { Challenge, CHALLENGE_ACTION } from './challenge.ts';
import { Identities } from './identity.ts';
import { PreferenceLinks } from './preference-link.ts';
import { PreferenceCenter } from './preferences.ts';
import { Proofs } from './proofs.ts';
import { Readiness } from './readiness.ts';
import { AddressHasher } from './recipient.ts';
import { RefreshTokens } from './refresh-token.ts';
import { SendGuard } from './send-guard.ts';
import { ServerKeys } from './server-keys.ts';
import { Sessions } from './sessions.ts';
import { SiteKeys } from './site-keys.ts';
import { VendorTokens } from './vendor-tokens.ts';
import { VerificationIds } from './verification-id.ts';
import { Verifications } from './verifications.ts';

/** What the Worker stands on: settings and policy already checked, and the runtime's bindings. */
export interface Ports {
  readonly settings: Settings;
  readonly policy: SitePolicy;
  readonly bindings: Pick<
    WorkerEnv,
    | 'SHIELD'
    | 'SESSION_FAMILIES'
    | 'VERIFICATIONS'
    | 'LIMITERS'
    | 'PREFIX_RECORDS'
    | 'PREFERENCE_CACHES'
    | 'CLAIMS'
    | 'SIGN_OUTS'
    | 'CARRY_OVERS'
    | 'ASSETS'
  >;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How soon a start is answered, and the refusal of a code. */
  readonly pace: Pace;
  /** Keeps work alive whose request has ended, as `waitUntil` does. */
  readonly goOn: (work: Promise<unknown>) => void;
}

/** Everything the routes call. A part that the site does not use is undefined. */
export interface Services {
  readonly config: Config;
  readonly features: SitePolicy['features'];
  readonly siteOrigins: ReadonlySet<string>;
  readonly preferenceLinks: PreferenceLinks;
  readonly stream: StreamClient | undefined;
  readonly knock: KnockClient | undefined;
  readonly accessTokens: AccessTokens;
  readonly vendorTokens: VendorTokens;
  readonly sessions: Sessions;
  readonly preferences: PreferenceCenter | undefined;
  readonly verifications: Verifications | undefined;
  readonly approvals: Approvals;
  readonly proofs: Proofs;
  readonly serverKeys: ServerKeys;
  readonly readiness: Readiness;
  readonly log: Log;
}

/** Puts the services together, once per isolate. */
export function createServices({ settings, policy, bindings, log, now, pace, goOn }: Ports): Services {
  // A feature is on when the site wants it and its vendor is set up.
  const features = {
    chat: policy.features.chat && settings.stream !== undefined,
    feed: policy.features.feed && settings.knock !== undefined,
    preferences: policy.features.preferences && settings.knock !== undefined,
    verification: policy.features.verification && settings.twilio !== undefined,
  };
  const breakers = {
    ...(settings.stream && { stream: new Breaker(now, goOn) }),
    ...(settings.knock && { knock: new Breaker(now, goOn) }),
    ...(settings.twilio && { twilio: new Breaker(now, goOn) }),
    ...(settings.turnstile && { turnstile: new Breaker(now, goOn) }),
  };
  const stream = settings.stream && new StreamClient(settings.stream, breakers.stream);
  const knock = settings.knock && new KnockClient(settings.knock, breakers.knock);
  const twilio = settings.twilio && new VerifyClient(settings.twilio, breakers.twilio);
  const turnstile = settings.turnstile && new TurnstileClient(settings.turnstile, breakers.turnstile);
  const hasher = new AddressHasher(settings.phonePepper);
  const accessTokens = new AccessTokens(settings.sessionKeys);
  const siteKeys = new SiteKeys(settings.identity);
  const preferenceLinks = new PreferenceLinks(siteKeys);
  const vendorTokens = new VendorTokens({ settings, features, stream, knock, log });
  const sessions = new Sessions({
    families: bindings.SESSION_FAMILIES,
    signOuts: bindings.SIGN_OUTS,
    carryOvers: bindings.CARRY_OVERS,
    features,
    accessTokens,
    refreshTokens: new RefreshTokens(settings.sessionKeys),
    vendorTokens,
    identities: new Identities({ settings: settings.identity, keys: siteKeys, claims: bindings.CLAIMS }),
    preferenceLinks,
    policy,
    log,
  });
  const siteOrigins = new Set(settings.siteOrigins);
  const proofs = new Proofs({ keys: settings.proofKeys, claims: bindings.CLAIMS, siteOrigins });
  return {
    config: configOf(policy, features, turnstile),
    features,
    siteOrigins,
    preferenceLinks,
    stream,
    knock,
    accessTokens,
    vendorTokens,
    sessions,
    preferences:
      features.preferences && knock
        ? new PreferenceCenter({
            policy: policy.preferences,
            knock,
            caches: bindings.PREFERENCE_CACHES,
            log,
          })
        : undefined,
    verifications:
      features.verification && twilio
        ? new Verifications({
            twilio,
            objects: bindings.VERIFICATIONS,
            guard: new SendGuard({
              limiters: bindings.LIMITERS,
              prefixes: bindings.PREFIX_RECORDS,
              hasher,
              policy: policy.verification,
              challenge:
                turnstile &&
                new Challenge({
                  turnstile,
                  whenDown: policy.verification.challenge.whenDown,
                  lifetime: policy.verification.lifetime * 1000,
                  log,
                }),
              paused: settings.verificationPaused,
              safePhones: settings.safePhones,
              safeNetworks: settings.safeNetworks,
              log,
            }),
            hasher,
            ids: new VerificationIds(settings.phonePepper),
            pace,
            policy,
            log,
          })
        : undefined,
    approvals: new Approvals({ sessions, proofs }),
    proofs,
    serverKeys: new ServerKeys(settings.serverKeys),
    readiness: new Readiness(bindings.LIMITERS, breakers, log),
    log,
  };
}

function configOf(
  { guests, locales, verification }: SitePolicy,
  features: Config['features'],
  turnstile: TurnstileClient | undefined,
): Config {
  const { channels, countries, codeLength, defaultCountry } = verification;
  return {
    features,
    guests,
    locales,
    verification: {
      channels,
      countries,
      codeLength,
      ...(defaultCountry !== undefined && { defaultCountry }),
      ...(turnstile && { challenge: { ...turnstile.page, action: CHALLENGE_ACTION } }),
    },
  };
}
