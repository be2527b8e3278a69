import { settingNames } from '../../worker/platform/settings.ts';
import { site } from '../../worker/site.ts';
import { memberComments } from './comments.ts';
import { code, table } from './markdown.ts';

interface Setting {
  /** Whether nobody but the Worker may read it: `wrangler secret put`, never a variable. */
  readonly secret?: true;
  readonly is: string;
  readonly from: string;
}

const ownHost = (vendor: string): Setting => ({
  is: `Another origin in place of ${vendor}’s own, such as a region’s, or the sandbox’s`,
  from: 'Leave it out in production, unless your account lives in another region',
});

/** What each setting is and where it is got. The build of the documentation fails when one is missing here, or too many. */
const settings: Readonly<Record<string, Setting>> = {
  STREAM_API_KEY: { is: 'The key of your Stream app', from: 'Stream dashboard, your app, “App Access Keys”' },
  STREAM_API_SECRET: { secret: true, is: 'Its secret', from: 'The same page' },
  STREAM_BASE_URL: ownHost('Stream'),
  KNOCK_SECRET_KEY: {
    secret: true,
    is: 'The secret API key of your environment, `sk_…`',
    from: 'Knock dashboard, “Developers”, “API keys”',
  },
  KNOCK_PUBLIC_KEY: { is: 'The public API key, `pk_…`', from: 'The same page' },
  KNOCK_SIGNING_KEY: {
    secret: true,
    is: 'The RSA key that signs user tokens, as PEM or base64 of it',
    from: 'The same page, once “enhanced security mode” is on. Knock shows it once',
  },
  KNOCK_FEED_CHANNEL_ID: {
    is: 'The UUID of your in-app feed channel',
    from: 'Knock dashboard, “Integrations”, the channel’s page',
  },
  KNOCK_BASE_URL: ownHost('Knock'),
  TWILIO_ACCOUNT_SID: { is: 'Your account, `AC…`', from: 'Twilio Console, first page, “Account Info”' },
  TWILIO_AUTH_TOKEN: { secret: true, is: 'Its token', from: 'The same page' },
  TWILIO_VERIFY_SERVICE_SID: {
    is: 'Your Verify service, `VA…`',
    from: 'Twilio Console, “Verify”, “Services”',
  },
  TWILIO_BASE_URL: ownHost('Twilio'),
  TURNSTILE_SITE_KEY: {
    is: 'The widget’s public key',
    from: 'Cloudflare dashboard, “Turnstile”, the widget for your site’s hostnames',
  },
  TURNSTILE_SECRET_KEY: { secret: true, is: 'The widget’s secret', from: 'The same page' },
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
    from: 'You make it: see [sessions](../sessions#the-keys). Needed with Twilio',
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

/** Every setting that the Worker reads, with where to get it. @throws {Error} when this page and the code differ */
export function settingsTable(): string {
  const described = Object.keys(settings);
  const wrong = [
    ...settingNames.filter((name) => !described.includes(name)).map((name) => `${name} is not described`),
    ...described.filter((name) => !settingNames.includes(name)).map((name) => `${name} is no setting`),
  ];
  if (wrong.length > 0) throw new Error(`scripts/docs/settings.ts: ${wrong.join(', ')}.`);
  return table(
    ['Name', 'Is', 'Where to get it'],
    settingNames.map((name) => {
      const { secret, is = '', from = '' } = settings[name] ?? {};
      return [code(name), secret ? `**Secret.** ${is}` : is, from];
    }),
  );
}

/** The site's policy as it ships, with the words of `worker/platform/site-policy.ts`. */
export function policyTable(): string {
  const comments = memberComments('worker/platform/site-policy.ts', 'sitePolicySchema');
  const said = new Set<string>();
  const rows = leaves(site, comments).map(([name, value]) => {
    let place = name;
    while (!comments.has(place) && place.includes('.')) place = place.slice(0, place.lastIndexOf('.'));
    const comment = comments.get(place) ?? '';
    const words = said.has(comment) ? '' : comment;
    said.add(comment);
    return [code(name), code(value), words];
  });
  return table(['Policy', 'As it ships', 'Means'], rows);
}

/** Each value of the policy by its path. A group stands as one where its parts have no words of their own. */
function leaves(value: object, comments: ReadonlyMap<string, string>, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, item]: [string, unknown]): [string, string][] => {
    const name = prefix + key;
    if (typeof item !== 'object' || item === null) return [[name, String(item)]];
    if (Array.isArray(item)) {
      const simple = item.every((part) => typeof part !== 'object');
      return [[name, simple ? item.join(' ') : `${item.length} of them`]];
    }
    const described = [...comments.keys()].some((place) => place.startsWith(`${name}.`));
    const flat = Object.values(item).every((part) => typeof part !== 'object');
    if (described || !flat) return leaves(item, comments, `${name}.`);
    return [
      [
        name,
        Object.entries(item)
          .map((part) => part.join(' '))
          .join(', '),
      ],
    ];
  });
}
