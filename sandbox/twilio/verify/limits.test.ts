import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { credentials } from '../../credentials.ts';
import { openVendor, type OpenVendor } from '../../platform/open-vendor.ts';
import type { Vendor } from '../../platform/context.ts';
import { answerShapes } from '../shapes/answers.ts';
import { createTwilio } from '../twilio.ts';

const to = '+12015550101';
const { accountSid, authToken, verifyServiceSid } = credentials.twilio;
const answerSchema = z.object({
  sid: z.string().optional(),
  status: z.union([z.string(), z.number()]),
  code: z.number().optional(),
});

/** What is promised about one number: when its verification and its count of sends began, and how much is used up. */
interface Model {
  /** Seconds. */
  now: number;
  sends?: { since: number; count: number } | undefined;
  pending?: { since: number; checks: number } | undefined;
}

class Phone {
  readonly #twilio: OpenVendor<Vendor>;
  /** Every verification that there was, with its code. */
  readonly codes = new Map<string, string>();

  constructor(twilio: OpenVendor<Vendor>) {
    this.#twilio = twilio;
  }

  advance(seconds: number): void {
    this.#twilio.context.clock.advance(seconds);
  }

  get code(): string {
    return this.#twilio.context.deliveries.list(to)[0]?.code ?? '000000';
  }

  async post(path: string, fields: Record<string, string>) {
    const request = new Request(`${this.#twilio.origin}/v2/Services/${verifyServiceSid}/${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      body: new URLSearchParams(fields),
    });
    const response = await this.#twilio.vendor.fetch(request);
    return answerSchema.parse(await response.json());
  }
}

const isWithinTenMinutes = (since: number | undefined, now: number) =>
  since !== undefined && now - since < 600;
const pendingOf = ({ pending, now }: Model) =>
  isWithinTenMinutes(pending?.since, now) ? pending : undefined;

abstract class Step implements fc.AsyncCommand<Model, Phone> {
  check = () => true;
  abstract run(model: Model, phone: Phone): Promise<void>;
  toString = () => this.constructor.name;
}

class Send extends Step {
  async run(model: Model, phone: Phone): Promise<void> {
    const answer = await phone.post('Verifications', { To: to, Channel: 'sms' });
    const counted = isWithinTenMinutes(model.sends?.since, model.now) ? model.sends : undefined;
    if (counted?.count === 5) {
      expect(answer.code).toBe(60203);
      return;
    }
    model.sends = counted ? { ...counted, count: counted.count + 1 } : { since: model.now, count: 1 };
    const sid = answer.sid ?? '';
    if (pendingOf(model)) {
      expect(phone.codes.get(sid)).toBe(phone.code);
    } else {
      expect(phone.codes.has(sid)).toBe(false);
      phone.codes.set(sid, phone.code);
      model.pending = { since: model.now, checks: 0 };
    }
  }
}

class Check extends Step {
  readonly #isRight: boolean;

  constructor(isRight: boolean) {
    super();
    this.#isRight = isRight;
  }

  async run(model: Model, phone: Phone): Promise<void> {
    const wrong = phone.code === '000000' ? '111111' : '000000';
    const answer = await phone.post('VerificationCheck', {
      To: to,
      Code: this.#isRight ? phone.code : wrong,
    });
    const pending = pendingOf(model);
    if (!pending) {
      expect(answer.code).toBe(20404);
    } else if (pending.checks === 5) {
      expect(answer.code).toBe(60202);
      model.pending = undefined;
    } else if (this.#isRight) {
      expect(answer.status).toBe('approved');
      model.pending = undefined;
      model.sends = undefined;
    } else {
      expect(answer.status).toBe('pending');
      pending.checks += 1;
    }
  }

  override toString = () => `Check(${this.#isRight ? 'right' : 'wrong'})`;
}

class Wait extends Step {
  readonly #seconds: number;

  constructor(seconds: number) {
    super();
    this.#seconds = seconds;
  }

  run(model: Model, phone: Phone): Promise<void> {
    model.now += this.#seconds;
    phone.advance(this.#seconds);
    return Promise.resolve();
  }

  override toString = () => `Wait(${this.#seconds})`;
}

let twilio: OpenVendor<Vendor>;
beforeEach(async () => {
  // Time stands still, but for what a step adds.
  vi.useFakeTimers({ toFake: ['Date'] });
  twilio = await openVendor(createTwilio, [], answerShapes);
});
afterEach(async () => {
  vi.useRealTimers();
  await twilio.close();
});

test('sends, checks and waits in any order stay within the limits', async () => {
  const steps = [
    fc.constant(new Send()),
    fc.constant(new Check(false)),
    fc.constant(new Check(false)),
    fc.constant(new Check(true)),
    fc.constantFrom(1, 60, 299, 300, 599, 600).map((seconds) => new Wait(seconds)),
  ];
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 60, size: '+1' }), async (commands) => {
      twilio.vendor.reset();
      twilio.context.deliveries.clear();
      await fc.asyncModelRun(() => ({ model: { now: 0 }, real: new Phone(twilio) }), commands);
    }),
    { numRuns: 60 },
  );
}, 60_000);
