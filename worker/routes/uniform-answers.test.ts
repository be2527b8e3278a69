import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Verification } from '../contract/index.ts';
import { steadyPace } from '../platform/pace.ts';
import { site } from '../site.ts';
import {
  addFault,
  advanceClock,
  codeSentTo,
  deliveries,
  requests,
  resetSandbox,
} from '../testing/sandbox.ts';
import { TestWorker, type TestWorkerOptions } from '../testing/test-worker.ts';

const { verification } = site;
let worker: TestWorker;
let used = 0;

/** Numbers that get no code, and why. */
const silent = {
  'a landline, by its number': '+493012345678',
  'a landline, by the vendor': '+12015550120',
  'a range that the vendor blocks': '+12015550121',
  'a country that the vendor blocks': '+12015550122',
};
const usual = (): string => `+1216${550 + Math.floor(used / 20)}${String((used += 1)).padStart(4, '0')}`;
const ask = (to: string) => ({ body: { to, channel: 'sms' }, network: `192.0.2.${(used += 1) % 250}` });

/** Hours since the first test: each begins when what the last one did is over. */
let hours = 0;
/** Time goes on here and at the vendor. */
const pass = async (seconds: number) => {
  worker.advance(seconds);
  await advanceClock(seconds);
};
/** A Worker at a time of its own. */
async function open(options: TestWorkerOptions = {}): Promise<void> {
  await resetSandbox();
  worker = new TestWorker(options);
  await pass((hours += 26) * 3600);
}

beforeEach(() => open());

/** All that a visitor can see of a number, but the number and the time. */
async function story(to: string): Promise<unknown[]> {
  const seen: unknown[] = [];
  let ends: unknown;
  const see = async (response: Response): Promise<Record<string, unknown>> => {
    const body = (await response.json()) as Record<string, unknown>;
    const known = Object.entries(body).map(([name, value]) => {
      if (name === 'id') return [name, String(value).length];
      // The same end all the time: what the vendor answers moves it nowhere.
      if (name === 'expiresAt') return [name, value === (ends ??= value)];
      const varies = ['to', 'requestId', 'resendAt', 'retryAfter'];
      return [name, varies.includes(name) ? typeof value : value];
    });
    const headers = [...response.headers.keys()].sort();
    seen.push({ status: response.status, headers, body: Object.fromEntries(known) });
    return body;
  };
  const { id } = (await see(await worker.request('createVerification', ask(to)))) as unknown as Verification;
  await see(await worker.request('createVerification', ask(to)));
  await see(await worker.request('sendVerification', { params: { id }, body: {} }));
  for (let guess = 0; guess < 3; guess += 1)
    await see(await worker.request('checkVerification', { params: { id }, body: { code: `00000${guess}` } }));
  for (let send = 0; send < 5; send += 1) {
    await pass(90);
    await see(await worker.request('sendVerification', { params: { id }, body: {} }));
  }
  for (let guess = 0; guess < 3; guess += 1)
    await see(await worker.request('checkVerification', { params: { id }, body: { code: `10000${guess}` } }));
  await see(await worker.request('createVerification', ask(to)));
  return seen;
}

