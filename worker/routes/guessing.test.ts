import { beforeEach, describe, expect, test } from 'vitest';
import { site } from '../site.ts';
import { addFault, advanceClock, codeSentTo, origins, requests, resetSandbox } from '../testing/sandbox.ts';
import { TestWorker, type TestWorkerOptions } from '../testing/test-worker.ts';

const { verification } = site;
const { checksPerAddress, challenge } = verification;
type Policy = Partial<typeof verification>;

let worker: TestWorker;
let phone: string;
let used = 0;
let networks = 0;

const open = (policy: Policy = {}, options: TestWorkerOptions = {}): void => {
  worker = new TestWorker({
    challenge: true,
    policy: { verification: { ...verification, ...policy } },
    ...options,
  });
};

beforeEach(async () => {
  await resetSandbox();
  used += 1;
  // Each in a range of its own.
  phone = `+1216${600 + used}0123`;
  open();
});

/** Time goes on here and at the vendor. */
const pass = async (seconds: number) => {
  worker.advance(seconds);
  await advanceClock(seconds);
};
/** Longer than any code is good. */
const RENEWED = verification.lifetime + 1;

/** What the sandbox's box gives who ticks it. */
async function answer(): Promise<string> {
  const response = await fetch(`${origins.control}/turnstile/v0/solve`, {
    method: 'POST',
    body: JSON.stringify({
      sitekey: 'sandbox-site-key',
      hostname: 'shop.example',
      action: 'verification',
    }),
    headers: { 'content-type': 'application/json' },
  });
  return ((await response.json()) as { token: string }).token;
}
/** From a network of its own. */
const ask = (token?: string) => {
  networks += 1;
  return {
    network: `198.18.${networks >> 8}.${networks & 255}`,
    body: { to: phone, channel: 'sms', ...(token !== undefined && { challenge: token }) },
  };
};
const start = (token?: string) => worker.call('createVerification', ask(token));
const refused = (token?: string) => worker.refused('createVerification', ask(token));
const check = (id: string, code: string) =>
  worker.request('checkVerification', { params: { id }, body: { code } });
const again = (id: string) => ({ params: { id }, body: {} });
/** Wrong codes, so many; what each is told. */
async function guess(id: string, times: number = verification.checks): Promise<string[]> {
  const right = await codeSentTo(phone);
  const told = [];
  for (let by = 1; by <= times; by += 1) {
    const code = String((Number(right) + by) % 1_000_000).padStart(6, '0');
    told.push(((await (await check(id, code)).json()) as { code: string }).code);
  }
  return told;
}
const toTwilio = async (end: string) =>
  (await requests('twilio')).filter(({ path }) => path.endsWith(end)).length;
const sends = () => toTwilio('/Verifications');
const checks = () => toTwilio('/VerificationCheck');

describe('wrong codes of a stranger', () => {
  test('keep nobody out for longer than a code is good: then a challenge stands before them', async () => {
    let rounds = 0;
    for (let time = 0; time < 12; time += 1) {
      const response = await worker.request('createVerification', ask());
      const begun = (await response.json()) as { id: string; code?: string };
      if (response.status === 201) {
        rounds += 1;
        await guess(begun.id);
      } else expect(begun.code).toBe('challenge_required');
      await pass(RENEWED);
    }
    expect(rounds).toBe(challenge.guesses / verification.checks);
    expect(await sends()).toBe(rounds);
    // Whose phone it is answers, and is in.
    expect(await refused()).toMatchObject({ status: 403, code: 'challenge_required' });
    const { id } = await start(await answer());
    expect((await check(id, await codeSentTo(phone))).status).toBe(200);
  });

  test('are finite also behind the challenge, and then nothing is sent that cannot be used', async () => {
    for (let time = 0; time < 2; time += 1) {
      await guess((await start()).id);
      await pass(RENEWED);
    }
    for (let time = 0; time < checksPerAddress.answered / verification.checks; time += 1) {
      expect(await guess((await start(await answer())).id)).not.toContain('too_many_checks');
      await pass(RENEWED);
    }
    const [sent, tried] = [await sends(), await checks()];
    expect(tried).toBe(challenge.guesses + checksPerAddress.answered);
    const problem = await refused(await answer());
    expect(problem).toMatchObject({ status: 429, code: 'too_many_sends' });
    expect(problem.retryAfter).toBeLessThan(checksPerAddress.window);
    expect(await sends()).toBe(sent);
    expect(worker.log).toContainEqual(expect.objectContaining({ event: 'send_refused', limit: 'checks' }));
    await pass(problem.retryAfter ?? 0);
    await start(await answer());
  });

  test('leave tries to who answers a challenge, for the code that is on its way', async () => {
    open({
      challenge: { ...challenge, guesses: 3 },
      checksPerAddress: { ...checksPerAddress, checks: 3 },
    });
    const { id } = await start();
    expect(await guess(id, 4)).toEqual([...Array<string>(3).fill('code_incorrect'), 'too_many_checks']);
    await pass(verification.resendAfter[0] ?? 0);
    const before = await sends();
    // What was begun without an answer is sent no more.
    expect(await worker.refused('sendVerification', again(id))).toMatchObject({ code: 'challenge_required' });
    expect(await sends()).toBe(before);
    const own = await start(await answer());
    expect((await check(own.id, await codeSentTo(phone))).status).toBe(200);
  });
});

describe('where a site has no challenge', () => {
  test('nothing is sent once all tries of a phone are used', async () => {
    open({ checksPerAddress: { ...checksPerAddress, checks: 8 } }, { challenge: false });
    await guess((await start()).id);
    await pass(RENEWED);
    const { id } = await start();
    expect((await guess(id)).filter((code) => code === 'too_many_checks')).toHaveLength(2);
    await pass(verification.lifetime / 2);
    const before = await sends();
    const live = await worker.refused('createVerification', ask());
    expect(live.code).toBe('too_many_sends');
    await pass(RENEWED);
    const problem = await refused();
    expect(problem).toMatchObject({ status: 429, code: 'too_many_sends' });
    expect(await sends()).toBe(before);
    await pass(problem.retryAfter ?? 0);
    await start();
  });

  test('nor is it sent again, which is told as a check would tell it', async () => {
    open({ checksPerAddress: { ...checksPerAddress, checks: 3 } }, { challenge: false });
    const { id } = await start();
    await guess(id, 3);
    await pass(verification.resendAfter[0] ?? 0);
    const before = await sends();
    const problem = await worker.refused('sendVerification', again(id));
    expect(problem).toMatchObject({ status: 429, code: 'too_many_checks', checksLeft: 0 });
    expect(await sends()).toBe(before);
    expect((await worker.refused('checkVerification', { ...again(id), body: { code: '000000' } })).code).toBe(
      'too_many_checks',
    );
  });
});

describe('no guess', () => {
  test('is a code that was right, however often one is', async () => {
    for (let time = 0; time <= challenge.guesses; time += 1) {
      const { id } = await start();
      expect((await check(id, await codeSentTo(phone))).status).toBe(200);
      await pass(RENEWED);
    }
  });

  test('is a check that the vendor never judged', async () => {
    open({ checksPerAddress: { ...checksPerAddress, checks: 3 } });
    const { id } = await start();
    await addFault({ vendor: 'twilio', status: 503, times: 3 });
    for (let time = 0; time < 3; time += 1) expect((await check(id, '000000')).status).toBe(503);
    expect(await guess(id, 4)).toEqual([...Array<string>(3).fill('code_incorrect'), 'too_many_checks']);
  });
});
