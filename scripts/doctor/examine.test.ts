import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { site } from '../../worker/site.ts';
import { sandboxSettings } from '../settings.ts';
import { examine, type ExamineOptions } from './examine.ts';
import { report, type Finding } from './finding.ts';

let sandbox: Sandbox;
let good: Record<string, string>;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  good = sandboxSettings(sandbox, ['https://shop.example']);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const wrong = (findings: readonly Finding[]): string[] =>
  findings.filter(({ state }) => state === 'wrong').map(({ subject, says }) => `${subject}: ${says}`);

/** What is wrong when these settings take the place of the good ones. */
async function wrongWith(change: Record<string, string>, options?: ExamineOptions): Promise<string[]> {
  return wrong(await examine({ ...good, ...change }, options));
}

/** The good settings less those that begin so. */
const without = (...vendors: string[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(good).filter(([name]) => !vendors.some((vendor) => name.startsWith(vendor))),
  );

const otherRsaKey = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

describe('examining good keys', () => {
  it('finds nothing wrong, with every vendor', async () => {
    const findings = await examine(good);
    expect(wrong(findings)).toEqual([]);
    const subjects = new Set(findings.map(({ subject }) => subject));
    for (const vendor of ['Settings', 'Stream', 'Knock', 'Twilio', 'Turnstile', 'Clock'])
      expect(subjects).toContain(vendor);
  });

  it('says where a policy is that would not start', async () => {
    expect(await wrongWith({}, { policy: { ...site, locales: [] } })).toEqual([
      expect.stringMatching(/^Policy: worker\/site\.ts: locales: /),
    ]);
  });

  it('changes nothing at a vendor, and sends nothing', async () => {
    await examine(good);
    expect(sandbox.context.deliveries.list()).toEqual([]);
    const page = await fetch(`${sandbox.origins.control}/requests`);
    const { requests } = (await page.json()) as { requests: { method: string; vendor: string }[] };
    const calls = requests.filter(({ vendor }) => vendor !== 'turnstile');
    expect(calls.length).toBeGreaterThan(3);
    expect(calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('says that a vendor without settings is off, which is not wrong', async () => {
    const findings = await examine(without('TWILIO_'));
    expect(wrong(findings)).toEqual([]);
    expect(findings.find(({ subject }) => subject === 'Twilio')?.state).toBe('off');
  });
});

describe('examining a bad key names it, and says where to get it', () => {
  it.each([
    ['STREAM_API_KEY', 'another-key', 'https://dashboard.getstream.io'],
    ['STREAM_API_SECRET', 'another-secret', 'https://dashboard.getstream.io'],
    ['KNOCK_SECRET_KEY', 'sk_test_another', 'https://dashboard.knock.app'],
    ['KNOCK_PUBLIC_KEY', 'pk_test_another', 'https://dashboard.knock.app'],
    ['KNOCK_SIGNING_KEY', otherRsaKey(), 'https://dashboard.knock.app'],
    ['KNOCK_FEED_CHANNEL_ID', '7d7b4ac0-0000-4000-8000-0000000000ff', 'https://dashboard.knock.app'],
    ['TWILIO_ACCOUNT_SID', `AC${'1'.repeat(32)}`, 'https://console.twilio.com'],
    ['TWILIO_AUTH_TOKEN', 'another-token', 'https://console.twilio.com'],
    ['TWILIO_VERIFY_SERVICE_SID', `VA${'1'.repeat(32)}`, 'https://console.twilio.com'],
    ['TURNSTILE_SECRET_KEY', 'another-secret', 'https://dash.cloudflare.com'],
    ['TURNSTILE_SECRET_KEY', `1x${'0'.repeat(31)}AA`, 'https://dash.cloudflare.com'],
  ])('%s', async (name, value, page) => {
    const [line, ...others] = await wrongWith({ [name]: value });
    expect(line).toContain(name);
    expect(line).toContain(page);
    expect(others).toEqual([]);
  });
});

describe('examining settings of a wrong form', () => {
  it('names each, and asks the vendors whose own are good all the same', async () => {
    const findings = await examine({
      ...good,
      KNOCK_SECRET_KEY: 'pk_swapped',
      SITE_ORIGINS: '*',
      STREAM_API_SECRET: 'another-secret',
    });
    expect(wrong(findings).map((line) => /[A-Z]+_[A-Z_]+/.exec(line)?.[0])).toEqual([
      'KNOCK_SECRET_KEY',
      'SITE_ORIGINS',
      'STREAM_API_SECRET',
    ]);
    expect(findings.filter(({ subject, state }) => subject === 'Twilio' && state === 'good')).toHaveLength(1);
  });

  it('names one that is missing beside others of its vendor', async () => {
    const { STREAM_API_SECRET: _, ...rest } = good;
    expect(wrong(await examine(rest))).toEqual([
      expect.stringMatching(/STREAM_API_SECRET is missing.*getstream/),
    ]);
  });
});

describe('examining a vendor that does not answer as it should', () => {
  it('says that it is not well, and blames no key', async () => {
    sandbox.context.faults.add({ vendor: 'stream', status: 503 });
    expect(await wrongWith({})).toEqual([expect.stringMatching(/^Stream: Stream answers 503/)]);
  });

  it('says when to ask again after too many calls', async () => {
    sandbox.context.faults.add({ vendor: 'twilio', status: 429, headers: { 'retry-after': '7' } });
    expect(await wrongWith({})).toEqual([expect.stringMatching(/^Twilio: .*429.*in 7 s/)]);
  });

  it('gives up on one that is silent', async () => {
    sandbox.context.faults.add({ vendor: 'knock', latency: 120_000 });
    // Nobody else is asked: on a busy machine, they too could be late.
    const findings = await examine(without('STREAM_', 'TWILIO_', 'TURNSTILE_'), { timeout: 300 });
    expect(wrong(findings)).toEqual([expect.stringMatching(/^Knock: .*within 0.3 s/)]);
  });

  it('says that nobody is there, and by which setting it looked', async () => {
    const server = createServer().listen(0, 'localhost');
    await once(server, 'listening');
    const gone = `http://localhost:${(server.address() as AddressInfo).port}`;
    server.close();
    await once(server, 'close');
    const [line] = await wrongWith({ TURNSTILE_BASE_URL: gone });
    expect(line).toContain(`${gone} cannot be reached`);
    expect(line).toContain('TURNSTILE_BASE_URL');
  });

  it('knows that another server answers in its place', async () => {
    const lines = await wrongWith({ TWILIO_BASE_URL: sandbox.origins.stream });
    expect(lines).toEqual([expect.stringMatching(/^Twilio: .*TWILIO_BASE_URL: is it Twilio/)]);
  });
});

describe('examining what a vendor lets in', () => {
  it('finds a Stream app that takes tokens of nobody', async () => {
    const { apiKey, apiSecret } = sandbox.credentials.stream;
    const { StreamChat } = await import('stream-chat');
    const server = new StreamChat(apiKey, apiSecret, { baseURL: sandbox.origins.stream });
    await server.updateAppSettings({ disable_auth_checks: true });
    expect(await wrongWith({})).toEqual([expect.stringMatching(/^Stream: .*Disable Auth Checks/)]);
  });

  it('finds a Knock environment that takes the public key alone', async () => {
    const open = await startSandbox({ port: 0, knock: { enhancedSecurity: false } });
    const lines = await wrongWith({ KNOCK_BASE_URL: open.origins.knock }).finally(() => open.close());
    expect(lines).toEqual([expect.stringMatching(/^Knock: .*enhanced security mode/)]);
  });

  it('takes no strange answer for an open door', async () => {
    const strange = createServer((request, response) => {
      const { 'x-knock-user-token': token } = request.headers;
      const status = request.url?.includes('/feeds/') && token === undefined ? 400 : 200;
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    }).listen(0, 'localhost');
    await once(strange, 'listening');
    const { port } = strange.address() as AddressInfo;
    const lines = await wrongWith({ KNOCK_BASE_URL: `http://localhost:${port}` }).finally(() =>
      strange.close(),
    );
    expect(lines).toEqual([expect.stringMatching(/^Knock: Knock answers 400.*KNOCK_BASE_URL/)]);
  });

  it('finds a Verify service whose codes are longer or shorter than what the site lets a visitor enter', async () => {
    const { accountSid, authToken, verifyServiceSid } = sandbox.credentials.twilio;
    const set = (CodeLength: string) =>
      fetch(`${sandbox.origins.twilio}/v2/Services/${verifyServiceSid}`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
        body: new URLSearchParams({ CodeLength }),
      });
    for (const length of ['4', '8']) {
      await set(length);
      const [line, ...others] = await wrongWith({});
      expect(line).toMatch(
        new RegExp(`^Twilio: .* ${length} digits, .* asks for ${site.verification.codeLength}: `),
      );
      expect(line).toMatch(
        new RegExp(`“Code Length”.*console\\.twilio\\.com.*worker/site\\.ts to ${length}`),
      );
      expect(others).toEqual([]);
    }
    await set(String(site.verification.codeLength));
    expect(await wrongWith({})).toEqual([]);
  });

  it('takes no strange answer for a Verify service', async () => {
    const strange = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    }).listen(0, 'localhost');
    await once(strange, 'listening');
    const { port } = strange.address() as AddressInfo;
    const lines = await wrongWith({ TWILIO_BASE_URL: `http://localhost:${port}` }).finally(() =>
      strange.close(),
    );
    expect(lines).toEqual([expect.stringMatching(/^Twilio: Twilio answers 200.*TWILIO_BASE_URL/)]);
  });

  it('finds a clock that is off, and does not blame the keys for it', async () => {
    const behind = { now: () => Date.now() - 3_600_000 };
    expect(await wrongWith({}, behind)).toEqual([expect.stringMatching(/^Clock: .*\d{4} s behind/)]);
  });
});

it('shows no secret, whatever is wrong', async () => {
  const secrets = {
    STREAM_API_SECRET: 'a-secret-of-stream',
    KNOCK_SECRET_KEY: 'sk_a_secret_of_knock',
    TWILIO_AUTH_TOKEN: 'a-secret-of-twilio',
    TURNSTILE_SECRET_KEY: 'a-secret-of-turnstile',
    SESSION_KEYS: 'short:secret-session',
    PHONE_PEPPER: 'pepper',
  };
  const text = report(await examine({ ...good, ...secrets }));
  expect(text.match(/✗/g)).toHaveLength(6);
  for (const secret of [...Object.values(secrets), 'secret-session']) expect(text).not.toContain(secret);
});