describe('a number that gets no code', () => {
  test.each(Object.entries(silent))('%s: shows in no answer', async (_, to) => {
    const shown = await story(to);
    await open();
    expect(shown).toEqual(await story(usual()));
    expect(await deliveries(to)).toEqual([]);
  });

  test('of a blocked range: shows in no answer', async () => {
    const expected = await story(usual());
    const conversion = { ...verification.conversion, after: 1, atLeast: 1 };
    await open({ policy: { verification: { ...verification, conversion } } });
    const range = '+1217555';
    await worker.call('createVerification', ask(`${range}0001`));
    await pass(conversion.settled + 1);
    const before = await requests('twilio');
    expect(await story(`${range}0002`)).toEqual(expected);
    const sent = (await requests('twilio')).slice(before.length - 1);
    expect(
      sent.every(({ path }) => path.endsWith('/VerificationCheck') || path.endsWith('/Verifications')),
    ).toBe(true);
    expect(await deliveries(`${range}0002`)).toEqual([]);
  });

  test('shows in no refusal, when what is spent elsewhere is spent', async () => {
    const perCountry = { sends: 1, window: 600 };
    await open({ policy: { verification: { ...verification, perCountry } } });
    await worker.call('createVerification', ask('+4915112345678'));
    const told = async (to: string) => {
      const { code, retryAfter = 0 } = await worker.refused('createVerification', ask(to));
      return { code, soon: retryAfter <= perCountry.window && retryAfter > perCountry.window - 10 };
    };
    const refusal = await told('+4915112345679');
    expect(refusal).toEqual({ code: 'too_many_sends', soon: true });
    expect(await told(silent['a landline, by its number'])).toEqual(refusal);
  });

  describe('is asked for a challenge as any other', () => {
    const asks = 22;
    /** Each send shows in what is spent. */
    const tight = {
      ...verification,
      perDay: 100,
      perCountry: { sends: 60, window: 3600 },
      resendAfter: [30],
      sends: 9,
      checks: 9,
    };
    let askers = 0;
    /** What one network is told that asks for a number again and again. */
    async function told(to: string, wait: number): Promise<string[]> {
      askers += 1;
      const answers = [];
      for (let times = 0; times < asks; times += 1) {
        const asked = { body: { to, channel: 'sms' }, network: `198.19.0.${askers}` };
        const response = await worker.request('createVerification', asked);
        const { code = 'sent' } = (await response.json()) as { code?: string };
        answers.push(`${response.status} ${code}`);
        await pass(wait);
      }
      return answers;
    }

    test.each(
      Object.entries(silent).flatMap(([name, to]) => [0, 31].map((wait) => [name, wait, to] as const)),
    )('%s, every %d s', async (_, wait, to) => {
      const options = { challenge: true, policy: { verification: tight } };
      await open(options);
      const expected = await told(usual(), wait);
      expect(expected).toContain('403 challenge_required');
      await open(options);
      expect(await told(to, wait)).toEqual(expected);
    });

    test.each([0, 31])('a blocked range, every %d s', async (wait) => {
      const weights = verification.challenge;
      const after = async (atLeast: number, range: string) => {
        const conversion = { ...verification.conversion, after: weights.unconverted, atLeast };
        await open({ challenge: true, policy: { verification: { ...tight, conversion } } });
        for (let number = 0; number < weights.unconverted; number += 1)
          await worker.call('createVerification', ask(`${range}000${number}`));
        await pass(conversion.settled + 1);
        return told(`${range}0100`, wait);
      };
      const expected = await after(0, '+1218555');
      expect(await after(1, '+1218556')).toEqual(expected);
      expect(worker.log.some(({ event }) => event === 'send_refused')).toBe(true);
    });
  });

  test('shows in no failure of the vendor that is known', async () => {
    const trial: Promise<unknown>[] = [];
    let tries = false;
    await open({
      pace: async (_, work) => {
        if (!tries) return work.then(() => undefined);
        trial.push(work);
        return undefined;
      },
    });
    await addFault({ vendor: 'twilio', status: 500, times: 5 });
    for (let times = 0; times < 5; times += 1) await worker.refused('createVerification', ask(usual()));
    const { code, retryAfter } = await worker.refused('createVerification', ask(usual()));
    const muted = ask(silent['a landline, by its number']);
    expect(await worker.refused('createVerification', muted)).toMatchObject({ code, retryAfter });
    // Nor while one call tries whether it is back, and the others wait for it.
    await pass(retryAfter ?? 0);
    await addFault({ vendor: 'twilio', latency: 2000, times: 1 });
    const before = (await requests('twilio')).length;
    tries = true;
    await worker.call('createVerification', ask(usual()));
    await vi.waitFor(async () => expect((await requests('twilio')).length).toBeGreaterThan(before));
    tries = false;
    const waiting = await worker.refused('createVerification', ask(usual()));
    expect(waiting).toMatchObject({ code, retryAfter: 1 });
    expect(await worker.refused('createVerification', muted)).toMatchObject({ code, retryAfter: 1 });
    await Promise.all(trial);
    // Nothing was counted there that did not happen: it begins as any other once the vendor is back.
    await worker.call('createVerification', muted);
  });

  test('as text gets it as a call, where it takes one', async () => {
    const to = silent['a landline, by its number'];
    const { id } = await worker.call('createVerification', ask(to));
    await pass(60);
    await worker.call('sendVerification', { params: { id }, body: { channel: 'call' } });
    await worker.call('checkVerification', { params: { id }, body: { code: await codeSentTo(to) } });
  });

  test('is told from others in the log', async () => {
    await worker.call('createVerification', ask(silent['a range that the vendor blocks']));
    expect(worker.log).toContainEqual(expect.objectContaining({ event: 'vendor_failed', code: '60410' }));
  });
});

