import { describe, expect, it, vi } from 'vitest';
import { typePhone } from './testing/memory-verify.ts';
import { ready } from './testing/ready.ts';

describe('a challenge', () => {
  async function challenged() {
    const all = await ready({ challenge: true });
    typePhone(all.store, '020 7946 0018');
    await all.store.send('call');
    return all;
  }

  it('is no failure; its answer sends what was asked for', async () => {
    const { store, worker, observer } = await challenged();
    expect(store.snapshot).toMatchObject({
      step: 'phone',
      problem: undefined,
      challenge: { siteKey: 'site' },
    });
    expect(observer.failed).not.toHaveBeenCalled();
    store.answer('human');
    await vi.waitFor(() => expect(store.snapshot.step).toBe('code'));
    expect(worker.calls.at(-1)?.body).toMatchObject({ channel: 'call', challenge: 'human' });
    expect(store.snapshot.challenge).toBeUndefined();
  });

  it('is shown anew when its answer was not accepted', async () => {
    const { store, observer } = await challenged();
    const { challenge } = store.snapshot;
    store.answer('robot');
    await vi.waitFor(() => expect(store.snapshot.problem?.code).toBe('challenge_failed'));
    expect(store.snapshot.challenge).toEqual(challenge);
    expect(store.snapshot.challenge).not.toBe(challenge);
    expect(observer.failed).toHaveBeenCalledOnce();
  });

  it('before a code is sent again begins anew with what was asked for last', async () => {
    const { store, worker, observer } = await challenged();
    store.answer('human');
    await vi.waitFor(() => expect(store.snapshot.step).toBe('code'));
    worker.now += 60_000;
    worker.refuse('challenge_required', 403);
    await store.resend('sms');
    expect(store.snapshot).toMatchObject({
      step: 'phone',
      problem: undefined,
      challenge: { siteKey: 'site' },
    });
    expect(observer.failed).not.toHaveBeenCalled();
    store.answer('human');
    await vi.waitFor(() => expect(store.snapshot.step).toBe('code'));
    expect(worker.calls.at(-1)).toMatchObject({
      path: '/v1/verifications',
      body: { channel: 'sms', challenge: 'human' },
    });
  });

  it('that cannot be shown leaves the way to try again', async () => {
    const { store, worker } = await challenged();
    store.giveUpChallenge();
    expect(store.snapshot).toMatchObject({ step: 'phone', challenge: undefined, fault: 'challenge' });
    await store.send();
    expect(worker.calls).toHaveLength(2);
    expect(store.snapshot).toMatchObject({ challenge: { siteKey: 'site' }, fault: undefined });
  });
});
