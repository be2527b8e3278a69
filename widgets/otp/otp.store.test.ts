import { describe, expect, it, vi } from 'vitest';
import { MemoryVerify, typePhone } from './testing/memory-verify.ts';
import { atCode, ready, start } from './testing/ready.ts';
import type { OtpObserver } from './otp-state.ts';
import { phoneFormat } from './phone-format.ts';
import { lifeOf } from './proof.ts';

describe('the settings of the site', () => {
  it('give countries, channels and the code’s length', async () => {
    const { store } = await ready({ channels: ['call', 'email', 'sms'], codeLength: 4 });
    expect(store.snapshot).toMatchObject({
      status: 'ready',
      channels: ['call', 'email', 'sms'],
      by: 'phone',
      codeLength: 4,
      country: 'GB',
    });
  });

  it('are asked again after a failure', async () => {
    const worker = new MemoryVerify({}, start);
    const failed = vi.fn<OtpObserver['failed']>();
    const store = worker.store({ failed });
    worker.offline = true;
    await store.load();
    expect(store.snapshot).toMatchObject({ status: 'error', problem: { code: 'unreachable' } });
    expect(failed).toHaveBeenCalledOnce();
    worker.offline = false;
    await store.load();
    expect(store.snapshot).toMatchObject({ status: 'ready', problem: undefined });
  });

  it('may leave verification out', async () => {
    const { store } = await ready({ off: true });
    expect(store.snapshot.status).toBe('off');
  });

  it('are narrowed and ordered by the element, within what the site has', async () => {
    const { store } = await ready();
    store.configure({ channels: ['call', 'pigeon', 'sms'], country: 'de' });
    expect(store.snapshot).toMatchObject({ channels: ['call', 'sms'], country: 'DE' });
    store.configure({ channels: ['pigeon'], languages: ['fr-FR'] });
    expect(store.snapshot).toMatchObject({ channels: ['sms', 'call', 'whatsapp', 'email'], country: 'GB' });
  });

  it('name a country that gives way to that of the visitor’s languages', async () => {
    const { store } = await ready();
    store.configure({ languages: ['fr-FR', 'de-DE', 'en-GB'] });
    expect(store.snapshot.country).toBe('DE');
    store.configure({ languages: ['de-DE'], country: 'US' });
    expect(store.snapshot.country).toBe('US');
  });
});

describe('the number', () => {
  it('may be given, and a given one does not replace a typed one', async () => {
    const { store } = await ready();
    store.configure({ phone: '+49 151 12345678' });
    store.useFormat(phoneFormat);
    expect(store.snapshot).toMatchObject({ country: 'DE', number: '01511 2345678' });
    typePhone(store, '1512');
    store.configure({ phone: '+44 20 7946 0018', country: 'US' });
    expect(store.snapshot).toMatchObject({ country: 'DE', number: '1512' });
  });

  it('is sent with its country code, in the visitor’s language', async () => {
    const { store, worker } = await ready();
    store.configure({ locale: 'de-AT', country: 'DE' });
    typePhone(store, '0151 12345678');
    await store.send('call');
    expect(worker.calls).toEqual([
      { path: '/v1/verifications', body: { to: '+49015112345678', channel: 'call', locale: 'de-AT' } },
    ]);
  });

  it('is read by what one dials to call abroad in the country chosen', async () => {
    const { store, worker } = await ready();
    store.configure({ country: 'US' });
    typePhone(store, '011 44 20 7946 0018');
    store.useFormat(phoneFormat);
    expect(store.snapshot).toMatchObject({ country: 'GB', number: '020 7946 0018' });
    store.chooseCountry('US');
    // One of a country that is not on offer is for the Worker to refuse, as what it is.
    typePhone(store, '011 33 6 12 34 56 78');
    await store.send();
    expect(worker.calls[0]?.body).toMatchObject({ to: '+33612345678' });
  });

  it('has to be there, and with metadata long enough, before anybody is asked', async () => {
    const { store, worker } = await ready();
    await store.send();
    expect(store.snapshot.fault).toBe('missing');
    store.useFormat(phoneFormat);
    typePhone(store, '020 79');
    expect(store.snapshot.fault).toBeUndefined();
    await store.send();
    expect(store.snapshot.fault).toBe('short');
    expect(worker.calls).toEqual([]);
  });

  it('gets its form at home when the field is left', async () => {
    const { store } = await ready();
    store.useFormat(phoneFormat);
    typePhone(store, '+4915112345678');
    expect(store.snapshot.number).toBe('+4915112345678');
    store.settleNumber();
    expect(store.snapshot).toMatchObject({ country: 'DE', number: '01511 2345678' });
  });

  it('stays when it was refused', async () => {
    const { store, worker, observer } = await ready();
    typePhone(store, '07000 000000');
    worker.refuse('phone_not_supported', 422);
    await store.send();
    expect(store.snapshot).toMatchObject({
      step: 'phone',
      number: '07000 000000',
      problem: { code: 'phone_not_supported' },
    });
    expect(observer.sent).not.toHaveBeenCalled();
    expect(observer.failed).toHaveBeenCalledOnce();
  });
});

