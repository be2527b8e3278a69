import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { maskEmail, readEmail } from '../services/email.ts';
import { site } from '../site.ts';
import { codeSentTo, deliveries, requests, resetSandbox } from '../testing/sandbox.ts';
import { identityToken, TestWorker } from '../testing/test-worker.ts';

let worker: TestWorker;
let used = 0;
let email: string;

beforeEach(async () => {
  await resetSandbox();
  worker = new TestWorker();
  email = `ann${(used += 1)}@shop.example`;
});

const start = (to = email) => worker.call('createVerification', { body: { to, channel: 'email' } });
const refused = (to: string, channel = 'email') =>
  worker.refused('createVerification', { body: { to, channel } });
const check = (id: string, code: string) =>
  worker.call('checkVerification', { params: { id }, body: { code } });

describe('a code by e-mail', () => {
  test('reaches the inbox, and proves the address', async () => {
    const { channel, id, to } = await start();
    expect({ channel, to }).toEqual({ channel: 'email', to: 'a…@s….example' });
    expect((await deliveries(email))[0]).toMatchObject({ channel: 'email' });
    const { session } = await check(id, await codeSentTo(email));
    expect(session.user.id).toMatch(/^mail-[0-9a-f]{40}$/);
    expect(JSON.stringify(worker.log)).not.toContain(email);
  });

  test('finds the same person again, however the address is written', async () => {
    const first = await check((await start()).id, await codeSentTo(email));
    const second = await check((await start(` ${email.toUpperCase()} `)).id, await codeSentTo(email));
    expect(second.session.user.id).toBe(first.session.user.id);
  });

  test('goes to where it began, also when it is sent again', async () => {
    const { id } = await start();
    worker.advance(30);
    const problem = await worker.refused('sendVerification', { params: { id }, body: { channel: 'sms' } });
    expect(problem).toMatchObject({ status: 422, code: 'channel_not_supported' });
    const again = await worker.call('sendVerification', { params: { id }, body: { channel: 'email' } });
    expect(again.sendsLeft).toBe(3);
    expect(await deliveries(email)).toHaveLength(2);
  });

  test('has a limit and a budget of its own', async () => {
    worker = new TestWorker({
      policy: {
        verification: {
          ...site.verification,
          perEmail: { sends: 1, window: 3600 },
          perDay: 1,
          emailsPerDay: 20,
        },
      },
    });
    await check((await start()).id, await codeSentTo(email));
    expect(await refused(email)).toMatchObject({ code: 'too_many_sends' });
    // The budget of texts is not touched.
    await start('ben@shop.example');
    expect(worker.log.filter(({ event }) => event === 'send_refused').map(({ limit }) => limit)).toEqual([
      'email',
    ]);
  });

  test('fills no inbox by way of its tags, and tells their owners apart all the same', async () => {
    const perEmail = { sends: 5, window: 3600 };
    worker = new TestWorker({ policy: { verification: { ...site.verification, perEmail } } });
    const tagged = (tag: string) => email.replace('@', `${tag}@`);
    const [one, other] = [tagged('+one'), tagged('+two')];
    const first = await check((await start(one)).id, await codeSentTo(one));
    const second = await check((await start(other)).id, await codeSentTo(other));
    expect(first.session.user.id).not.toBe(second.session.user.id);
    const asked = ['+a', '+b', '', '+a+b', '+c'].map((tag, host) =>
      worker.request('createVerification', {
        network: `198.51.100.${host}`,
        body: { to: tagged(tag), channel: 'email' },
      }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 201, 201, 429, 429]);
    expect((await requests('twilio')).filter(({ path }) => path.endsWith('/Verifications'))).toHaveLength(5);
    // Who has a name of their own has an inbox of their own.
    await start(`b${email}`);
  });

  test('takes an address, not a number, and a text takes a number', async () => {
    expect(await refused('+12125550123')).toMatchObject({ status: 422, code: 'email_invalid' });
    expect(await refused(email, 'sms')).toMatchObject({ status: 422, code: 'phone_invalid' });
    expect(await requests()).toEqual([]);
  });

  test('is not to be had where the site does not offer it', async () => {
    worker = new TestWorker({ policy: { verification: { ...site.verification, channels: ['sms'] } } });
    expect(await refused(email)).toMatchObject({ code: 'channel_not_supported' });
  });

  test('gives an id that no identity token may claim', async () => {
    const token = await identityToken({ sub: `mail-${'0'.repeat(40)}` });
    const problem = await worker.refused('createSession', { body: { grant: 'identity', token } });
    expect(problem.code).toBe('identity_invalid');
  });
});

describe('an address', () => {
  test.each([
    ['Ann.Lee+shop@Shop.Example', 'ann.lee+shop@shop.example'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['ANN@SHOP。EXAMPLE', 'ann@shop.example'],
  ])('%s is written as %s', (given, written) => expect(readEmail(given)).toBe(written));

  test.each([
    ...['', 'ann', '@shop.example', 'ann@', 'ann@localhost', 'a b@shop.example', 'ann@shop..example'],
    ...[
      '.ann@shop.example',
      'ann.@shop.example',
      'a..b@shop.example',
      '"ann"@shop.example',
      'änn@shop.example',
    ],
    ...[
      'ann@shop.example\nbcc: ben@shop.example',
      'ann@127.0.0.1',
      'ann@0x7f.1',
      'ann@[::1]',
      'ann@shop.example/x',
    ],
    ...[
      'ann@shop.example:25',
      'ann@user@shop.example',
      'ann@-shop.example',
      `${'a'.repeat(65)}@shop.example`,
    ],
    ...['ann@shop.example,ben@shop.example', `ann@${'a.'.repeat(120)}example`, 'ann@shop.example?subject=x'],
  ])('%j is none', (given) => {
    expect(() => readEmail(given)).toThrow(expect.objectContaining({ code: 'email_invalid' }));
  });

  test('is read to what reads as itself, and masked so that neither name nor domain shows', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (given) => {
        let email: string;
        try {
          email = readEmail(given);
        } catch {
          return;
        }
        expect(readEmail(email)).toBe(email);
        expect(email).toMatch(/^[!-~]+@[a-z0-9.-]+$/);
        const [name = '', host = ''] = [
          email.slice(0, email.lastIndexOf('@')),
          email.slice(email.lastIndexOf('@') + 1),
        ];
        const masked = maskEmail(email);
        if (name.length > 1) expect(masked).not.toContain(name);
        expect(masked).not.toContain(host);
      }),
      { numRuns: 2000 },
    );
  });
});
