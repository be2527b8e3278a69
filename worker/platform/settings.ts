import { createPrivateKey } from 'node:crypto';
import * as z from 'zod/mini';
import './messages.ts';
import { clientNetwork } from './network.ts';
import { proofKeyList, type ProofKey } from './proof-keys.ts';

/**
 * The deployment's settings: secrets and addresses, from the environment. A vendor's settings come as a group; a
 * vendor without any is switched off. Everything is checked at once, and what is wrong is named, never shown.
 */
export interface Settings {
  readonly stream?: { readonly apiKey: string; readonly apiSecret: string; readonly baseUrl?: string };
  readonly knock?: {
    readonly secretKey: string;
    readonly publicKey: string;
    /** PEM, PKCS#8. */
    readonly signingKey: string;
    readonly feedChannelId: string;
    readonly baseUrl?: string;
  };
  readonly twilio?: {
    readonly accountSid: string;
    readonly authToken: string;
    readonly verifyServiceSid: string;
    readonly baseUrl?: string;
  };
  /** The challenge against bots. */
  readonly turnstile?: { readonly siteKey: string; readonly secretKey: string; readonly baseUrl?: string };
  readonly identity: IdentitySettings;
  /** Keys of access and refresh tokens: the first signs, all verify. */
  readonly sessionKeys: readonly [SecretKey, ...SecretKey[]];
  /** Keys of proofs: the first signs, all are published. None where nothing is verified. */
  readonly proofKeys: readonly ProofKey[];
  /** By which the site's backend calls; none when it does not. */
  readonly serverKeys: readonly SecretKey[];
  readonly phonePepper: string;
  readonly siteOrigins: readonly string[];
  /** The operator's switch: no code is sent to anybody. */
  readonly verificationPaused: boolean;
  /** E.164: numbers that no block of their range or country touches, such as those of the site's own testers. */
  readonly safePhones: readonly string[];
  /** Networks, as limits count them, whose asks for codes are not counted, such as that of the site's own testers. */
  readonly safeNetworks: readonly string[];
}

export interface SecretKey {
  readonly kid: string;
  readonly secret: string;
}

/** By what the site's backend proves who a visitor is: secrets that it shares, keys that it publishes, or both. */
export interface IdentitySettings {
  /** Shared secrets, by `kid`. */
  readonly keys: readonly SecretKey[];
  /** Where its JSON Web Key Set is. */
  readonly jwksUrl?: string;
  /** What `iss` and `aud` must say, where set. */
  readonly issuer?: string;
  readonly audience?: string;
}

/** Raised at start: `problems` holds one line per wrong setting. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Wrong settings:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

const text = z.string('is missing').check(z.trim(), z.minLength(1, 'is missing'));
const baseUrl = z.exactOptional(
  z.string().check(z.refine(isOrigin, 'must be an origin, such as http://localhost:8791')),
);

/** "kid:secret,kid2:secret2", as rotation needs it. A secret holds no comma. */
function keyList(minimum: number) {
  return z.pipe(
    text,
    z.transform((value, context): [SecretKey, ...SecretKey[]] => {
      const refuse = (message: string): never => {
        context.issues.push({ code: 'custom', message, input: value });
        return z.NEVER;
      };
      const keys = value.split(',').map((entry): SecretKey => {
        const [kid = '', ...rest] = entry.trim().split(':');
        return { kid, secret: rest.join(':') };
      });
      const [first, ...others] = keys;
      if (!first || keys.some(({ kid, secret }) => !kid || !secret))
        return refuse('must be kid:secret,kid2:secret2');
      if (new Set(keys.map(({ kid }) => kid)).size < keys.length) return refuse('names a kid twice');
      if (keys.some(({ secret }) => new TextEncoder().encode(secret).length < minimum)) {
        return refuse(`has a secret shorter than ${minimum} bytes`);
      }
      return [first, ...others];
    }),
  );
}

const signingKey = z.pipe(
  text,
  z.transform((value, context) => {
    try {
      const pem = value.startsWith('LS0t') ? atob(value) : value.replaceAll('\\n', '\n');
      const begins = pem.startsWith('-----BEGIN PRIVATE KEY-----');
      if (begins && createPrivateKey(pem).asymmetricKeyType === 'rsa') return pem;
    } catch {
      // No base64, or no key: said below, without a word of the value.
    }
    context.issues.push({
      code: 'custom',
      message: 'must be an RSA key as PKCS#8 PEM, or base64 of it',
      input: value,
    });
    return z.NEVER;
  }),
);

const streamSchema = z.object({
  STREAM_API_KEY: text,
  STREAM_API_SECRET: text,
  STREAM_BASE_URL: baseUrl,
});