describe('the code', () => {
  it('is checked as soon as it is whole, and verifies', async () => {
    const { store, worker, observer } = await atCode();
    expect(observer.sent).toHaveBeenCalledOnce();
    store.editCode(worker.code.slice(0, 5));
    expect(store.snapshot.busy).toBeUndefined();
    store.editCode(worker.code);
    expect(store.snapshot.busy).toBe('check');
    await vi.waitFor(() => expect(store.snapshot.step).toBe('verified'));
    expect(observer.verified).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ to: '+44 ••••••••18' }),
      expect.objectContaining({ accessToken: 'phone session' }),
    );
  });

  it('signs nobody in again who has left while it was checked', async () => {
    const { store, worker, observer } = await atCode();
    store.editCode(worker.code);
    worker.snapshot = { ...worker.snapshot, status: 'signed-out', era: 1 };
    await vi.waitFor(() =>
      expect(store.snapshot).toMatchObject({ step: 'phone', busy: undefined, code: '' }),
    );
    expect(observer.verified).not.toHaveBeenCalled();
    expect(store.snapshot.verification).toBeUndefined();
  });

  it('is cleared when it was wrong, with the tries that are left', async () => {
    const { store, worker } = await atCode();
    store.editCode(worker.wrong);
    await vi.waitFor(() => expect(store.snapshot.refusals).toBe(1));
    expect(store.snapshot).toMatchObject({ code: '', verification: { checksLeft: 4 }, ended: false });
    store.editCode(worker.wrong);
    await vi.waitFor(() => expect(store.snapshot.refusals).toBe(2));
  });

  it('is checked again when a digit of a whole one is replaced', async () => {
    const { store, worker } = await atCode();
    worker.offline = true;
    store.editCode(worker.wrong);
    await vi.waitFor(() => expect(store.snapshot.problem?.code).toBe('unreachable'));
    worker.offline = false;
    store.editCode(worker.code);
    await vi.waitFor(() => expect(store.snapshot.step).toBe('verified'));
  });

  it('stays when the Worker could not be reached, and is tried again when asked', async () => {
    const { store, worker } = await atCode();
    worker.offline = true;
    store.editCode(worker.code);
    await vi.waitFor(() => expect(store.snapshot.problem?.code).toBe('unreachable'));
    expect(store.snapshot).toMatchObject({ code: worker.code, busy: undefined });
    worker.offline = false;
    await store.check();
    expect(store.snapshot.step).toBe('verified');
  });

  it('that is typed while another is checked has its turn', async () => {
    const { store, worker } = await atCode();
    store.editCode(worker.wrong);
    store.editCode(worker.code);
    await vi.waitFor(() => expect(store.snapshot.step).toBe('verified'));
    expect(worker.checked).toEqual([worker.wrong, worker.code]);
  });

  it('ends with the last try; a new one is sent to the same number once the vendor has let go of the old', async () => {
    const { store, worker, observer } = await atCode();
    worker.now += 60_000;
    for (let tries = 1; tries <= 5; tries += 1) {
      store.editCode(worker.wrong);
      await vi.waitFor(() => expect(store.snapshot.refusals).toBe(tries));
    }
    expect(store.snapshot).toMatchObject({ ended: true, code: '' });
    expect(store.resendIn).toBe(540);
    await store.resend();
    worker.now += 539_000;
    await store.resend();
    expect(worker.calls).toHaveLength(6);
    worker.now += 1000;
    await store.resend();
    expect(store.snapshot).toMatchObject({ step: 'code', ended: false, problem: undefined });
    expect(observer.sent).toHaveBeenCalledTimes(2);
    expect(worker.calls.at(-1)).toMatchObject({ path: '/v1/verifications', body: { to: '+4402079460018' } });
  });

  it('whose tries are used up leaves the way to another number, and to an e-mail address', async () => {
    const { store, worker, observer } = await atCode();
    for (let tries = 1; tries <= 5; tries += 1) {
      store.editCode(worker.wrong);
      await vi.waitFor(() => expect(store.snapshot.refusals).toBe(tries));
    }
    store.changeAddress();
    await store.send();
    expect(store.snapshot).toMatchObject({
      step: 'phone',
      problem: { code: 'too_many_sends', retryAfter: 600 },
    });
    typePhone(store, '020 7946 0019');
    await store.send();
    expect(store.snapshot.step).toBe('code');
    store.changeAddress();
    store.askFor('email');
    store.editEmail('ann@example.org');
    await store.send();
    expect(store.snapshot.step).toBe('code');
    expect(observer.sent).toHaveBeenCalledTimes(3);
  });

  it('that was refused for a new one says how long that takes', async () => {
    const { store, worker } = await atCode();
    worker.now += 601_000;
    await store.check();
    store.editCode(worker.code);
    await vi.waitFor(() => expect(store.snapshot.ended).toBe(true));
    expect(store.resendIn).toBe(0);
    worker.refuse('too_many_sends', 429, { retryAfter: 90 });
    await store.resend();
    expect(store.resendIn).toBe(90);
  });

  it('that has expired asks for a new one', async () => {
    const { store, worker } = await atCode();
    worker.now += 601_000;
    store.editCode(worker.code);
    await vi.waitFor(() => expect(store.snapshot.ended).toBe(true));
    expect(store.snapshot.problem?.code).toBe('verification_expired');
    await store.resend();
    store.editCode(worker.code);
    await vi.waitFor(() => expect(store.snapshot.step).toBe('verified'));
  });
});

