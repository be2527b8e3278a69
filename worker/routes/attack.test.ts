import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { ProblemError } from '../platform/problem.ts';
import { readSettings } from '../platform/settings.ts';
import { createServices } from '../services/services.ts';
import { site } from '../site.ts';
import { advanceClock, codeSentTo, origins, resetSandbox } from '../testing/sandbox.ts';
import { shop } from '../testing/test-worker.ts';

/** An hour in which bots ask for codes, as many as they can, and people go about their business among them. */
const attack = { starts: 100_000, networks: 10_000 };
const visitors = 1000;
/** Ranges of ten thousand numbers in five countries, the same for both. */
const ranges = ['+12125', '+4915112', '+33612', '+447712', '+34600'].flatMap((begin) =>
  Array.from({ length: 40 }, (_, index) => `${begin}${20 + index}`),
);
/** Time stands still within a step. */
const steps = 60;
const atOnce = 32;

/**
 * What the attack may cost, in messages: in each range as many as may be on their way or be missed before everybody is
 * asked for the challenge there.
 */
const { challenge, perDay } = site.verification;
const budget = ranges.length * (challenge.pending + challenge.unconverted);

/** As the log has it. */
let refused = 0;
let now = Date.now();
const services = createServices({
  settings: readSettings(env),
  policy: site,
  bindings: env,
  log: (event) => void (refused += event.event === 'send_refused' ? 1 : 0),
  now: () => now,
  pace: (_, work) => work,
  goOn: (work) => void work,
});

/** As the routes call them; HTTP around it would double the time. */
const verifications = services.verifications ?? expect.unreachable();

const outcomes = new Map<string, number>();
/** Visitors who proved their phone. */
let through = 0;

beforeEach(() => resetSandbox());

const ask = (network: string, to: string, answer?: string) =>
  verifications.start(
    { to, channel: 'sms', ...(answer !== undefined && { challenge: answer }) },
    { origin: shop, network, requestId: 'attack', now },
  );

async function bot(index: number): Promise<void> {
  const network = index % attack.networks;
  const to = `${ranges[index % ranges.length]}${String((index * 7919) % 9000).padStart(4, '0')}`;
  try {
    await ask(`100.64.${network >> 8}.${network & 255}`, to);
    count('sent');
  } catch (error) {
    count(codeOf(error));
  }
}

/** Answers the challenge when asked, tries again when something fails, and types the code that comes. */
async function visitor(index: number): Promise<void> {
  const network = `203.${index >> 8}.${index & 255}.1`;
  const to = `${ranges[index % ranges.length]}${9000 + Math.floor(index / ranges.length)}`;
  const sender = { origin: shop, network, requestId: 'visit', now };
  let asked = false;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      const { id } = await ask(network, to, asked ? await tick() : undefined);
      await verifications.check(id, await codeSentTo(to), sender);
      through += 1;
      return;
    } catch (error) {
      asked ||= codeOf(error) === 'challenge_required';
    }
  }
}

async function tick(): Promise<string> {
  const response = await fetch(`${origins.control}/turnstile/v0/solve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      sitekey: credentials.turnstile.siteKey,
      hostname: new URL(shop).hostname,
      action: 'verification',
    }),
  });
  return ((await response.json()) as { token: string }).token;
}

const codeOf = (error: unknown): string => (error instanceof ProblemError ? error.code : String(error));
const count = (outcome: string): void => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);

/** How many messages Twilio sent. */
async function messages(): Promise<number> {
  const { accountSid, authToken } = credentials.twilio;
  const response = await fetch(`${origins.twilio}/v2/Attempts/Summary`, {
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
  });
  return ((await response.json()) as { total_attempts: number }).total_attempts;
}

test('an attack costs what it may, and people get through', async () => {
  const perStep = { bots: attack.starts / steps, visitors: visitors / steps };
  for (let step = 0; step < steps; step += 1) {
    const share = (of: number): number[] => {
      const first = Math.round(of * step);
      return Array.from({ length: Math.round(of * (step + 1)) - first }, (_, index) => first + index);
    };
    const bots = share(perStep.bots).map((index) => () => bot(index));
    const people = share(perStep.visitors).map((index) => () => visitor(index));
    // Evenly among them.
    const every = Math.max(Math.floor(bots.length / people.length), 1);
    const tasks = bots.flatMap((task, index) => {
      const person = index % every === 0 ? people.shift() : undefined;
      return person ? [task, person] : [task];
    });
    tasks.push(...people);
    const work = async (): Promise<void> => {
      for (let task = tasks.pop(); task; task = tasks.pop()) await task();
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    now += 60_000;
    await advanceClock(60);
  }
  const sent = await messages();
  // eslint-disable-next-line no-console -- for the hour, the figures are what is looked for
  console.log(Object.fromEntries(outcomes), { through, sent, budget });
  expect([...outcomes.values()].reduce((sum, outcome) => sum + outcome)).toBe(attack.starts);
  expect(through).toBeGreaterThanOrEqual(visitors * 0.99);
  // Who got through has used one of them at least: what remains is the bots'.
  expect(sent - through).toBeLessThanOrEqual(budget);
  expect(sent).toBeLessThanOrEqual(perDay);
  expect(refused).toBeGreaterThanOrEqual(outcomes.get('challenge_required') ?? 0);
}, 900_000);

/** Ways around the count of a range. Each begins when what was spent before is over, in ranges that are calm. */
describe('a range costs no more', () => {
  const rangesOf = (begin: string) => Array.from({ length: 10 }, (_, index) => `${begin}${20 + index}`);
  /** Each from a network of its own. */
  const startIn = (range: string, number: number) => {
    const network = `100.${range.slice(-2)}.0.${number}`;
    const sender = { origin: shop, network, requestId: 'attack', now };
    const to = `${range}${String(number).padStart(4, '0')}`;
    return verifications.start({ to, channel: 'sms' }, sender).then(({ id }) => ({ id, sender }));
  };
  const cost = 10 * (challenge.pending + challenge.unconverted);

  beforeEach(() => {
    now += 2 * 86_400_000;
  });

  test('when codes are sent again and again', async () => {
    const begun = [];
    const told = new Set<string>();
    for (const range of rangesOf('+13055')) {
      for (let number = 0; number < 2 * challenge.pending; number += 1) {
        const start = await startIn(range, number).catch((error: unknown) => void told.add(codeOf(error)));
        if (start) begun.push(start);
      }
    }
    for (let minute = 0; minute < 10; minute += 1) {
      now += 59_000;
      for (const { id, sender } of begun)
        await verifications
          .resend(id, undefined, { ...sender, now })
          .catch((error: unknown) => void told.add(codeOf(error)));
    }
    const sent = await messages();
    // eslint-disable-next-line no-console -- as above
    console.log({ begun: begun.length, sent, cost });
    expect(begun).toHaveLength(10 * challenge.pending);
    expect(sent).toBeLessThanOrEqual(cost);
    expect(told).toContain('challenge_required');
  });

  test('when many ask at once', async () => {
    const answers = await Promise.allSettled(
      rangesOf('+13125').flatMap((range) =>
        Array.from({ length: 40 }, (_, number) => startIn(range, number)),
      ),
    );
    const sent = await messages();
    // eslint-disable-next-line no-console -- as above
    console.log({ asked: answers.length, sent, cost });
    expect(sent).toBe(10 * challenge.pending);
    const refusals = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [codeOf(answer.reason)] : [],
    );
    expect(new Set(refusals)).toEqual(new Set(['challenge_required']));
    expect(refusals).toHaveLength(answers.length - sent);
  });
});
