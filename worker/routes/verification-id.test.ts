import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { site } from '../site.ts';
import { VerificationIds } from '../services/verification-id.ts';
import { advanceClock, codeSentTo, requests, resetSandbox } from '../testing/sandbox.ts';
import { shop, TestWorker } from '../testing/test-worker.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
let worker: TestWorker;
let used = 0;
let phone: string;

beforeEach(async () => {
  await resetSandbox();
  const { checksPerAddress } = site.verification;
  worker = new TestWorker({
    policy: { verification: { ...site.verification, checksPerAddress: { ...checksPerAddress, checks: 8 } } },
  });
  phone = `+1214555${String((used += 1)).padStart(4, '0')}`;
});

const start = (network?: string) =>
  worker.call('createVerification', {
    body: { to: phone, channel: 'sms' },
    ...(network !== undefined && { network }),
  });
const refused = (id: string, code: string) =>
  worker.refused('checkVerification', { params: { id }, body: { code } });
/** Time goes on here and at the vendor. */
const pass = async (seconds: number) => {
  worker.advance(seconds);
  await advanceClock(seconds);
};
const wrong = (code: string, by: number) => String((Number(code) + by) % 1_000_000).padStart(6, '0');
const checks = async () =>
  (await requests('twilio')).filter(({ path }) => path.endsWith('/VerificationCheck')).length;

describe('an id', () => {
  test('with any letter changed is none, and nothing is asked', async () => {
    const { id } = await start();
    const code = await codeSentTo(phone);
    await fc.assert(
      fc.asyncProperty(fc.nat(id.length - 1), fc.constantFrom(...alphabet), async (at, letter) => {
        fc.pre(id[at] !== letter);
        const changed = id.slice(0, at) + letter + id.slice(at + 1);
        expect((await refused(changed, code)).code).toBe('verification_not_found');
      }),
      { numRuns: 300 },
    );
    expect(await checks()).toBe(0);
    await worker.call('checkVerification', { params: { id }, body: { code } });
  });

  test('cut, prolonged or made up is none', async () => {
    const { id } = await start();
    for (const other of [
      id.slice(0, -1),
      id.slice(1),
      `${id}A`,
      `${id}=`,
      'A'.repeat(id.length),
      `${id}.${id}`,
    ])
      expect((await refused(other, '123456')).code).toBe('verification_not_found');
  });

  test('says nothing of the phone: two for one phone have nothing in common', async () => {
    const ids = new VerificationIds('a-pepper-for-the-tests');
    const issued = await Promise.all(Array.from({ length: 50 }, () => ids.issue('ab'.repeat(20), shop)));
    for (let at = 0; at < 80; at += 8) {
      const parts = issued.map(({ id }) => id.slice(at, at + 8));
      expect(new Set(parts).size).toBe(issued.length);
    }
  });

  test('is read by who issued it, for the origin that it was issued for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 20, maxLength: 20 }), async (bytes) => {
        const key = Buffer.from(bytes).toString('hex');
        const ids = new VerificationIds('a-pepper-for-the-tests');
        const { id, ticket } = await ids.issue(key, shop);
        expect(await ids.read(id, shop)).toEqual({ key, ticket });
        expect(await ids.read(id, 'https://help.shop.example')).toBeUndefined();
        expect(await new VerificationIds('another-pepper-of-tests').read(id, shop)).toBeUndefined();
      }),
    );
  });
});

describe('guessing', () => {
  test('gets the tries of one code, over however many ids', async () => {
    const ids: string[] = [];
    for (let network = 1; network <= 6; network += 1) ids.push((await start(`198.51.100.${network}`)).id);
    const code = await codeSentTo(phone);
    const problems = await Promise.all(
      Array.from({ length: 30 }, (_, guess) =>
        refused(ids[guess % ids.length] ?? '', wrong(code, guess + 1)),
      ),
    );
    expect(problems.filter((problem) => problem.code === 'code_incorrect')).toHaveLength(5);
    expect(problems.filter((problem) => problem.code === 'too_many_checks')).toHaveLength(25);
    expect(await checks()).toBe(5);
    // Beginning anew gives none back while the code is good, nor after its resend.
    worker.advance(60);
    const anew = await worker.refused('createVerification', { body: { to: phone, channel: 'sms' } });
    expect(anew.code).toBe('too_many_sends');
    const last = await refused(ids[0] ?? '', code);
    expect(last).toMatchObject({ code: 'too_many_checks', checksLeft: 0 });
    expect(last.retryAfter).toBeGreaterThan(500);
    expect(await checks()).toBe(5);
  });

  test('says with the last try when a new code can be sent, and then sends it', async () => {
    const { id } = await start();
    const code = await codeSentTo(phone);
    const told = [];
    for (let guess = 1; guess <= 5; guess += 1) told.push(await refused(id, wrong(code, guess)));
    expect(told.map(({ checksLeft }) => checksLeft)).toEqual([4, 3, 2, 1, 0]);
    expect(told.map(({ retryAfter }) => retryAfter !== undefined)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    const { retryAfter = 0 } = told[4] ?? {};
    await pass(retryAfter - 5);
    const early = await worker.refused('createVerification', { body: { to: phone, channel: 'sms' } });
    expect(early).toMatchObject({ code: 'too_many_sends' });
    expect(early.retryAfter).toBeLessThanOrEqual(5);
    await pass(5);
    const anew = await start();
    expect(await codeSentTo(phone)).not.toBe(code);
    await worker.call('checkVerification', {
      params: { id: anew.id },
      body: { code: await codeSentTo(phone) },
    });
  });

  test('over many codes gets the tries of a day', async () => {
    let judged = 0;
    for (let round = 0; round < 2; round += 1) {
      const { id } = await start();
      for (let guess = 1; guess <= 5; guess += 1) {
        const { code } = await refused(id, wrong('000000', guess + round));
        if (code !== 'too_many_checks') judged += 1;
      }
      await pass(601);
    }
    expect(judged).toBe(8);
    const anew = await worker.refused('createVerification', { body: { to: phone, channel: 'sms' } });
    expect(anew.code).toBe('too_many_sends');
    await pass(86_400);
    const { id } = await start();
    expect((await refused(id, '000001')).code).not.toBe('too_many_checks');
  });
});

test('fifty checks with the right code at once open one session', async () => {
  const { id } = await start();
  const other = await start();
  const code = await codeSentTo(phone);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      worker.request('checkVerification', { params: { id: index % 2 ? id : other.id }, body: { code } }),
    ),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});