const knockSchema = z.object({
  KNOCK_SECRET_KEY: text.check(z.startsWith('sk_', 'must start with sk_')),
  KNOCK_PUBLIC_KEY: text.check(z.startsWith('pk_', 'must start with pk_')),
  KNOCK_SIGNING_KEY: signingKey,
  KNOCK_FEED_CHANNEL_ID: text.check(
    z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be the UUID of the in-app feed channel'),
  ),
  KNOCK_BASE_URL: baseUrl,
});

const twilioSchema = z.object({
  TWILIO_ACCOUNT_SID: text.check(z.regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hex digits')),
  TWILIO_AUTH_TOKEN: text,
  TWILIO_VERIFY_SERVICE_SID: text.check(z.regex(/^VA[0-9a-f]{32}$/, 'must be VA and 32 hex digits')),
  TWILIO_BASE_URL: baseUrl,
});

const turnstileSchema = z.object({
  TURNSTILE_SITE_KEY: text,
  TURNSTILE_SECRET_KEY: text,
  TURNSTILE_BASE_URL: baseUrl,
});

/** Whoever answers at this address says who visitors are: it must not be read or changed on its way. */
const isKeySetUrl = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, hash } = new URL(value);
  if (username !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost');
};

const list = z.pipe(
  text,
  z.transform((value) => value.split(',').map((entry) => entry.trim())),
);

const ipAddress = z.union([z.ipv4(), z.ipv6()]);

const siteSchema = z.object({
  // HS256 asks for 32 bytes (RFC 7518 §3.2); a site's older secret may be shorter, but not guessable.
  IDENTITY_KEYS: z.exactOptional(keyList(16)),
  IDENTITY_JWKS_URL: z.exactOptional(
    text.check(
      z.refine(isKeySetUrl, 'must be an https URL, such as https://shop.example/.well-known/jwks.json'),
    ),
  ),
  IDENTITY_ISSUER: z.exactOptional(text),
  IDENTITY_AUDIENCE: z.exactOptional(text),
  SESSION_KEYS: keyList(32),
  PROOF_KEYS: z.exactOptional(proofKeyList),
  SERVER_KEYS: z.exactOptional(
    keyList(32).check(
      z.refine(
        (keys) => keys.every(({ secret }) => /^[\w.~+/=-]+$/.test(secret)),
        'has a secret with characters that no bearer token has',
      ),
    ),
  ),
  PHONE_PEPPER: text.check(z.minLength(16, 'must have at least 16 characters')),
  VERIFICATION_PAUSED: z.exactOptional(z.enum(['true', 'false'], 'must be true or false')),
  SAFE_PHONES: z.exactOptional(
    z.pipe(
      text.check(
        z.regex(/^\+[1-9]\d{6,14}(\s*,\s*\+[1-9]\d{6,14})*$/, 'must list numbers such as +12015550123'),
      ),
      z.transform((value) => value.split(/\s*,\s*/)),
    ),
  ),
  SAFE_NETWORKS: z.exactOptional(
    z.pipe(
      list.check(
        z.refine(
          (addresses) => addresses.every((address) => ipAddress.safeParse(address).success),
          'must list IP addresses, such as 203.0.113.7; one of IPv6 stands for its /64',
        ),
      ),
      z.transform((addresses) => addresses.map(clientNetwork)),
    ),
  ),
  SITE_ORIGINS: z.pipe(
    text,
    z.transform((value, context) => {
      const origins = value.split(',').map((origin) => origin.trim());
      if (!origins.every(isOrigin)) {
        context.issues.push({
          code: 'custom',
          message: 'must list exact origins, such as https://shop.example',
          input: value,
        });
        return z.NEVER;
      }
      return origins;
    }),
  ),
});

const vendorSchemas = [streamSchema, knockSchema, twilioSchema, turnstileSchema] as const;

/** The names of all settings, as a start script passes them on. */
export const settingNames: readonly string[] = [...vendorSchemas, siteSchema].flatMap((schema) =>
  Object.keys(schema.shape),
);

/**
 * What is missing, by names alone: a line each, which begins with the name. A vendor of which nothing is set is
 * switched off, and misses nothing.
 */
export function missingSettings(isSet: (name: string) => boolean): string[] {
  const used = vendorSchemas.filter((schema) => Object.keys(schema.shape).some(isSet));
  const needed = [...used, siteSchema].flatMap(({ shape }) =>
    Object.entries<z.ZodMiniType>(shape).flatMap(([name, schema]) =>
      schema instanceof z.ZodMiniExactOptional ? [] : [name],
    ),
  );
  const missing = needed.filter((name) => !isSet(name)).map((name) => `${name} is missing`);
  if (!isSet('IDENTITY_KEYS') && !isSet('IDENTITY_JWKS_URL'))
    missing.push('IDENTITY_KEYS is missing, and there is no IDENTITY_JWKS_URL in its place');
  if (used.includes(twilioSchema) && !isSet('PROOF_KEYS')) missing.push('PROOF_KEYS is missing');
  return missing;
}

