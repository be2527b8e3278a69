import { credentials } from '../sandbox/credentials.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** The Worker's settings against a sandbox: the same names as in production, only values differ. */
export function sandboxSettings(
  sandbox: Sandbox,
  siteOrigins: readonly string[],
  { challenge = true }: { challenge?: boolean } = {},
): Record<string, string> {
  const { stream, knock, twilio, turnstile, identity, proofKey, serverKey } = credentials;
  return {
    STREAM_API_KEY: stream.apiKey,
    STREAM_API_SECRET: stream.apiSecret,
    STREAM_BASE_URL: sandbox.origins.stream,
    KNOCK_SECRET_KEY: knock.secretKey,
    KNOCK_PUBLIC_KEY: knock.publicKey,
    KNOCK_SIGNING_KEY: Buffer.from(sandbox.signingKey.privateKeyPem).toString('base64'),
    KNOCK_FEED_CHANNEL_ID: knock.feedChannelId,
    KNOCK_BASE_URL: sandbox.origins.knock,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_VERIFY_SERVICE_SID: twilio.verifyServiceSid,
    TWILIO_BASE_URL: sandbox.origins.twilio,
    ...(challenge
      ? {
          TURNSTILE_SITE_KEY: turnstile.siteKey,
          TURNSTILE_SECRET_KEY: turnstile.secretKey,
          TURNSTILE_BASE_URL: sandbox.origins.turnstile,
        }
      : { SAFE_NETWORKS: '127.0.0.1,::1' }),
    IDENTITY_KEYS: `${identity.kid}:${identity.secret}`,
    SESSION_KEYS: 'sandbox:sandbox-session-secret-of-32-bytes',
    // As base64, which no quoting of an environment file touches.
    PROOF_KEYS: Buffer.from(JSON.stringify([proofKey])).toString('base64'),
    SERVER_KEYS: `${serverKey.kid}:${serverKey.secret}`,
    PHONE_PEPPER: 'sandbox-phone-pepper',
    SITE_ORIGINS: siteOrigins.join(','),
  };
}
