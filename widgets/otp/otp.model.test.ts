import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OtpState } from './otp-state.ts';
import type { OtpStore } from './otp.store.ts';
import { MemoryVerify, typePhone } from './testing/memory-verify.ts';

type Act = (worker: MemoryVerify, store: OtpStore) => void;

const acts: Record<string, Act> = {
  'type a number': (_, store) => typePhone(store, '020 7946 0018'),
  'type another number': (_, store) => typePhone(store, '020 7946 0019'),
  send: (_, store) => void store.send(),
  'send by call': (_, store) => void store.send('call'),
  resend: (_, store) => void store.resend(),
  'resend by call': (_, store) => void store.resend('call'),
  'type two digits': (worker, store) => store.editCode(worker.code.slice(0, 2)),
  'type the code': (worker, store) => store.editCode(worker.code),
  'type a wrong code': (worker, store) => store.editCode(worker.wrong),
  confirm: (_, store) => void store.check(),
  'ask for an e-mail address': (_, store) => store.askFor('email'),
  'ask for a number': (_, store) => store.askFor('phone'),
  'type an e-mail address': (_, store) => store.editEmail('ann@example.org'),
  'answer the challenge': (_, store) => store.answer('human'),
  'answer it wrongly': (_, store) => store.answer('robot'),
  'give the challenge up': (_, store) => store.giveUpChallenge(),
  'change the number': (_, store) => store.changeAddress(),
  'start over': (_, store) => store.reset(),
  'lose the network': (worker) => void (worker.offline = true),
  'find the network': (worker) => void (worker.offline = false),
  'wait 31 s': (worker) => void (worker.now += 31_000),
  'wait 11 min': (worker) => void (worker.now += 660_000),
};

/** What must hold in every state, whatever led there. */
function mustHold(state: OtpState): void {
  expect(state.step === 'phone').toBe(state.verification === undefined);
  if (state.step !== 'code') expect(state.code).toBe('');
  if (state.ended) expect(state.step).toBe('code');
  if (state.busy === 'check') expect(state.step).toBe('code');
  if (state.step === 'verified') expect(state.busy).toBeUndefined();
  expect(state.code.length).toBeLessThanOrEqual(state.codeLength);
  expect(state.countries).toContain(state.country);
  expect(state.proof !== '').toBe(state.step === 'verified');
  if (state.challenge) expect(state.step).toBe('phone');
}

describe('whatever a visitor does, and however late answers come', () => {
  it('the state is whole, one request is on its way, and only a right code verifies', () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 25 }),
        async (scheduler, names) => {
          const worker = new MemoryVerify({}, 0);
          let verified = 0;
          const store = worker.store({
            verified: (verification) => {
              verified += 1;
              expect(worker.checked).toContain(worker.code);
              expect(verification.id).toBe(store.snapshot.verification?.id);
            },
          });
          await store.load();
          worker.delay = (step) => scheduler.schedule(Promise.resolve(), step);
          const left: OtpState[] = [];
          let before = store.snapshot;
          store.subscribe((state) => {
            // Not amid a method that changes several things: what counts is what it leaves behind.
            queueMicrotask(() => left.push(store.snapshot));
            if (before.busy && state.busy) expect(state.busy).toBe(before.busy);
            if (before.step !== 'verified' && state.step === 'verified') expect(before.step).toBe('code');
            before = state;
          });
          const visitor = scheduler.scheduleSequence(
            names.map((label) => ({
              label,
              builder: () => {
                const { step } = store.snapshot;
                acts[label]?.(worker, store);
                mustHold(store.snapshot);
                // Nothing typed takes a visitor back to the number.
                const back = label === 'change the number' || label === 'start over';
                if (step !== 'phone' && !back) expect(store.snapshot.step).not.toBe('phone');
                return Promise.resolve();
              },
            })),
          );
          await scheduler.waitIdle();
          await visitor.task;
          await worker.settled();
          left.forEach(mustHold);
          expect(store.snapshot.busy).toBeUndefined();
          if (store.snapshot.step === 'verified') expect(verified).toBeGreaterThan(0);
        },
      ),
      { numRuns: 400 },
    ));

  it('asks for no code before its time', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 25 }), async (names) => {
        const worker = new MemoryVerify({}, 0);
        const refused: string[] = [];
        const store = worker.store({ failed: ({ code }) => void refused.push(code) });
        await store.load();
        for (const name of names) {
          acts[name]?.(worker, store);
          await worker.settled();
        }
        expect(refused).not.toContain('send_too_early');
        expect(refused).not.toContain('too_many_checks');
      }),
    ));
});