/** What of the settings is good, and what is wrong with the rest. */
export interface ExaminedSettings {
  /** A line each, which begins with the name; values are never shown. */
  readonly problems: readonly string[];
  /** The vendors whose own settings are good, whatever the others are. */
  readonly vendors: Pick<Settings, 'stream' | 'knock' | 'twilio' | 'turnstile'>;
  /** All of them; only where there is no problem. */
  readonly settings?: Settings;
}

/**
 * Reads and checks the settings.
 * @throws {SettingsError} naming each setting that is missing or wrong.
 */
export function readSettings(env: Readonly<Record<string, unknown>>): Settings {
  const { problems, settings } = examineSettings(env);
  if (!settings) throw new SettingsError(problems);
  return settings;
}

/** Checks the settings, and reads those that are good. */
export function examineSettings(env: Readonly<Record<string, unknown>>): ExaminedSettings {
  const isSet = (name: string): boolean => env[name] !== undefined && env[name] !== '';
  const problems = missingSettings(isSet);
  const check = <T>(schema: z.ZodMiniType<T> & { shape: object }): T | undefined => {
    const given: Record<string, unknown> = {};
    for (const name of Object.keys(schema.shape)) if (isSet(name)) given[name] = env[name];
    const result = schema.safeParse(given);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues)
      if (isSet(String(path[0]))) problems.push(`${path.join('.')} ${message}`);
    return undefined;
  };
  const checkGroup = <T>(schema: z.ZodMiniType<T> & { shape: object }): T | undefined =>
    Object.keys(schema.shape).some(isSet) ? check(schema) : undefined;

  const stream = checkGroup(streamSchema);
  const knock = checkGroup(knockSchema);
  const twilio = checkGroup(twilioSchema);
  const turnstile = checkGroup(turnstileSchema);
  const site = check(siteSchema);
  const vendors = vendorSettings(stream, knock, twilio, turnstile);
  if (!site || problems.length > 0) return { problems, vendors };
  const settings: Settings = {
    ...vendors,
    identity: {
      keys: site.IDENTITY_KEYS ?? [],
      ...(site.IDENTITY_JWKS_URL !== undefined && { jwksUrl: site.IDENTITY_JWKS_URL }),
      ...(site.IDENTITY_ISSUER !== undefined && { issuer: site.IDENTITY_ISSUER }),
      ...(site.IDENTITY_AUDIENCE !== undefined && { audience: site.IDENTITY_AUDIENCE }),
    },
    sessionKeys: site.SESSION_KEYS,
    proofKeys: site.PROOF_KEYS ?? [],
    serverKeys: site.SERVER_KEYS ?? [],
    phonePepper: site.PHONE_PEPPER,
    siteOrigins: site.SITE_ORIGINS,
    verificationPaused: site.VERIFICATION_PAUSED === 'true',
    safePhones: site.SAFE_PHONES ?? [],
    safeNetworks: site.SAFE_NETWORKS ?? [],
  };
  return { problems, vendors, settings };
}

function vendorSettings(
  stream: z.output<typeof streamSchema> | undefined,
  knock: z.output<typeof knockSchema> | undefined,
  twilio: z.output<typeof twilioSchema> | undefined,
  turnstile: z.output<typeof turnstileSchema> | undefined,
): ExaminedSettings['vendors'] {
  return {
    ...(stream && {
      stream: {
        apiKey: stream.STREAM_API_KEY,
        apiSecret: stream.STREAM_API_SECRET,
        ...(stream.STREAM_BASE_URL && { baseUrl: stream.STREAM_BASE_URL }),
      },
    }),
    ...(knock && {
      knock: {
        secretKey: knock.KNOCK_SECRET_KEY,
        publicKey: knock.KNOCK_PUBLIC_KEY,
        signingKey: knock.KNOCK_SIGNING_KEY,
        feedChannelId: knock.KNOCK_FEED_CHANNEL_ID,
        ...(knock.KNOCK_BASE_URL && { baseUrl: knock.KNOCK_BASE_URL }),
      },
    }),
    ...(twilio && {
      twilio: {
        accountSid: twilio.TWILIO_ACCOUNT_SID,
        authToken: twilio.TWILIO_AUTH_TOKEN,
        verifyServiceSid: twilio.TWILIO_VERIFY_SERVICE_SID,
        ...(twilio.TWILIO_BASE_URL && { baseUrl: twilio.TWILIO_BASE_URL }),
      },
    }),
    ...(turnstile && {
      turnstile: {
        siteKey: turnstile.TURNSTILE_SITE_KEY,
        secretKey: turnstile.TURNSTILE_SECRET_KEY,
        ...(turnstile.TURNSTILE_BASE_URL && { baseUrl: turnstile.TURNSTILE_BASE_URL }),
      },
    }),
  };
}
