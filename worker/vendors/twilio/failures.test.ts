import { beforeEach, describe, expect, test } from 'vitest';
import { addFault, codeSentTo, deliveries, requests, resetSandbox } from '../../testing/sandbox.ts';
import { TestWorker } from '../../testing/test-worker.ts';

let worker: TestWorker;
let used = 0;
let phone: string;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
  phone = `+1215${550 + Math.floor(used / 20)}${String((used += 1)).padStart(4, '0')}`;
});

const start = (to = phone) => worker.request('createVerification', { body: { to, channel: 'sms' } });
const check = (id: string, code: string) =>
  worker.request('checkVerification', { params: { id }, body: { code } });
const outcome = async (response: Response): Promise<string> =>
  response.ok ? 'sent' : ((await response.json()) as { code: string }).code;
const asked = async (path: string) =>
  (await requests('twilio')).filter((request) => request.path.endsWith(path)).length;

/**
 * Every code of https://www.twilio.com/docs/verify/api/error-codes that a start or a check can meet: what the visitor
 * is told, and how often Twilio is asked.
 */
const starts: [code: number, status: number, told: string, times?: number][] = [
  [60200, 400, 'sent'],
  [60201, 400, 'vendor_unavailable'],
  [60203, 429, 'too_many_sends'],
  [60204, 403, 'vendor_unavailable'],
  [60205, 403, 'sent'],
  [60206, 400, 'vendor_unavailable'],
  [60207, 429, 'too_many_sends'],
  [60212, 429, 'too_many_sends', 3],
  [60217, 400, 'vendor_unavailable'],
  [60220, 403, 'sent'],
  [60221, 400, 'vendor_unavailable'],
  [60223, 400, 'channel_not_supported'],
  [60238, 403, 'sent'],
  [60410, 403, 'sent'],
  [60413, 403, 'sent'],
  [60605, 403, 'sent'],
  [60626, 429, 'too_many_sends'],
  [20003, 401, 'vendor_unavailable'],
  [20404, 404, 'vendor_unavailable'],
  [20429, 429, 'too_many_sends', 3],
  [20500, 500, 'vendor_unavailable'],
  [20503, 503, 'vendor_unavailable'],
];
const checks: [code: number, status: number, told: string, times?: number][] = [
  [60200, 400, 'code_incorrect'],
  [60202, 429, 'too_many_checks'],
  [60212, 429, 'vendor_unavailable', 3],
  [20404, 404, 'verification_expired'],
  [20429, 429, 'vendor_unavailable', 3],
  [20003, 401, 'vendor_unavailable'],
  [20500, 500, 'vendor_unavailable'],
  [20503, 503, 'vendor_unavailable'],
];

describe('a start that Twilio answers with', () => {
  test.each(starts)('%i (%i) is %s', async (code, status, told, times = 1) => {
    await addFault({ vendor: 'twilio', status, code });
    expect(await outcome(await start())).toBe(told);
    expect(await asked('/Verifications')).toBe(times);
    expect(worker.log).toContainEqual(
      expect.objectContaining({ event: 'vendor_failed', vendor: 'twilio', code: String(code) }),
    );
  });

  test('too much to do at the moment is asked again, and works', async () => {
    await addFault({ vendor: 'twilio', status: 429, code: 20429, times: 2 });
    expect(await outcome(await start())).toBe('sent');
    expect(await deliveries(phone)).toHaveLength(1);
  });

  test('half a word was taken all the same: it is not sent twice, and its code is good', async () => {
    await addFault({ vendor: 'twilio', half: true, times: 1 });
    const response = await start();
    expect(response.status).toBe(201);
    expect(await deliveries(phone)).toHaveLength(1);
    const { id } = (await response.json()) as { id: string };
    expect((await check(id, await codeSentTo(phone))).status).toBe(200);
  });

  test('a failure can be tried again at once', async () => {
    await addFault({ vendor: 'twilio', status: 503, times: 1 });
    expect(await outcome(await start())).toBe('vendor_unavailable');
    expect(await outcome(await start())).toBe('sent');
    expect(await deliveries(phone)).toHaveLength(1);
  });
});

describe('a check that Twilio answers with', () => {
  test.each(checks)('%i (%i) is %s', async (code, status, told, times = 1) => {
    const { id } = (await (await start()).json()) as { id: string };
    const right = await codeSentTo(phone);
    await addFault({ vendor: 'twilio', path: 'VerificationCheck', status, code, times });
    expect(await outcome(await check(id, right))).toBe(told);
    expect(await asked('/VerificationCheck')).toBe(times);
  });

  test('half a word opens nothing, and is not asked again', async () => {
    const { id } = (await (await start()).json()) as { id: string };
    const right = await codeSentTo(phone);
    await addFault({ vendor: 'twilio', path: 'VerificationCheck', half: true, times: 1 });
    expect(await outcome(await check(id, right))).toBe('vendor_unavailable');
    expect(await asked('/VerificationCheck')).toBe(1);
  });
});