describe('sending again', () => {
  it('waits until the Worker allows it, then takes the same or another channel', async () => {
    const { store, worker, observer } = await atCode();
    expect(store.resendIn).toBe(30);
    await store.resend();
    expect(worker.calls).toHaveLength(1);
    worker.now += 29_001;
    expect(store.resendIn).toBe(1);
    worker.now += 999;
    expect(store.resendIn).toBe(0);
    await store.resend('call');
    expect(worker.calls.at(-1)).toEqual({ path: '/v1/verifications/v1/send', body: { channel: 'call' } });
    expect(store.snapshot).toMatchObject({ sends: 2, verification: { channel: 'call', sendsLeft: 3 } });
    expect(observer.sent).toHaveBeenCalledTimes(2);
  });

  it('keeps the digits typed so far: codes sent before stay good', async () => {
    const { store, worker } = await atCode();
    store.editCode('12');
    worker.now += 30_000;
    await store.resend();
    expect(store.snapshot.code).toBe('12');
  });

  it('counts by the Worker’s clock, however wrong that of the machine is', async () => {
    for (const behind of [3_600_000, -3_600_000]) {
      const { store, worker } = await ready();
      worker.behind = behind;
      typePhone(store, '020 7946 0018');
      await store.send();
      expect(store.resendIn).toBe(30);
      worker.now += 30_000;
      expect(store.resendIn).toBe(0);
    }
  });

  it('believes the Worker’s wait over its own clock', async () => {
    const { store, worker } = await atCode();
    worker.now += 30_000;
    worker.refuse('send_too_early', 429, { retryAfter: 7 });
    await store.resend();
    expect(store.resendIn).toBe(7);
  });
});

describe('one request at a time', () => {
  it('for a number', async () => {
    const { store, worker } = await ready();
    typePhone(store, '020 7946 0018');
    await Promise.all([store.send(), store.send('call')]);
    expect(worker.calls).toHaveLength(1);
  });

  it('for a code', async () => {
    const { store, worker } = await atCode();
    worker.now += 30_000;
    store.editCode(worker.code);
    await Promise.all([store.check(), store.resend()]);
    await worker.settled();
    expect(worker.calls.slice(1)).toEqual([
      { path: '/v1/verifications/v1/check', body: { code: worker.code } },
    ]);
  });
});

