import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { site } from '../site.ts';
import { addFault, codeSentTo, requests, resetSandbox } from '../testing/sandbox.ts';
import { TestWorker } from '../testing/test-worker.ts';

const { verification } = site;
type Policy = Partial<typeof verification>;

let worker: TestWorker;
/** A range that no other test used: what is known of it outlives a test. */
let range: number = 700;
let networks = 0;

const open = (policy: Policy = {}, settings: Record<string, unknown> = {}): void => {
  worker = new TestWorker({ policy: { verification: { ...verification, ...policy } }, settings });
};
const phoneOf = (number: number, of = range): string => `+1212${of}${String(number).padStart(4, '0')}`;
/** Each from a network of its own. */
const ask = (to: string) => {
  networks += 1;
  const network = `172.${networks >> 16}.${(networks >> 8) & 255}.${networks & 255}`;
  return { network, body: { to, channel: 'sms' } };
};
const start = (to: string) => worker.call('createVerification', ask(to));
const refused = (to: string) => worker.refused('createVerification', ask(to));
const sends = async () =>
  (await requests('twilio')).filter(({ path }) => path.endsWith('/Verifications')).length;
const refusals = () => worker.log.filter(({ event }) => event === 'send_refused').map(({ limit }) => limit);

beforeEach(async () => {
  await resetSandbox();
  range += 1;
  open();
});

describe('a limit', () => {
  const five = { sends: 5, window: 600 };
  const limits: Record<string, [Policy, (number: number) => ReturnType<typeof ask>]> = {
    prefix: [{ perPrefix: five }, (number) => ask(phoneOf(number))],
    // No other test has numbers of Sweden.
    country: [{ perCountry: five }, (number) => ask(`+4670123${String(number).padStart(2, '0')}56`)],
    network: [{ perNetwork: five }, (number) => ({ ...ask(phoneOf(number)), network: '198.51.100.9' })],
  };
  const statuses = async (asked: ReturnType<typeof ask>[]): Promise<number[]> => {
    const answers = await Promise.all(asked.map((request) => worker.request('createVerification', request)));
    return answers.map(({ status }) => status);
  };

  test.each(['prefix', 'country', 'network'])(
    'per %s sends exactly so many, however many ask at once',
    async (name) => {
      const [policy, request] = limits[name] ?? [{}, () => ask(phoneOf(0))];
      open(policy);
      const answered = await statuses(Array.from({ length: 50 }, (_, number) => request(number)));
      expect(answered.filter((status) => status === 201)).toHaveLength(5);
      expect(answered.filter((status) => status === 429)).toHaveLength(45);
      expect(await sends()).toBe(5);
      expect(new Set(refusals())).toEqual(new Set([name]));
    },
  );

  test('to one phone sends one at a time, however many ask at once, and in all exactly so many', async () => {
    open({ perPhone: { sends: 3, window: 86_400 } });
    const all = () => statuses(Array.from({ length: 50 }, () => ask(phoneOf(0))));
    // The code on its way is good for the first twenty who ask; the rest is refused.
    expect((await all()).filter((status) => status === 201)).toHaveLength(20);
    expect(await sends()).toBe(1);
    for (const sent of [2, 3, 3]) {
      worker.advance(600);
      await all();
      expect(await sends()).toBe(sent);
    }
    expect(refusals()).toContain('phone');
  });

  test('says when it is over, and is over then', async () => {
    open({ perPrefix: { sends: 1, window: 600 } });
    await start(phoneOf(1));
    worker.advance(200);
    expect(await refused(phoneOf(2))).toMatchObject({ code: 'too_many_sends', status: 429, retryAfter: 400 });
    worker.advance(400);
    await start(phoneOf(2));
  });

  test('per country leaves other countries alone', async () => {
    // No other test has numbers of Norway or Denmark.
    open({ perCountry: { sends: 1, window: 600 } });
    await start('+4791234567');
    expect(await refused('+4792345678')).toMatchObject({ code: 'too_many_sends' });
    await start('+4520123456');
    expect(refusals()).toEqual(['country']);
  });

  test('of a network is met before anything is counted against others', async () => {
    open({ perNetwork: { sends: 2, window: 600 }, perPrefix: { sends: 3, window: 600 } });
    const from = (to: string) => ({ network: '198.51.100.7', body: { to, channel: 'sms' } });
    for (const number of [1, 2]) await worker.call('createVerification', from(phoneOf(number)));
    for (const number of [3, 4, 5]) await worker.refused('createVerification', from(phoneOf(number)));
    await start(phoneOf(6));
    expect(refusals()).toEqual(['network', 'network', 'network']);
  });
});

describe('a session', () => {
  const perSession = { sends: 5, window: 600 };
  const signIn = async (sub: string) => (await worker.signIn({ sub })).accessToken;
  const by = (accessToken: string, number: number) => ({ ...ask(phoneOf(number)), accessToken });

  test('sends exactly so many, from however many networks it asks at once', async () => {
    open({ perSession });
    const ann = await signIn('ann');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, number) => worker.request('createVerification', by(ann, number))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
    expect(await sends()).toBe(5);
    expect(new Set(refusals())).toEqual(new Set(['session']));
    // Another one of the same person, and whoever has none, are not held to it.
    await worker.call('createVerification', by(await signIn('ann'), 60));
    await start(phoneOf(61));
  });

  test('counts what is sent again, and a renewed token is no new session', async () => {
    open({ perSession: { sends: 2, window: 600 } });
    const session = await worker.signIn({ sub: 'ben' });
    const { id } = await worker.call('createVerification', by(session.accessToken, 1));
    worker.advance(31);
    const again = { params: { id }, body: {}, accessToken: session.accessToken };
    await worker.call('sendVerification', again);
    const renewed = await worker.call('createSession', {
      body: { grant: 'refresh', refreshToken: session.refreshToken },
    });
    expect(await worker.refused('createVerification', by(renewed.accessToken, 2))).toMatchObject({
      status: 429,
      code: 'too_many_sends',
    });
    expect(await sends()).toBe(2);
    expect(refusals()).toEqual(['session']);
  });
});

