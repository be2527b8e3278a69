import { beforeEach, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/platform/faults.ts';
import { addFault, requests, resetSandbox } from '../testing/sandbox.ts';
import { TestWorker } from '../testing/test-worker.ts';

let worker: TestWorker;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
});

const vendors = async () => (await worker.call('getReadiness', { origin: null })).vendors;
const toStream = async () => (await requests('stream')).length;

/** As many chat tokens as it takes; each is for somebody else, whom the vendor has to be told of. */
async function ask(times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    const { accessToken } = await worker.signIn({ sub: `new-${crypto.randomUUID()}` });
    await worker.request('createChatToken', { accessToken });
  }
}

test('a vendor that fails is left alone, at once and honestly, and found again when it is back', async () => {
  expect(await vendors()).toEqual({ stream: 'closed', knock: 'closed', twilio: 'closed' });
  await addFault({ vendor: 'stream', status: 500, times: 5 });
  await ask(5);
  expect(await vendors()).toEqual({ stream: 'open', knock: 'closed', twilio: 'closed' });

  const reached = await toStream();
  const { accessToken } = await worker.signIn({ sub: 'ann' });
  const problem = await worker.refused('createChatToken', { accessToken });
  expect(problem).toMatchObject({ code: 'vendor_unavailable', status: 503 });
  expect(problem.retryAfter).toBeGreaterThanOrEqual(4);
  expect(problem.retryAfter).toBeLessThanOrEqual(5);
  expect(await toStream()).toBe(reached);
  // What does not need it goes on, and so does the Worker.
  await worker.call('createFeedToken', { accessToken });

  worker.advance(problem.retryAfter ?? 0);
  expect((await vendors()).stream).toBe('half-open');
  await worker.call('createChatToken', { accessToken });
  expect((await vendors()).stream).toBe('closed');
});

test.each<[string, Partial<Fault>]>([
  ['half an answer', { half: true }],
  ['a bad gateway', { status: 502 }],
])('%s is the vendor’s failure', async (_, fault) => {
  await addFault({ vendor: 'stream', ...fault, times: 10 });
  await ask(5);
  expect((await vendors()).stream).toBe('open');
});

test.each([400, 403, 404, 429])('a refusal by %d is an answer: the vendor is not down', async (status) => {
  await addFault({ vendor: 'stream', status, times: 20 });
  await ask(10);
  expect((await vendors()).stream).toBe('closed');
});

test('a new isolate begins with trust', async () => {
  await addFault({ vendor: 'stream', status: 500, times: 5 });
  await ask(5);
  const { vendors: known } = await worker.twin().call('getReadiness', { origin: null });
  expect(known.stream).toBe('closed');
});
