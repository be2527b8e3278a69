import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineProject } from 'vitest/config';
import { credentials } from '../sandbox/credentials.ts';
import type { SandboxAccess } from './testing/global-setup.ts';

const root = join(import.meta.dirname, '..');
// The configuration names the build's folder; tests need it to be there, not to hold anything.
mkdirSync(join(root, 'dist/cdn'), { recursive: true });
// Objects are files there while tests run: in memory, where the system has it, they cost a third.
if (existsSync('/dev/shm')) process.env['TMPDIR'] = '/dev/shm';
process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false';
process.env['WRANGLER_SEND_METRICS'] = 'false';

const { identity, knock, proofKey, serverKey, stream, turnstile, twilio } = credentials;

/** The Worker's tests run in workerd, with the bindings of wrangler.jsonc, against a real sandbox. */
export default defineProject({
  root,
  plugins: [
    cloudflareTest(({ inject }) => {
      const { origins, signingKey } = inject<SandboxAccess>('sandbox');
      return {
        wrangler: { configPath: join(root, 'wrangler.jsonc') },
        miniflare: {
          bindings: {
            STREAM_API_KEY: stream.apiKey,
            STREAM_API_SECRET: stream.apiSecret,
            STREAM_BASE_URL: origins.stream,
            KNOCK_SECRET_KEY: knock.secretKey,
            KNOCK_PUBLIC_KEY: knock.publicKey,
            KNOCK_SIGNING_KEY: signingKey,
            KNOCK_FEED_CHANNEL_ID: knock.feedChannelId,
            KNOCK_BASE_URL: origins.knock,
            TWILIO_ACCOUNT_SID: twilio.accountSid,
            TWILIO_AUTH_TOKEN: twilio.authToken,
            TWILIO_VERIFY_SERVICE_SID: twilio.verifyServiceSid,
            TWILIO_BASE_URL: origins.twilio,
            TURNSTILE_SITE_KEY: turnstile.siteKey,
            TURNSTILE_SECRET_KEY: turnstile.secretKey,
            TURNSTILE_BASE_URL: origins.control,
            IDENTITY_KEYS: `${identity.kid}:${identity.secret},next:the-next-identity-secret`,
            SESSION_KEYS: `b:${'second-session-secret-'.repeat(2)},a:${'first-session-secret--'.repeat(2)}`,
            PROOF_KEYS: JSON.stringify([proofKey]),
            SERVER_KEYS: `${serverKey.kid}:${serverKey.secret},next:${'the-next-server-key'.repeat(2)}`,
            PHONE_PEPPER: 'a-pepper-for-the-tests',
            SITE_ORIGINS: 'https://shop.example,https://help.shop.example',
          },
        },
      };
    }),
  ],
  test: {
    name: 'worker',
    include: ['worker/**/*.test.ts'],
    globalSetup: 'worker/testing/global-setup.ts',
    setupFiles: 'worker/testing/log-guard.ts',
    // All files share one sandbox, and ask it whether a vendor was called.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
