import { describe, expect, it } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { site } from '../../worker/site.ts';
import { obstacles, type Configured } from './obstacles.ts';

const vars = {
  SITE_ORIGINS: 'https://shop.test',
  STREAM_API_KEY: 'key',
  TWILIO_ACCOUNT_SID: credentials.twilio.accountSid,
  TWILIO_VERIFY_SERVICE_SID: credentials.twilio.verifyServiceSid,
};
const kept = new Set([
  'IDENTITY_KEYS',
  'PHONE_PEPPER',
  'PROOF_KEYS',
  'SESSION_KEYS',
  'STREAM_API_SECRET',
  'TWILIO_AUTH_TOKEN',
]);
const ready: Configured = { vars, sent: {}, kept };
const keptWithout = (name: string) => new Set([...kept].filter((other) => other !== name));

describe('a deployment', () => {
  it('goes out when all that is needed is set, of the vendors that are used', () => {
    expect(obstacles(ready)).toEqual([]);
  });

  it('is refused with a policy that would not start, and says where', () => {
    const policy = { ...site, locales: [], guests: 'yes' };
    expect(obstacles({ ...ready, policy })).toEqual([
      expect.stringMatching(/^worker\/site\.ts: guests: /),
      expect.stringMatching(/^worker\/site\.ts: locales: /),
    ]);
  });

  it.each([...kept])('is refused without the secret %s, and says how to set it', (name) => {
    expect(obstacles({ ...ready, kept: keptWithout(name) })).toEqual([
      expect.stringMatching(new RegExp(`^${name} is missing.*npx wrangler secret put ${name}`)),
    ]);
  });

  it('is refused without a variable, and says where it goes', () => {
    const { SITE_ORIGINS: _, ...others } = vars;
    expect(obstacles({ ...ready, vars: others })).toEqual([
      expect.stringMatching(/^SITE_ORIGINS is missing.*vars of wrangler\.jsonc/),
    ]);
  });

  it('takes a secret that goes along for one that is set, when it is of the right form', () => {
    const without = { ...ready, kept: keptWithout('SESSION_KEYS') };
    const keys = 'main:a-secret-of-thirty-two-bytes-or-more';
    expect(obstacles({ ...without, sent: { SESSION_KEYS: keys } })).toEqual([]);
    const lines = obstacles({ ...without, sent: { SESSION_KEYS: 'main:too-short' } });
    expect(lines).toEqual([expect.stringMatching(/^SESSION_KEYS has a secret shorter/)]);
    expect(lines.join()).not.toContain('too-short');
  });

  it('needs no shared key of a backend that publishes its own', () => {
    const published = { ...vars, IDENTITY_JWKS_URL: 'https://shop.test/jwks.json' };
    expect(obstacles({ ...ready, vars: published, kept: keptWithout('IDENTITY_KEYS') })).toEqual([]);
  });

  it.each([
    ['SITE_ORIGINS', 'shop.test', /must list exact origins/],
    ['SITE_ORIGINS', 'https://shop.example', /still an example/],
    ['STREAM_API_KEY', 'YOUR-KEY', /still an example/],
    ['STREAM_BASE_URL', 'http://localhost:8791', /on this machine/],
    ['IDENTITY_JWKS_URL', 'http://localhost:5173/jwks.json', /on this machine/],
    ['PHONE_PEPPER', 'a-pepper-in-the-open', /is a secret/],
  ])('is refused with %s=%s in its variables', (name, value, says) => {
    const [line, ...others] = obstacles({ ...ready, vars: { ...vars, [name]: value } });
    expect(line).toMatch(new RegExp(`^${name} `));
    expect(line).toMatch(says);
    expect(others).toEqual([]);
  });

  it('says all that is in its way at once', () => {
    const lines = obstacles({ vars: {}, sent: {}, kept: new Set() });
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual([
      'IDENTITY_KEYS',
      'PHONE_PEPPER',
      'SESSION_KEYS',
      'SITE_ORIGINS',
    ]);
  });
});