describe('a network', () => {
  const perNetwork = { sends: 8, alone: 3, window: 600 };
  /** How many of these asks of one network, of an address each, are let through. */
  async function passed(asks: number, settings: Record<string, unknown> = {}): Promise<number> {
    networks += 1;
    const network = `172.31.${networks >> 8}.${networks & 255}`;
    if (settings['SAFE_NETWORKS'] === '') settings = { SAFE_NETWORKS: `192.0.2.1, ${network}` };
    worker = new TestWorker({ policy: { verification: { ...verification, perNetwork } }, settings });
    let sent = 0;
    for (let number = 0; number < asks; number += 1) {
      const answer = await worker.request('createVerification', {
        network,
        body: { to: `person-${networks}-${number}@mail.example`, channel: 'email' },
      });
      if (answer.status === 201) sent += 1;
    }
    return sent;
  }
  const { TURNSTILE_SITE_KEY, TURNSTILE_SECRET_KEY, TURNSTILE_BASE_URL } = env;
  const withChallenge = { TURNSTILE_SITE_KEY, TURNSTILE_SECRET_KEY, TURNSTILE_BASE_URL };

  test('gets fewer codes where no challenge can be asked for', async () => {
    expect(await passed(10)).toBe(perNetwork.alone);
    expect(await passed(10, withChallenge)).toBe(perNetwork.sends);
  });

  test('of this site gets 60 an hour, and 200 behind the challenge', () => {
    expect(verification.perNetwork).toEqual({ sends: 200, alone: 60, window: 3600 });
    expect(verification.challenge.network).toBeLessThan(60);
  });

  test('that the operator has called safe is not counted', async () => {
    expect(await passed(10, { SAFE_NETWORKS: '' })).toBe(10);
    expect(await passed(10, { SAFE_NETWORKS: '192.0.2.1' })).toBe(perNetwork.alone);
  });
});

describe('the budget of a day', () => {
  test('is never exceeded, and the operator hears of it before', async () => {
    // The day is all tests' own: it is looked at a year from now.
    open({ perDay: 10 });
    worker.advance(365 * 86_400);
    const asked = Array.from({ length: 14 }, (_, number) =>
      worker.request('createVerification', ask(phoneOf(number))),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    expect(await sends()).toBe(10);
    const told = worker.log.filter(({ event }) => event === 'send_budget').map(({ share }) => share);
    expect(told).toEqual([0.5, 0.8, 1]);
  });
});

describe('numbers that follow each other', () => {
  const conversion = { window: 3600, after: 5, atLeast: 0.3, settled: 60, block: 7200 };

  test('of which no code comes back are blocked for a while, and nobody is told', async () => {
    open({ conversion });
    for (let number = 0; number < 5; number += 1) await start(phoneOf(number));
    // Who was sent a code a moment ago may be typing it.
    await start(phoneOf(5));
    worker.advance(61);
    const before = await sends();
    expect(await start(phoneOf(6))).toMatchObject({ sendsLeft: 4, checksLeft: 5 });
    await start(phoneOf(0));
    expect(await sends()).toBe(before);
    expect(refusals()).toEqual(['prefix_blocked', 'prefix_blocked']);
    await start(phoneOf(0, range + 100));
    worker.advance(7200);
    await start(phoneOf(6));
  });

  test('whose people enter their codes stay open', async () => {
    open({ conversion });
    for (let number = 0; number < 6; number += 1) {
      const { id } = await start(phoneOf(number));
      if (number % 3 !== 0) continue;
      const code = await codeSentTo(phoneOf(number));
      await worker.call('checkVerification', { params: { id }, body: { code } });
    }
    worker.advance(61);
    await start(phoneOf(6));
  });

  test('are not blamed for the vendor’s failures', async () => {
    open({ conversion });
    await addFault({ vendor: 'twilio', status: 500 });
    for (let number = 0; number < 6; number += 1)
      expect((await refused(phoneOf(number))).code).toBe('vendor_unavailable');
    worker.advance(61);
    expect((await refused(phoneOf(6))).code).toBe('vendor_unavailable');
  });

  test('are open to a number that the operator has called safe', async () => {
    open({ conversion }, { SAFE_PHONES: `${phoneOf(42)}, +12015550199` });
    for (let number = 0; number < 5; number += 1) await start(phoneOf(number));
    worker.advance(61);
    await start(phoneOf(6));
    expect(await sends()).toBe(5);
    await start(phoneOf(42));
    expect(await sends()).toBe(6);
  });
});

describe('the operator’s switch', () => {
  test('stops every send, and nothing else', async () => {
    const { id } = await start(phoneOf(1));
    const code = await codeSentTo(phoneOf(1));
    const before = await sends();
    const running = worker;
    open({}, { VERIFICATION_PAUSED: 'true' });
    expect(await refused(phoneOf(2))).toMatchObject({ code: 'verification_paused', status: 503 });
    expect(await sends()).toBe(before);
    // A code that is there is good.
    await worker.call('checkVerification', { params: { id }, body: { code } });
    expect(running.log.some(({ event }) => event === 'send_refused')).toBe(false);
  });
});
