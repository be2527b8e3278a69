import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Verification } from '../contract/index.ts';
import { AddressHasher } from '../services/recipient.ts';
import { site } from '../site.ts';
import {
  addFault,
  advanceClock,
  codeSentTo,
  deliveries,
  requests,
  resetSandbox,
} from '../testing/sandbox.ts';
import { TestWorker, type CallOptions } from '../testing/test-worker.ts';

let worker: TestWorker;
let phone: string;

/** Numbers that no other test used: limits outlive a test. */
let used = 0;
const nextPhone = () => `+1212555${String((used += 1)).padStart(4, '0')}`;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
  phone = nextPhone();
});

const start = (body: object = {}, options: CallOptions = {}): Promise<Verification> =>
  worker.call('createVerification', { ...options, body: { to: phone, channel: 'sms', ...body } });
const startRefused = (body: object = {}, options: CallOptions = {}) =>
  worker.refused('createVerification', { ...options, body: { to: phone, channel: 'sms', ...body } });
const resend = (id: string, body: object = {}) => worker.call('sendVerification', { params: { id }, body });
const resendRefused = (id: string, body: object = {}) =>
  worker.refused('sendVerification', { params: { id }, body });
const check = (id: string, code: string) =>
  worker.call('checkVerification', { params: { id }, body: { code } });
const checkRefused = (id: string, code: string, options: CallOptions = {}) =>
  worker.refused('checkVerification', { ...options, params: { id }, body: { code } });
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const twilioCalls = async () => (await requests('twilio')).map(({ path }) => path.split('/').at(-1));

