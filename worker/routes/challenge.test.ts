import { beforeEach, describe, expect, test } from 'vitest';
import { sendScore, type Signals } from '../services/send-score.ts';
import { site } from '../site.ts';
import { addFault, advanceClock, origins, requests, resetSandbox } from '../testing/sandbox.ts';
import { TestWorker, type TestWorkerOptions } from '../testing/test-worker.ts';

const { verification } = site;
/** Whoever asks a second time is asked back. */
const challenge = { ...verification.challenge, network: 1 };

let worker: TestWorker;
/** A range that no other test file used. */
let used = 0;
const nextPhone = (): string => `+1213${300 + Math.floor(used / 3)}${String((used += 1)).padStart(4, '0')}`;
const open = ({
  whenDown = challenge.whenDown,
  ...options
}: TestWorkerOptions & { whenDown?: 'open' | 'closed' } = {}) => {
  const policy = { verification: { ...verification, challenge: { ...challenge, whenDown } } };
  worker = new TestWorker({ challenge: true, policy, ...options });
};

/** What the sandbox's box gives who ticks it. */
async function answer(fields: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${origins.control}/turnstile/v0/solve`, {
    method: 'POST',
    body: JSON.stringify({
      sitekey: 'sandbox-site-key',
      hostname: 'shop.example',
      action: 'verification',
      ...fields,
    }),
    headers: { 'content-type': 'application/json' },
  });
  return ((await response.json()) as { token: string }).token;
}
const start = (token?: string, to = nextPhone()) =>
  worker.call('createVerification', {
    body: { to, channel: 'sms', ...(token !== undefined && { challenge: token }) },
  });
const refused = (token?: string, to = nextPhone()) =>
  worker.refused('createVerification', {
    body: { to, channel: 'sms', ...(token !== undefined && { challenge: token }) },
  });
const calls = async (vendor: 'twilio' | 'turnstile') => (await requests(vendor)).length;

beforeEach(async () => {
  await resetSandbox();
  open();
});

describe('a challenge', () => {
  test('is described to the page by its keys, where the site has one', async () => {
    expect((await worker.call('getConfig')).verification.challenge).toEqual({
      siteKey: 'sandbox-site-key',
      script: `${origins.control}/turnstile/v0/api.js?render=explicit`,
      action: 'verification',
    });
    const without = await new TestWorker().call('getConfig');
    expect(without.verification).not.toHaveProperty('challenge');
  });

  test('is asked for when it looks like an attack, and nothing is sent before it is answered', async () => {
    await start();
    const to = nextPhone();
    expect(await refused(undefined, to)).toMatchObject({ status: 403, code: 'challenge_required' });
    expect(await calls('twilio')).toBe(1);
    expect(await start(await answer(), to)).toMatchObject({ sendsLeft: 4 });
    expect(await calls('twilio')).toBe(2);
    expect(worker.log).toContainEqual(
      expect.objectContaining({ event: 'send_refused', limit: 'challenge_required' }),
    );
  });

  test('is judged only when it was asked for', async () => {
    await start('whatever');
    expect(await calls('turnstile')).toBe(0);
  });

  test('tells the vendor who answered, and no secret in the URL', async () => {
    await start();
    await start(await answer());
    const [request] = await requests('turnstile');
    expect(request).toMatchObject({ method: 'POST', path: '/turnstile/v0/siteverify', query: {} });
  });

  const wrong: Record<string, () => Promise<string> | string> = {
    'made up': () => 'made-up',
    'given on another site': () => answer({ hostname: 'evil.example' }),
    'given for another purpose': () => answer({ action: 'newsletter' }),
    'five minutes old': async () => {
      const token = await answer();
      await advanceClock(300);
      return token;
    },
    'used before': async () => {
      const token = await answer();
      await start(token);
      return token;
    },
    'a test key’s': () => 'XXXX.DUMMY.TOKEN.XXXX',
  };
  test.each(Object.keys(wrong))('with an answer that is %s is refused', async (name) => {
    await start();
    const token = await wrong[name]?.();
    const before = await calls('twilio');
    expect(await refused(token)).toMatchObject({ status: 403, code: 'challenge_failed' });
    expect(await calls('twilio')).toBe(before);
  });

  test('is good once, however many send it at the same time', async () => {
    await start();
    const token = await answer();
    const answered = await Promise.all(
      Array.from({ length: 8 }, () =>
        worker.request('createVerification', { body: { to: nextPhone(), channel: 'sms', challenge: token } }),
      ),
    );
    expect(answered.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await calls('twilio')).toBe(2);
  });

  test('whose verdict got lost is asked for again, and counts as one', async () => {
    await start();
    const token = await answer();
    const before = await calls('turnstile');
    await addFault({ vendor: 'turnstile', half: true, times: 1 });
    await start(token);
    expect(await calls('turnstile')).toBe(before + 2);
  });

  describe('while its vendor', () => {
    const states: Record<string, () => Promise<void>> = {
      'is down': () => addFault({ vendor: 'turnstile', status: 503 }),
      'breaks off': () => addFault({ vendor: 'turnstile', half: true }),
    };
    test.each(Object.keys(states))('%s lets pass or stops, as the site says', async (name) => {
      await start();
      const token = await answer();
      await states[name]?.();
      await start(token);
      expect(worker.log).toContainEqual(
        expect.objectContaining({ event: 'vendor_failed', vendor: 'turnstile' }),
      );
      open({ whenDown: 'closed' });
      await start();
      expect(await refused(token)).toMatchObject({ status: 503, code: 'vendor_unavailable' });
    });

    test('cannot judge, a network gets as many as where there is none', async () => {
      const perNetwork = { sends: 6, alone: 3, window: 3600 };
      open({ policy: { verification: { ...verification, challenge, perNetwork } } });
      await addFault({ vendor: 'turnstile', status: 503 });
      await start();
      for (const token of ['one', 'two']) await start(token);
      expect(await refused('three')).toMatchObject({ code: 'too_many_sends', retryAfter: 3600 });
      // Its vendor is back: whoever is a person goes on, once it is asked again.
      await resetSandbox();
      worker.advance(5);
      await start(await answer());
    });

    test.each(['open', 'closed'] as const)(
      'fails, it is left alone, and the site’s word holds: %s',
      async (whenDown) => {
        const breaker = async () => (await worker.call('getReadiness', { origin: null })).vendors.turnstile;
        const unjudged = async (token: string) => {
          if (whenDown === 'open') await start(token);
          else expect(await refused(token)).toMatchObject({ status: 503, code: 'vendor_unavailable' });
        };
        open({ whenDown });
        await start();
        expect(await breaker()).toBe('closed');
        await addFault({ vendor: 'turnstile', status: 503 });
        // Each is asked of it twice.
        for (const token of ['one', 'two', 'three']) await unjudged(token);
        expect(await breaker()).toBe('open');
        const before = await calls('turnstile');
        await unjudged('four');
        expect(await calls('turnstile')).toBe(before);

        await resetSandbox();
        worker.advance(5);
        expect(await breaker()).toBe('half-open');
        await start(await answer());
        expect(await breaker()).toBe('closed');
        expect(await refused('no answer of anybody')).toMatchObject({ code: 'challenge_failed' });
      },
    );

    test('cannot judge, it gets no more by having codes sent again', async () => {
      const perNetwork = { sends: 6, alone: 3, window: 3600 };
      open({ policy: { verification: { ...verification, challenge, perNetwork } } });
      await addFault({ vendor: 'turnstile', status: 503 });
      const { id } = await start();
      for (const token of ['one', 'two']) await start(token);
      worker.advance(60);
      const again = { params: { id }, body: {} };
      const before = await calls('twilio');
      expect((await worker.refused('sendVerification', again)).code).toBe('too_many_sends');
      expect(await calls('twilio')).toBe(before);
      await resetSandbox();
      await start(await answer());
      await worker.call('sendVerification', again);
    });

    test('does not know the site’s secret, that is said in the log, and is no visitor’s fault', async () => {
      open({ whenDown: 'closed', settings: { TURNSTILE_SECRET_KEY: 'another' } });
      await start();
      expect(await refused(await answer())).toMatchObject({ code: 'vendor_unavailable' });
      expect(worker.log).toContainEqual(expect.objectContaining({ event: 'challenge_misconfigured' }));
    });
  });

  test('is asked for wherever a range of numbers has no code come back', async () => {
    open({
      policy: {
        verification: {
          ...verification,
          challenge: { ...verification.challenge, unconverted: 2, pending: 4 },
        },
      },
    });
    const range = `+1213${900 + (Date.now() % 90)}`;
    const ask = (number: number) => ({
      network: `198.18.0.${number}`,
      body: { to: `${range}${String(number).padStart(4, '0')}`, channel: 'sms' },
    });
    for (const number of [1, 2]) await worker.call('createVerification', ask(number));
    worker.advance(verification.conversion.settled + 1);
    expect(await worker.refused('createVerification', ask(3))).toMatchObject({ code: 'challenge_required' });
  });

  test('is asked for in a blocked range as before its block, which nobody can tell so', async () => {
    const conversion = { ...verification.conversion, after: 2, atLeast: 1 };
    const weights = { ...verification.challenge, unconverted: 2, pending: 4 };
    open({ policy: { verification: { ...verification, challenge: weights, conversion } } });
    const range = `+1214${900 + (Date.now() % 90)}`;
    const ask = (number: number) => ({
      network: `198.18.1.${number}`,
      body: { to: `${range}${String(number).padStart(4, '0')}`, channel: 'sms' },
    });
    for (const number of [1, 2]) await worker.call('createVerification', ask(number));
    worker.advance(conversion.settled + 1);
    for (const number of [3, 4, 5]) {
      const problem = await worker.refused('createVerification', ask(number));
      expect(problem).toMatchObject({ code: 'challenge_required' });
      worker.advance(6);
    }
  });

  describe('where a range has no code come back', () => {
    const weights = { ...verification.challenge, unconverted: 2, pending: 2 };
    const policy = { verification: { ...verification, challenge: weights } };
    let ranges = 0;
    /** Two are begun in a range of their own, each from elsewhere. */
    async function begun() {
      const range = `+1215${300 + (ranges += 1)}`;
      const ids = [];
      for (const number of [1, 2]) {
        const to = `${range}${String(number).padStart(4, '0')}`;
        const asked = { network: `198.18.2.${ranges * 4 + number}`, body: { to, channel: 'sms' } };
        ids.push({ ...(await worker.call('createVerification', asked)), to });
      }
      worker.advance(verification.resendAfter[0] ?? 0);
      return ids;
    }
    const again = (id: string) => ({ params: { id }, body: {} });

    test('is asked for before a code is sent again; who answers it begins anew, with the code that is there', async () => {
      open({ policy });
      const [first] = await begun();
      const { id = '', to = '' } = first ?? {};
      const before = await calls('twilio');
      expect(await worker.refused('sendVerification', again(id))).toMatchObject({
        status: 403,
        code: 'challenge_required',
      });
      expect(await calls('twilio')).toBe(before);
      expect(worker.log).toContainEqual(
        expect.objectContaining({ event: 'send_refused', limit: 'challenge_required' }),
      );
      const anew = await start(await answer(), to);
      expect(anew).toMatchObject({ sendsLeft: 3 });
      // It is behind an answer now.
      worker.advance(60);
      expect(await worker.call('sendVerification', again(anew.id))).toMatchObject({ sendsLeft: 2 });
      expect(await calls('twilio')).toBe(before + 2);
      expect(await worker.refused('sendVerification', again(id))).toMatchObject({
        code: 'challenge_required',
      });
    });

    test('is not asked for of a number that is called safe, nor where the site has none', async () => {
      open({ policy, settings: { SAFE_PHONES: `+1215${301 + ranges}0001` } });
      const [first] = await begun();
      await worker.call('sendVerification', again(first?.id ?? ''));
      open({ policy, challenge: false });
      const [other] = await begun();
      await worker.call('sendVerification', again(other?.id ?? ''));
    });

    test.each(['open', 'closed'] as const)(
      'and its vendor is down, a resend is as a start: %s',
      async (whenDown) => {
        open({ policy: { verification: { ...verification, challenge: { ...weights, whenDown } } } });
        const [first] = await begun();
        await addFault({ vendor: 'turnstile', status: 503 });
        const other = { network: '198.18.3.1', body: { to: first?.to, channel: 'sms', challenge: 'any' } };
        await worker.request('createVerification', other);
        worker.advance(60);
        const response = await worker.request('sendVerification', again(first?.id ?? ''));
        expect(response.status).toBe(whenDown === 'open' ? 200 : 403);
      },
    );
  });

  test('refuses what no challenge gave as an answer, without asking', async () => {
    open({ whenDown: 'open' });
    await start();
    const before = await calls('turnstile');
    for (const made of ['a b', '{"success":true}', '\u0000', 'ü'])
      expect(await refused(made)).toMatchObject({ code: 'challenge_failed' });
    expect(await calls('turnstile')).toBe(before);
  });
});

describe('the score', () => {
  const untouched = { blockedFor: 0, settled: 0, pending: 0, approvals: 0 };
  const calm: Signals = {
    channel: 'sms',
    asks: 1,
    range: untouched,
    guesses: 0,
    country: 0,
    day: 0,
  };
  const weights = verification.challenge;
  const score = (signals: Partial<Signals>): number => sendScore({ ...calm, ...signals }, weights);

  test('of a calm start is nothing', () => expect(score({})).toBe(0));

  test.each<[string, Partial<Signals>, Partial<Signals>]>([
    ['network', { asks: weights.network }, { asks: weights.network + 1 }],
    [
      'range whose codes do not come back',
      { range: { ...untouched, settled: weights.unconverted, approvals: 1 } },
      { range: { ...untouched, settled: weights.unconverted } },
    ],
    [
      'range that many ask for at once',
      { range: { ...untouched, pending: weights.pending - 1 } },
      { range: { ...untouched, pending: weights.pending } },
    ],
    ['range that is blocked', { range: untouched }, { range: { ...untouched, blockedFor: 1 } }],
    ['address', { guesses: weights.guesses - 1 }, { guesses: weights.guesses }],
    ['country', { country: weights.budget - 0.01 }, { country: weights.budget }],
    ['day', { day: weights.budget - 0.01 }, { day: weights.budget }],
  ])('reaches one by the %s alone', (_, below, reached) => {
    expect(score(below)).toBeLessThan(1);
    expect(score(reached)).toBeGreaterThanOrEqual(1);
  });

  test('counts a call beforehand', () => expect(score({ channel: 'call' })).toBe(weights.call));
});
