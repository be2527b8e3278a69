import { generateKeyPairSync } from 'node:crypto';
import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { site } from '../site.ts';
import { readSettings, settingNames, SettingsError } from './settings.ts';
import { sitePolicySchema } from './site-policy.ts';

const good: Record<string, unknown> = Object.fromEntries(settingNames.map((name) => [name, env[name]]));
const without = (...names: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(good).filter(([name]) => !names.includes(name)));

const { proofKey } = credentials;

const ecKey = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;

function complaintsAbout(settings: Record<string, unknown>): readonly string[] {
  try {
    readSettings(settings);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('of a full set are read', () => {
    const settings = readSettings(good);
    expect(settings.siteOrigins).toEqual(['https://shop.example', 'https://help.shop.example']);
    expect(settings.identity.keys.map(({ kid }) => kid)).toEqual(['sandbox', 'next']);
    expect(settings.knock?.signingKey).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });

  const needless = /_BASE_URL$|^IDENTITY_|^VERIFICATION_PAUSED$|^SAFE_(PHONES|NETWORKS)$|^SERVER_KEYS$/;
  test.each(settingNames.filter((name) => !needless.test(name)))('%s is missed by its name', (name) => {
    expect(complaintsAbout(without(name))).toEqual([`${name} is missing`]);
    expect(complaintsAbout({ ...good, [name]: '' })).toEqual([`${name} is missing`]);
  });

  test.each([
    ['SITE_ORIGINS', 'https://shop.example/'],
    ['SITE_ORIGINS', 'elsewhere.example'],
    ['SITE_ORIGINS', '*'],
    ['VERIFICATION_PAUSED', 'yes'],
    ['SAFE_PHONES', 'two zero one'],
    ['SAFE_NETWORKS', 'localhost'],
    ['SAFE_NETWORKS', '10.0.0.0/8'],
    ['SAFE_NETWORKS', '203.0.113.7,'],
    ['SESSION_KEYS', 'a:short'],
    ['SESSION_KEYS', 'no-kid-no-secret'],
    ['SERVER_KEYS', 'a:short'],
    ['SERVER_KEYS', `a:${'with spaces between '.repeat(2)}`],
    ['PROOF_KEYS', 'no JSON'],
    ['PROOF_KEYS', '[]'],
    ['PROOF_KEYS', JSON.stringify([{ ...proofKey, crv: 'P-384' }])],
    ['PROOF_KEYS', JSON.stringify([{ ...proofKey, d: undefined }])],
    ['PROOF_KEYS', JSON.stringify([{ ...proofKey, x: proofKey.y, y: proofKey.x }])],
    ['PROOF_KEYS', JSON.stringify([{ ...proofKey, d: proofKey.x }])],
    ['PROOF_KEYS', JSON.stringify([proofKey, proofKey])],
    ['IDENTITY_KEYS', 'a:the-same-kid-twice-one,a:the-same-kid-twice-two'],
    ['PHONE_PEPPER', 'short'],
    ['STREAM_BASE_URL', 'localhost:1'],
    ['KNOCK_SECRET_KEY', 'pk_test_swapped'],
    ['KNOCK_PUBLIC_KEY', 'sk_test_swapped'],
    ['KNOCK_SIGNING_KEY', '-----BEGIN RSA PRIVATE KEY-----'],
    ['KNOCK_SIGNING_KEY', 'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0*'],
    ['KNOCK_SIGNING_KEY', '-----BEGIN PRIVATE KEY-----\nMIIE'],
    ['KNOCK_SIGNING_KEY', ecKey],
    ['KNOCK_FEED_CHANNEL_ID', 'feed'],
    ['TWILIO_ACCOUNT_SID', 'SK00000000000000000000000000000000'],
    ['TWILIO_VERIFY_SERVICE_SID', 'VA1'],
  ])('%s with a wrong value is named, and the value is not shown', (name, value) => {
    const complaints = complaintsAbout({ ...good, [name]: value });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(new RegExp(`^${name} `));
    if (value !== '*' && value !== 'feed') expect(complaints[0]).not.toContain(value);
  });

  test('that are wrong are all named at once', () => {
    const complaints = complaintsAbout({
      ...without('PHONE_PEPPER', 'STREAM_API_SECRET'),
      SITE_ORIGINS: 'x',
    });
    expect(complaints.map((line) => line.split(' ')[0]).sort()).toEqual([
      'PHONE_PEPPER',
      'SITE_ORIGINS',
      'STREAM_API_SECRET',
    ]);
  });

  test('of a vendor may be absent all together', () => {
    const settings = readSettings(without(...settingNames.filter((name) => name.startsWith('TWILIO_'))));
    expect(settings.twilio).toBeUndefined();
    expect(settings.stream).toBeDefined();
  });

  test('take keys of proofs as base64 of their JSON, and publish no private half', () => {
    const { proofKeys } = readSettings({ ...good, PROOF_KEYS: btoa(JSON.stringify([proofKey])) });
    expect(proofKeys).toHaveLength(1);
    expect(proofKeys[0]?.publicJwk).toMatchObject({ kid: proofKey.kid, x: proofKey.x, y: proofKey.y });
    expect(JSON.stringify(proofKeys[0]?.publicJwk)).not.toContain(proofKey.d);
  });

  test('take a signing key as base64 of the PEM', () => {
    const pem = String(good['KNOCK_SIGNING_KEY']);
    expect(readSettings({ ...good, KNOCK_SIGNING_KEY: btoa(pem) }).knock?.signingKey).toBe(pem);
  });
});

describe('the site’s policy', () => {
  test('as it is passes its own check', () => {
    expect(sitePolicySchema.parse(site)).toEqual(site);
  });

  test('with a mistake says where', () => {
    const [row] = site.preferences.rows;
    const rows = [row, row];
    const twice = sitePolicySchema.safeParse({ ...site, preferences: { ...site.preferences, rows } });
    expect(twice.error?.issues[0]).toMatchObject({
      path: ['preferences'],
      message: 'two rows have the same id',
    });
    const locales = sitePolicySchema.safeParse({ ...site, locales: [] });
    expect(locales.error?.issues[0]?.path).toEqual(['locales']);
    const verification = (change: object) =>
      sitePolicySchema.safeParse({ ...site, verification: { ...site.verification, ...change } }).error
        ?.issues[0];
    expect(verification({ countries: ['GB', 'UK'] })).toMatchObject({
      path: ['verification', 'countries', 1],
      message: 'is no ISO 3166-1 code of a country with phone numbers',
    });
    expect(verification({ defaultCountry: 'JP' })).toMatchObject({
      path: ['verification'],
      message: 'the default country is not in the list',
    });
  });
});