describe('going back', () => {
  it('keeps the number, and asks for no second code while the first is on its way', async () => {
    const { store, worker } = await atCode();
    store.changeAddress();
    expect(store.snapshot).toMatchObject({ step: 'phone', number: '020 7946 0018', verification: undefined });
    await store.send();
    expect(store.snapshot).toMatchObject({ step: 'code', verification: { id: 'v1' } });
    expect(worker.calls).toHaveLength(1);
    store.changeAddress();
    typePhone(store, '020 7946 0019');
    await store.send();
    expect(store.snapshot.verification?.id).toBe('v2');
  });

  it('drops the answer to what was asked before', async () => {
    const { store, worker, observer } = await atCode();
    store.editCode(worker.code);
    store.changeAddress();
    await worker.settled();
    expect(store.snapshot).toMatchObject({ step: 'phone', busy: undefined });
    expect(observer.verified).not.toHaveBeenCalled();
  });

  it('to the beginning takes what was given', async () => {
    const { store } = await atCode();
    store.useFormat(phoneFormat);
    store.configure({ phone: '+1 212 555 0123' });
    store.reset();
    expect(store.snapshot).toMatchObject({
      step: 'phone',
      country: 'US',
      number: '(212) 555-0123',
      code: '',
    });
  });

  it('takes a number over from an earlier visit of the page, also before the site has answered', async () => {
    const worker = new MemoryVerify({}, start);
    const store = worker.store({});
    store.restore('0151 12345678', 'DE');
    await store.load();
    expect(store.snapshot).toMatchObject({ country: 'DE', number: '0151 12345678' });
  });
});

describe('the proof', () => {
  async function verified(options: { signin?: boolean } = {}) {
    const all = await ready();
    all.store.configure(options);
    typePhone(all.store, '020 7946 0018');
    await all.store.send();
    all.store.editCode(all.worker.code);
    await vi.waitFor(() => expect(all.store.snapshot.step).toBe('verified'));
    return all;
  }

  it('is good for as long as it says, less the time of a form on its way', async () => {
    const { store, worker } = await verified();
    store.endProof(lifeOf(store.snapshot.proof));
    worker.now += 584_000;
    expect(store.lapsesIn).toBe(1000);
    worker.now += 1000;
    expect(store.lapsesIn).toBe(0);
    expect(store.snapshot).toMatchObject({ step: 'verified', proof: '', lapsed: true });
    store.changeAddress();
    expect(store.snapshot).toMatchObject({ step: 'phone', lapsed: false, number: '020 7946 0018' });
  });

  it('that cannot be read is good for nothing', () => {
    for (const proof of ['', 'a', 'a.b.c', 'a.bnVsbA.c']) expect(lifeOf(proof)).toBe(0);
  });

  it('is asked for with a word on what becomes of the session', async () => {
    const { worker } = await verified({ signin: true });
    expect(worker.calls.at(-1)?.body).toEqual({ code: worker.code, signin: true });
  });
});

describe('a reload', () => {
  it('goes on with what was under way, while it lives', async () => {
    const { store, worker } = await atCode();
    const { verification, sends } = store.snapshot;
    if (!verification) throw new Error('Nothing is under way.');
    const next = worker.store({});
    await next.load();
    next.resume({ verification, sends });
    expect(next.snapshot).toMatchObject({ step: 'code', code: '', verification });
    next.editCode(worker.code);
    await vi.waitFor(() => expect(next.snapshot.step).toBe('verified'));
    const late = worker.store({});
    await late.load();
    worker.now += 600_000;
    late.resume({ verification, sends });
    expect(late.snapshot.step).toBe('phone');
  });

  it('leaves no number behind: a new code needs it again', async () => {
    const { store, worker } = await atCode();
    const { verification } = store.snapshot;
    if (!verification) throw new Error('Nothing is under way.');
    const next = worker.store({});
    await next.load();
    next.resume({ verification, sends: 1 });
    worker.refuse('verification_not_found', 404);
    next.editCode(worker.code);
    await vi.waitFor(() => expect(next.snapshot.ended).toBe(true));
    await next.resend();
    expect(next.snapshot).toMatchObject({ step: 'phone', number: '' });
  });
});