describe('the time of an answer', () => {
  const after = 150;
  /** How far apart the medians lie is measured by `bench/verification`. */
  test('does not come sooner for a number that gets no code', async () => {
    await open({ pace: steadyPace(after, () => undefined) });
    for (const to of [
      usual(),
      silent['a landline, by its number'],
      silent['a range that the vendor blocks'],
    ]) {
      const begun = performance.now();
      await worker.call('createVerification', ask(to));
      expect(performance.now() - begun).toBeGreaterThanOrEqual(after - 2);
    }
  });

  describe('of a code', () => {
    /** Starts are answered when their work is done, and then codes at their pace. */
    let answerAfter: number;
    const begin = async (to: string) => {
      answerAfter = 0;
      await open({ pace: (begunAt, work) => steadyPace(answerAfter, () => undefined)(begunAt, work) });
      const { id } = await worker.call('createVerification', ask(to));
      answerAfter = after;
      return { params: { id } };
    };

    test('that is wrong does not come sooner where no code was sent', async () => {
      for (const to of [usual(), ...Object.values(silent)]) {
        const verification = await begin(to);
        const begun = performance.now();
        const body = { code: '000000' };
        const problem = await worker.refused('checkVerification', { ...verification, body });
        expect(problem.code).toBe('code_incorrect');
        expect(performance.now() - begun).toBeGreaterThanOrEqual(after - 2);
      }
    });

    test('is as true when the vendor takes longer', async () => {
      const to = usual();
      const verification = await begin(to);
      const code = await codeSentTo(to);
      await addFault({ vendor: 'twilio', latency: 2 * after });
      const wrong = code === '000000' ? '000001' : '000000';
      const body = { code: wrong };
      expect(await worker.refused('checkVerification', { ...verification, body })).toMatchObject({
        code: 'code_incorrect',
        checksLeft: 4,
      });
      const { status } = await worker.call('checkVerification', { ...verification, body: { code } });
      expect(status).toBe('approved');
    });

    test.each([
      ['that is right', 200],
      ['while the vendor fails', 503],
    ])('%s is short: that says nothing of a number', async (_, status) => {
      const to = usual();
      const verification = await begin(to);
      const code = await codeSentTo(to);
      answerAfter = 60_000;
      if (status === 503) await addFault({ vendor: 'twilio', status });
      const response = await worker.request('checkVerification', { ...verification, body: { code } });
      expect(response.status).toBe(status);
    });
  });

  test('is not prolonged by a vendor that is slow, and the code goes out behind it', async () => {
    const behind: Promise<unknown>[] = [];
    await open({ pace: steadyPace(after, (work) => behind.push(work)) });
    await addFault({ vendor: 'twilio', latency: 1000 });
    const to = usual();
    await worker.call('createVerification', ask(to));
    expect(await deliveries(to)).toHaveLength(0);
    await Promise.all(behind);
    expect(await deliveries(to)).toHaveLength(1);
  });

  test('is short when the vendor fails: that says nothing of a number', async () => {
    await open({ pace: steadyPace(60_000, () => undefined) });
    await addFault({ vendor: 'twilio', status: 503 });
    expect(await worker.refused('createVerification', ask(usual()))).toMatchObject({
      code: 'vendor_unavailable',
    });
  });

  test('a failure that comes behind the answer is logged, and the next try may come at once', async () => {
    const behind: Promise<unknown>[] = [];
    await open({ pace: steadyPace(50, (work) => behind.push(work)) });
    await addFault({ vendor: 'twilio', latency: 500, status: 503, times: 1 });
    const to = usual();
    const { id } = await worker.call('createVerification', ask(to));
    await Promise.all(behind);
    expect(worker.log).toContainEqual(expect.objectContaining({ event: 'vendor_failed' }));
    await worker.call('sendVerification', { params: { id }, body: {} });
    await Promise.all(behind);
    expect(await deliveries(to)).toHaveLength(1);
  });
});
