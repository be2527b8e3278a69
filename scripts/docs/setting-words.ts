/** What a setting is, for the documentation and for who looks for what is wrong. */
interface SettingWords {
  /** Whether nobody but the Worker may read it: `wrangler secret put`, never a variable. */
  readonly secret?: true;
  readonly is: string;
  /** Where to get it; may hold links of the documentation. */
  readonly from: string;
  /** The vendor's page that has it. */
  readonly page?: string;
}

const pages = {
  stream: 'https://dashboard.getstream.io',
  knock: 'https://dashboard.knock.app',
  twilio: 'https://console.twilio.com',
  turnstile: 'https://dash.cloudflare.com/?to=/:account/turnstile',
};

const ownHost = (vendor: string): SettingWords => ({
  is: `Another origin in place of ${vendor}’s own, such as a region’s, or the sandbox’s`,
  from: 'Leave it out in production, unless your account lives in another region',
});

/** What each setting is and where it is got. The build of the documentation fails when one is missing here, or too many. */
export const settingWords: Readonly<Record<string, SettingWords>> = {
  STREAM_API_KEY: {
    is: 'The key of your Stream app',
    from: 'Stream dashboard, your app, “App Access Keys”',
    page: pages.stream,
  },
  STREAM_API_SECRET: {
    secret: true,
    is: 'Its secret',
    from: 'Stream dashboard, your app, “App Access Keys”',
    page: pages.stream,
  },
  STREAM_BASE_URL: ownHost('Stream'),
  KNOCK_SECRET_KEY: {
    secret: true,
    is: 'The secret API key of your environment, `sk_…`',
    from: 'Knock dashboard, “Developers”, “API keys”',
    page: pages.knock,
  },
  KNOCK_PUBLIC_KEY: {
    is: 'The public API key, `pk_…`',
    from: 'Knock dashboard, “Developers”, “API keys”',
    page: pages.knock,
  },
  KNOCK_SIGNING_KEY: {
    secret: true,
    is: 'The RSA key that signs user tokens, as PEM or base64 of it',
    from: 'Knock dashboard, “Developers”, “API keys”, once “enhanced security mode” is on. Knock shows it once',
    page: pages.knock,
  },
  KNOCK_FEED_CHANNEL_ID: {
    is: 'The UUID of your in-app feed channel',
    from: 'Knock dashboard, “Integrations”, the channel’s page',
    page: pages.knock,
  },
  KNOCK_BASE_URL: ownHost('Knock'),
  TWILIO_ACCOUNT_SID: {
    is: 'Your account, `AC…`',
    from: 'Twilio Console, first page, “Account Info”',
    page: pages.twilio,
  },
  TWILIO_AUTH_TOKEN: {
    secret: true,
    is: 'Its token',
    from: 'Twilio Console, first page, “Account Info”',
    page: pages.twilio,
  },
  TWILIO_VERIFY_SERVICE_SID: {
    is: 'Your Verify service, `VA…`',
    from: 'Twilio Console, “Verify”, “Services”',
    page: pages.twilio,
  },
  TWILIO_BASE_URL: ownHost('Twilio'),
  TURNSTILE_SITE_KEY: {
    is: 'The widget’s public key',
    from: 'Cloudflare dashboard, “Turnstile”, the widget for your site’s hostnames',
    page: pages.turnstile,
  },
  TURNSTILE_SECRET_KEY: {
    secret: true,
    is: 'The widget’s secret',
    from: 'Cloudflare dashboard, “Turnstile”, the widget’s settings',
    page: pages.turnstile,
  },
  TURNSTILE_BASE_URL: ownHost('Turnstile'),
  IDENTITY_KEYS: {
    secret: true,
    is: '`kid:secret,…`: what your backend signs identity tokens with (HS256), 16 bytes at least',
    from: 'You make it; your backend has the same',
  },
  IDENTITY_JWKS_URL: {
    is: 'Where your backend publishes its keys (RS256, ES256, EdDSA), besides or in place of shared ones',
    from: 'Your backend, or your identity provider',
  },
  IDENTITY_ISSUER: {
    is: 'What `iss` of an identity token must say',
    from: 'Optional; your identity provider',
  },
  IDENTITY_AUDIENCE: { is: 'What `aud` must hold', from: 'Optional; your identity provider' },
  SESSION_KEYS: {
    secret: true,
    is: '`kid:secret,…`: signs Belfry’s own tokens, 32 bytes at least. The first signs, all verify',
    from: 'You make it; only the Worker has it',
  },
  PROOF_KEYS: {
    secret: true,
    is: 'JSON list of private P-256 keys, or base64 of it: signs proofs of verifications',
    from: 'You make it: see [sessions](../sessions#the-keys)',
  },
  SERVER_KEYS: {
    secret: true,
    is: '`kid:secret,…`: what your backend shows at `/v1/server/…`, 32 bytes at least',
    from: 'You make it; leave it out if your backend does not call',
  },
  PHONE_PEPPER: {
    secret: true,
    is: 'Key of the hashes that stand for phones and addresses, 16 characters at least',
    from: 'You make it, once: [it cannot be changed without loss](./keys#the-pepper)',
  },
  VERIFICATION_PAUSED: { is: '`true` stops all sending of codes', from: 'Your emergency brake' },
  SAFE_PHONES: {
    is: 'Numbers in E.164, by commas, that no block of their range or country touches',
    from: 'Those of your own testers',
  },
  SAFE_NETWORKS: {
    is: 'IP addresses, by commas (of IPv6 their /64), whose asks for codes are not counted',
    from: 'Those of your own office or tests',
  },
  SITE_ORIGINS: {
    is: 'The origins of your site, by commas: `https://shop.example`',
    from: 'Every origin whose pages hold elements, exactly; no wildcards',
  },
};

/** Where to get a setting, in plain words and with the vendor's address. */
export function whereToGet(name: string): string {
  const { from = '', page } = settingWords[name] ?? {};
  const words = from.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1');
  return page === undefined ? words : `${words} (${page})`;
}