describe('sending a code', () => {
  test('reaches the phone, and tells what the page needs to know', async () => {
    const verification = await start();
    const [delivery] = await deliveries(phone);
    expect(delivery?.channel).toBe('sms');
    expect(verification).toMatchObject({ channel: 'sms', sendsLeft: 4, checksLeft: 5 });
    expect(verification.to).toBe(`+1 ••••••••${phone.slice(-2)}`);
    expect(Date.parse(verification.expiresAt) - Date.now()).toBeGreaterThan(590_000);
    const wait = Date.parse(verification.resendAt) - Date.now();
    expect(wait).toBeGreaterThan(28_000);
    expect(wait).toBeLessThanOrEqual(30_000);
  });

  test('takes a number as people write it', async () => {
    await start({ to: `+1 (212) 555-${phone.slice(-4)}` });
    expect(await deliveries(phone)).toHaveLength(1);
  });

  const national = (to: string) => to.slice(2);
  const writings: Record<string, (to: string) => object> = {
    'in the digits of another script': (to) => ({
      to: `+${[...to.slice(1)].map((digit) => '०१२३४५६७८९'.charAt(Number(digit))).join('')}`,
    }),
    'in full width': (to) => ({
      to: to.replaceAll(/[+0-9]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
    }),
    'as dialled from Germany': (to) => ({ to: `00 1 ${national(to)}`, country: 'DE' }),
    'as dialled from Australia': (to) => ({ to: `0011 1 ${national(to)}`, country: 'AU' }),
    'as dialled from the country itself': (to) => ({ to: `011 1 ${national(to)}`, country: 'US' }),
    'with 00 and no country': (to) => ({ to: `001${national(to)}` }),
    'as at home': (to) => ({ to: `(${national(to).slice(0, 3)}) ${national(to).slice(3)}`, country: 'US' }),
    'with its own code, whatever the country': (to) => ({ to, country: 'GB' }),
    'in a country that there is not': (to) => ({ to, country: 'XX' }),
  };
  test.each(Object.keys(writings))('takes a number %s, as the same number', async (name) => {
    await start(writings[name]?.(phone));
    expect(await deliveries(phone)).toHaveLength(1);
    // So no writing of it is a way around its limits.
    await start();
    expect(await deliveries(phone)).toHaveLength(1);
  });

  test('can be a call', async () => {
    await start({ channel: 'call' });
    expect((await deliveries(phone))[0]?.channel).toBe('call');
  });

  test.each([
    ['a number without a country code', { to: '2125550123' }, 'phone_invalid'],
    ['what is dialled to call abroad from an unknown country', { to: '01112125550123' }, 'phone_invalid'],
    ['a number of a country that is no code', { to: '2125550123', country: 'us' }, 'body_invalid'],
    ['an extension after a prefix', { to: '0012125550123 x7' }, 'phone_invalid'],
    [
      'a premium number as dialled from abroad',
      { to: '0019002345678', country: 'DE' },
      'phone_not_supported',
    ],
    ['a number that is too short', { to: '+1212' }, 'phone_invalid'],
    ['text around a number', { to: 'call +12125550123' }, 'phone_invalid'],
    ['an extension', { to: '+12125550123 ext. 7' }, 'phone_invalid'],
    ['a country that is not served', { to: '+5511961234567' }, 'phone_not_supported'],
    ['a premium number', { to: '+19002345678' }, 'phone_not_supported'],
    ['a toll-free number', { to: '+18002345678' }, 'phone_not_supported'],
    ['a personal number', { to: '+447012345678' }, 'phone_not_supported'],
    ['a channel that the site does not offer', { channel: 'whatsapp' }, 'channel_not_supported'],
  ] as const)('%s is refused, and the vendor is not called', async (_, body, code) => {
    expect(await startRefused(body)).toMatchObject({ status: 422, code });
    expect(await requests()).toEqual([]);
  });

  test('of a number that had too many codes elsewhere says so', async () => {
    expect(await startRefused({ to: '+12015550123' })).toMatchObject({
      code: 'too_many_sends',
      retryAfter: 600,
    });
  });

  test('is a problem while the vendor fails', async () => {
    await addFault({ vendor: 'twilio', status: 500 });
    expect(await startRefused()).toMatchObject({ status: 503, code: 'vendor_unavailable' });
  });

  test('is not to be had where the site does not verify', async () => {
    worker = new TestWorker({ policy: { features: { ...site.features, verification: false } } });
    expect(await startRefused()).toMatchObject({ status: 404, code: 'feature_off' });
  });
});

describe('sending again', () => {
  test('waits for its time, by the schedule', async () => {
    const { id } = await start();
    for (const [index, seconds] of site.verification.resendAfter.slice(0, 4).entries()) {
      const early = await resendRefused(id);
      expect(early).toMatchObject({ status: 429, code: 'send_too_early', sendsLeft: 4 - index });
      expect(early.retryAfter).toBeGreaterThan(seconds - 5);
      expect(early.retryAfter).toBeLessThanOrEqual(seconds);
      // Beginning anew is no way around it.
      expect(await start()).toMatchObject({ sendsLeft: 4 - index, channel: 'sms' });
      expect(await deliveries(phone)).toHaveLength(index + 1);
      worker.advance(seconds);
      expect((await resend(id)).sendsLeft).toBe(3 - index);
    }
    expect(await deliveries(phone)).toHaveLength(5);
    worker.advance(120);
    expect(await resendRefused(id)).toMatchObject({ status: 429, code: 'too_many_sends', sendsLeft: 0 });
    const anew = await startRefused();
    expect(anew).toMatchObject({ status: 429, code: 'too_many_sends' });
    // 340 s of the code's ten minutes are over.
    expect(anew.retryAfter).toBeGreaterThan(255);
    expect(anew.retryAfter).toBeLessThanOrEqual(260);
    expect(await deliveries(phone)).toHaveLength(5);
  });

  test('brings the same code by another channel', async () => {
    const { id } = await start();
    const first = await codeSentTo(phone);
    worker.advance(30);
    expect((await resend(id, { channel: 'call' })).channel).toBe('call');
    expect((await deliveries(phone))[0]?.channel).toBe('call');
    expect((await check(id, first)).status).toBe('approved');
  });

  test('by a channel that the site does not offer is refused and counts nothing', async () => {
    const { id } = await start();
    worker.advance(30);
    expect(await resendRefused(id, { channel: 'whatsapp' })).toMatchObject({ code: 'channel_not_supported' });
    expect((await resend(id)).sendsLeft).toBe(3);
  });

  test('happens once, however many ask at the same time', async () => {
    const { id } = await start();
    worker.advance(30);
    const responses = await Promise.all(
      Array.from({ length: 8 }, () => worker.request('sendVerification', { params: { id }, body: {} })),
    );
    expect(responses.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await deliveries(phone)).toHaveLength(2);
  });
});

describe('checking a code', () => {
  test('opens a session of the phone, whose id does not show the number', async () => {
    const { id } = await start();
    const { status, session } = await check(id, await codeSentTo(phone));
    expect(status).toBe('approved');
    expect(session.user.kind).toBe('phone');
    expect(session.user.id).toMatch(/^tel-[0-9a-f]{40}$/);
    expect((await worker.call('createChatToken', { accessToken: session.accessToken })).userId).toBe(
      session.user.id,
    );
    const renewed = await worker.call('createSession', {
      body: { grant: 'refresh', refreshToken: session.refreshToken },
    });
    expect(renewed.user).toEqual(session.user);
  });

  test('finds the same person again', async () => {
    const first = await check((await start()).id, await codeSentTo(phone));
    const second = await check((await start()).id, await codeSentTo(phone));
    expect(second.session.user.id).toBe(first.session.user.id);
  });

  test('that is wrong says how many tries are left, and ends after five', async () => {
    const { id } = await start();
    const code = await codeSentTo(phone);
    for (const checksLeft of [4, 3, 2, 1, 0]) {
      expect(await checkRefused(id, wrong(code))).toMatchObject({
        status: 422,
        code: 'code_incorrect',
        checksLeft,
      });
    }
    expect(await checkRefused(id, code)).toMatchObject({
      status: 429,
      code: 'too_many_checks',
      checksLeft: 0,
    });
    expect(await twilioCalls()).toHaveLength(6);
  });

  test('counts exactly, however many try at the same time', async () => {
    const { id } = await start();
    const code = await codeSentTo(phone);
    const problems = await Promise.all(Array.from({ length: 12 }, () => checkRefused(id, wrong(code))));
    expect(problems.filter((problem) => problem.code === 'code_incorrect')).toHaveLength(5);
    expect(problems.filter((problem) => problem.code === 'too_many_checks')).toHaveLength(7);
  });

  test('is good once', async () => {
    const { id } = await start();
    const code = await codeSentTo(phone);
    const responses = await Promise.all(
      Array.from({ length: 4 }, () =>
        worker.request('checkVerification', { params: { id }, body: { code } }),
      ),
    );
    expect(responses.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await checkRefused(id, code)).toMatchObject({ status: 404, code: 'verification_not_found' });
  });

  test('ends with the code’s time, by our clock', async () => {
    const { id } = await start();
    const code = await codeSentTo(phone);
    worker.advance(601);
    expect(await checkRefused(id, code)).toMatchObject({ status: 410, code: 'verification_expired' });
    expect(await resendRefused(id)).toMatchObject({ status: 410, code: 'verification_expired' });
    expect(await twilioCalls()).toEqual(['Verifications']);
  });

  test('ends with the code’s time, by the vendor’s clock', async () => {
    const { id } = await start();
    const code = await codeSentTo(phone);
    await advanceClock(601);
    expect(await checkRefused(id, code)).toMatchObject({ status: 410, code: 'verification_expired' });
    // The next start brings a code at once.
    const next = await start();
    await check(next.id, await codeSentTo(phone));
  });

  test('that was right opens a session, also when it cannot be counted', async () => {
    const broken = { getByName: () => ({ approved: () => Promise.reject(new Error('storage')) }) };
    phone = '+14155550171';
    const { id } = await start();
    const other = new TestWorker({ bindings: { PREFIX_RECORDS: broken } });
    const code = await codeSentTo(phone);
    await other.call('checkVerification', { params: { id }, body: { code } });
    expect(other.log).toContainEqual(expect.objectContaining({ event: 'unhandled_error' }));
  });

  test('is good to its end where the site’s is shorter than the vendor’s', async () => {
    phone = '+14155550172';
    worker = new TestWorker({ policy: { verification: { ...site.verification, lifetime: 300 } } });
    await start();
    worker.advance(301);
    const second = await start();
    expect(Date.parse(second.expiresAt) - worker.now()).toBeGreaterThan(290_000);
    await check(second.id, await codeSentTo(phone));
  });

  test('a code on its way is not prolonged by starting anew', async () => {
    const first = await start();
    worker.advance(100);
    const second = await start();
    expect(Date.parse(second.expiresAt) - Date.parse(first.expiresAt)).toBeLessThan(5000);
  });

  test('costs no try while the vendor fails', async () => {
    const { id } = await start();
    const code = await codeSentTo(phone);
    await addFault({ vendor: 'twilio', status: 500, times: 1 });
    expect(await checkRefused(id, code)).toMatchObject({ code: 'vendor_unavailable' });
    expect(await checkRefused(id, wrong(code))).toMatchObject({ checksLeft: 4 });
  });

  test('of another’s verification is refused on another origin', async () => {
    const { id } = await start();
    const code = await codeSentTo(phone);
    const problem = await checkRefused(id, code, { origin: 'https://help.shop.example' });
    expect(problem).toMatchObject({ status: 404, code: 'verification_not_found' });
  });

  test.each(['12', '12345678901', 'abcdef', '12 456'])(
    '%s is no code: the vendor is not called',
    async (code) => {
      const { id } = await start();
      expect(await checkRefused(id, code)).toMatchObject({ code: 'body_invalid' });
      expect(await twilioCalls()).toEqual(['Verifications']);
    },
  );

  test('of a verification that is not there', async () => {
    expect(await checkRefused('no-such-verification', '123456')).toMatchObject({
      code: 'verification_not_found',
    });
    expect(await requests()).toEqual([]);
  });
});

describe('limits', () => {
  test('hold for one phone over all its verifications, exactly', async () => {
    const { sends } = site.verification.perPhone;
    for (let code = 0; code < sends; code += 1) {
      const { id } = await start({}, { network: `203.0.113.${code}` });
      await check(id, await codeSentTo(phone));
    }
    expect((await twilioCalls()).filter((call) => call === 'Verifications')).toHaveLength(sends);
    const problem = await startRefused({}, { network: '203.0.113.99' });
    expect(problem.code).toBe('too_many_sends');
    expect(problem.retryAfter).toBeGreaterThan(3500);
  });

  test('hold for one network, whichever phones it asks for', async () => {
    worker = new TestWorker({
      policy: { verification: { ...site.verification, perNetwork: { sends: 3, window: 3600 } } },
    });
    for (const host of ['1', '2', '3']) {
      await start({ to: nextPhone() }, { network: `2001:db8:1:2::${host}` });
    }
    expect(await startRefused({ to: nextPhone() }, { network: '2001:db8:1:2:ffff::9' })).toMatchObject({
      status: 429,
      code: 'too_many_sends',
    });
    expect(await twilioCalls()).toHaveLength(3);
    await start({ to: nextPhone() }, { network: '2001:db8:1:3::1' });
  });
});

describe('what is written down', () => {
  test('holds no phone, no code and no token', async () => {
    const { id } = await start();
    const code = await codeSentTo(phone);
    await checkRefused(id, wrong(code));
    const { session } = await check(id, code);
    await worker.call('createFeedToken', { accessToken: session.accessToken });
    await addFault({ vendor: 'twilio', status: 500 });
    await startRefused();
    const log = JSON.stringify(worker.log);
    expect(worker.log.length).toBeGreaterThanOrEqual(5);
    for (const secret of [
      phone,
      phone.slice(1),
      phone.slice(-7),
      code,
      wrong(code),
      'eyJ',
      id,
      session.refreshToken,
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  test('names no limit by the phone or the network that it is about', async () => {
    const names: string[] = [];
    const getByName = (name: string) => {
      names.push(name);
      return env.LIMITERS.getByName(name);
    };
    const network = '198.51.100.23';
    worker = new TestWorker({ bindings: { LIMITERS: { getByName } } });
    await worker.call('createVerification', { network, body: { to: phone, channel: 'sms' } });
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      expect(name).not.toContain(phone.slice(-7));
      expect(name).not.toContain(network);
    }
  });

  test('a phone’s user id never shows the number, and differs by pepper', async () => {
    const [one, two] = [
      new AddressHasher('pepper-one-pepper-one'),
      new AddressHasher('pepper-two-pepper-two'),
    ];
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: 10_000_000n, max: 999_999_999_999_999n }), async (digits) => {
        const id = await one.userId(`+${digits}`);
        expect(id).not.toContain(String(digits));
        expect(id).toMatch(/^tel-[0-9a-f]{40}$/);
        expect(await one.userId(`+${digits}`)).toBe(id);
        expect(await two.userId(`+${digits}`)).not.toBe(id);
      }),
    );
  });
});
