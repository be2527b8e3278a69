import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import page from '../../docs/operating/costs.md?raw';
import type { Session } from '../contract/index.ts';
import { codeSentTo, requests, resetSandbox } from '../testing/sandbox.ts';
import { TestWorker } from '../testing/test-worker.ts';

/** Calls of Durable Objects since they were counted last. */
let calls = 0;

/** The namespace, whose objects' methods are counted. */
function counted(namespace: WorkerEnv['CLAIMS']): unknown {
  const getByName = (name: string) =>
    new Proxy(namespace.getByName(name), {
      get: (stub, method) => {
        calls += 1;
        return Reflect.get(stub, method) as unknown;
      },
    });
  return { getByName };
}

const bindings = Object.fromEntries(
  ['SESSION_FAMILIES', 'VERIFICATIONS', 'LIMITERS', 'PREFIX_RECORDS', 'CLAIMS', 'SIGN_OUTS'].map((name) => [
    name,
    counted(env[name] as WorkerEnv['CLAIMS']),
  ]),
);

/** The row of the page's table that begins so: Durable Object calls, then those of each vendor. */
function documented(step: string): number[] {
  const row = page.split('\n').find((line) => line.startsWith(`| ${step} `));
  if (row === undefined) throw new Error(`The page has no row "${step}".`);
  return row.split('|').slice(2, -1).map(Number);
}

let worker: TestWorker;
let session: Session;
const phone = '+12125550190';

/** What a step costs, counted as the page counts it. */
async function cost(step: () => Promise<unknown>): Promise<number[]> {
  await resetSandbox();
  calls = 0;
  await step();
  const made = await requests();
  const of = (vendor: string) => made.filter((request) => request.vendor === vendor).length;
  return [calls, of('stream'), of('knock'), of('twilio')];
}

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker({ bindings });
  session = await worker.signIn({ sub: 'ann' });
});

describe('what the documentation says that a visitor costs', () => {
  test('who comes', async () => {
    expect(await cost(() => worker.signIn({ sub: 'ann' }))).toEqual(documented('signs in'));
    const { accessToken } = session;
    const summary = await cost(() => worker.call('getSummary', { accessToken }));
    expect(summary).toEqual(documented('sees counts'));
  });

  test('who opens the bell and the chat', async () => {
    const { accessToken } = session;
    const feed = await cost(() => worker.call('createFeedToken', { accessToken }));
    expect(feed).toEqual(documented('opens the bell'));
    const chat = await cost(() => worker.call('createChatToken', { accessToken }));
    expect(chat).toEqual(documented('opens the chat'));
  });

  test('who stays', async () => {
    const { refreshToken } = session;
    const renewed = await cost(() =>
      worker.call('createSession', { body: { grant: 'refresh', refreshToken } }),
    );
    expect(renewed).toEqual(documented('stays'));
  });

  test('who proves a phone', async () => {
    let id = '';
    const { accessToken } = session;
    const asked = await cost(async () => {
      const body = { to: phone, channel: 'sms' };
      ({ id } = await worker.call('createVerification', { accessToken, body }));
    });
    expect(asked).toEqual(documented('asks for a code'));
    const code = await codeSentTo(phone);
    const before = await requests('twilio');
    calls = 0;
    await worker.call('checkVerification', { accessToken, params: { id }, body: { code } });
    // Not counted as the others are: after a reset, the vendor would not know the code.
    const made = await requests('twilio');
    expect([calls, 0, 0, made.length - before.length]).toEqual(documented('enters the code'));
  });
});
