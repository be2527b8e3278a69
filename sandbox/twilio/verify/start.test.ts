import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../credentials.ts';
import { startTwilio, type TwilioUnderTest } from '../testing/start-twilio.ts';

const { accountSid, verifyServiceSid } = credentials.twilio;
const servicePath = `/v2/Services/${verifyServiceSid}`;
const to = '+12015550101';
const signIn = `HJ${'1'.repeat(32)}`;
const order = `HJ${'2'.repeat(32)}`;

let sandbox: TwilioUnderTest;
beforeEach(async () => {
  sandbox = await startTwilio();
});
afterEach(() => sandbox.close());

const service = () => sandbox.client().verify.v2.services(verifyServiceSid);
const start = (parameters: object = {}) =>
  service().verifications.create({ to, channel: 'sms', ...parameters });
const last = () => {
  const [delivery] = sandbox.context.deliveries.list();
  if (!delivery) throw new Error('Nothing was delivered');
  return { ...delivery, code: delivery.code ?? '' };
};
const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

describe('the answers', () => {
  test('of a start, a fetch and an update have all fields, and nothing else', async () => {
    const response = await sandbox.call(`${servicePath}/Verifications`, {
      form: { To: to, Channel: 'sms' },
    });
    expect(response.status).toBe(201);
    const sid = expect.stringMatching(/^VE[0-9a-f]{32}$/);
    const resource = {
      sid,
      service_sid: verifyServiceSid,
      account_sid: accountSid,
      to,
      channel: 'sms',
      status: 'pending',
      valid: false,
      date_created: iso,
      date_updated: iso,
      lookup: { carrier: expect.objectContaining({ type: 'mobile' }) },
      amount: null,
      payee: null,
      send_code_attempts: [
        { time: iso, channel: 'SMS', attempt_sid: expect.stringMatching(/^VL[0-9a-f]{32}$/) },
      ],
      sna: null,
      url: expect.stringMatching(
        new RegExp(`^${sandbox.origin}${servicePath}/Verifications/VE[0-9a-f]{32}$`),
      ),
    };
    expect(await response.json()).toEqual(resource);
    const path = `${servicePath}/Verifications/${encodeURIComponent(to)}`;
    expect(await (await sandbox.call(path)).json()).toEqual(resource);
    const updated = await sandbox.call(path, { form: { Status: 'canceled' } });
    expect(updated.status).toBe(200);
    expect(await updated.json()).toEqual({ ...resource, status: 'canceled' });
  });

  test('of a check has all fields, and nothing else', async () => {
    await start();
    const response = await sandbox.call(`${servicePath}/VerificationCheck`, {
      form: { To: to, Code: last().code },
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      sid: expect.stringMatching(/^VE[0-9a-f]{32}$/),
      service_sid: verifyServiceSid,
      account_sid: accountSid,
      to,
      channel: 'sms',
      status: 'approved',
      valid: true,
      amount: null,
      payee: null,
      sna_attempts_error_codes: [],
      date_created: iso,
      date_updated: iso,
    });
  });

  test('name the channel of each send in its own letters', async () => {
    await start();
    await start({ channel: 'call' });
    const { sendCodeAttempts } = await start({ channel: 'whatsapp' });
    expect(sendCodeAttempts.map((attempt) => Object(attempt)['channel'])).toEqual([
      'SMS',
      'CALL',
      'whatsapp',
    ]);
    const mail = await start({ to: 'ann@example.com', channel: 'email' });
    expect(mail.lookup).toEqual({});
    expect(mail.sendCodeAttempts).toMatchObject([{ channel: 'EMAIL' }]);
  });
});

describe('the language', () => {
  test.each([
    ['+4915112345678', 'Ihr Bestätigungscode für Willow & Wren lautet: '],
    ['+33612345678', 'Votre code de vérification Willow & Wren est : '],
    ['+447400123456', 'Your Willow & Wren verification code is: '],
    ['+5511961234567', 'O seu código de verificação de Willow & Wren é: '],
    ['+27711234567', 'Your Willow & Wren verification code is: '],
  ])('is that of the country of %s', async (number, text) => {
    await start({ to: number });
    expect(last().body).toBe(text + last().code);
  });

  test('is another when asked, English where Verify has no words of it', async () => {
    await start({ locale: 'es' });
    expect(last().body).toBe(`Tu código de verificación de Willow & Wren es: ${last().code}`);
    await start({ locale: 'sk' });
    expect(last().body).toBe(`Your Willow & Wren verification code is: ${last().code}`);
    await start({ locale: 'de', channel: 'call' });
    expect(last().body).toContain('Ihr Bestätigungscode für Willow & Wren lautet: ');
  });

  test('that Verify does not know is 404', async () => {
    await expect(start({ locale: 'tlh' })).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(sandbox.context.deliveries.list()).toEqual([]);
  });
});

describe('a template', () => {
  test('gives the text of an SMS or a call', async () => {
    await start({ templateSid: signIn });
    expect(last().body).toBe(`${last().code} is your code to sign in to Willow & Wren.`);
    await start({ templateSid: signIn, locale: 'de' });
    expect(last().body).toBe(`${last().code} ist Ihr Code zur Anmeldung bei Willow & Wren.`);
    await start({ templateSid: signIn, channel: 'call' });
    expect(last().body).toContain('is your code to sign in');
  });

  test('falls back to its default language, and to Verify’s text where the channel takes none', async () => {
    await start({ templateSid: signIn, locale: 'es' });
    expect(last().body).toContain('is your code to sign in');
    await start({ templateSid: signIn, channel: 'whatsapp' });
    expect(last().body).toContain('verification code is: ');
  });

  test('has words that the caller fills in', async () => {
    await start({ templateSid: order, templateCustomSubstitutions: JSON.stringify({ order: 17 }) });
    expect(last().body).toBe(`Use ${last().code} to confirm order 17 at Willow & Wren.`);
    await expect(start({ templateSid: order })).rejects.toMatchObject({
      code: 60200,
      message: 'Invalid parameter: TemplateCustomSubstitutions',
    });
    const { sendCodeAttempts } = await service().verifications(to).fetch();
    expect(sendCodeAttempts).toHaveLength(1);
  });

  test('that is not approved is 60201, one that there is not 404', async () => {
    await expect(start({ templateSid: signIn, locale: 'fr' })).rejects.toMatchObject({
      status: 400,
      code: 60201,
      message: 'Selected template translation is not approved',
    });
    const unknown = start({ templateSid: `HJ${'9'.repeat(32)}` });
    await expect(unknown).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('can be a service’s default', async () => {
    await service().update({ defaultTemplateSid: signIn });
    await start();
    expect(last().body).toContain('is your code to sign in');
  });

  test('is listed with its translations', async () => {
    const { verify } = sandbox.client();
    expect((await verify.v2.templates.list({ pageSize: 1 })).map(({ sid }) => sid)).toEqual([order, signIn]);
    const response = await sandbox.call('/v2/Templates?FriendlyName=Confirm+an+order');
    expect(await response.json()).toEqual({
      templates: [
        {
          sid: order,
          account_sid: accountSid,
          friendly_name: 'Confirm an order',
          channels: ['sms'],
          translations: {
            en: {
              is_default_translation: true,
              status: 'approved',
              locale: 'en',
              text: 'Use {{code}} to confirm order {{order}} at {{friendly_name}}.',
              date_updated: iso,
              date_created: iso,
            },
          },
        },
      ],
      meta: expect.objectContaining({ key: 'templates', next_page_url: null }),
    });
  });
});

describe('the other parameters', () => {
  test('mark an SMS for an app, and name the sender of an e-mail', async () => {
    await start({ appHash: 'He42w354ol9' });
    expect(last().body).toBe(`<#> Your Willow & Wren verification code is: ${last().code} He42w354ol9`);
    const channelConfiguration = JSON.stringify({ from: 'hello@shop.example', from_name: 'Shop' });
    await start({ to: 'ann@example.com', channel: 'email', channelConfiguration });
    expect(last().from).toBe('Shop <hello@shop.example>');
  });

  test('are taken where they change nothing', async () => {
    await start({
      sendDigits: 'ww1',
      deviceIp: '2001:db8::1',
      enableSnaClientToken: false,
      tags: JSON.stringify({ tenant: '12345' }),
    });
    expect(last().to).toBe(to);
  });

  const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`tag${index}`, 'x']));
  test.each([
    ['AppHash', { appHash: 'short' }],
    ['ChannelConfiguration', { channelConfiguration: '{' }],
    ['ChannelConfiguration', { channelConfiguration: '{"from":"nobody"}' }],
    ['DeviceIp', { deviceIp: '300.1.1.1' }],
    ['RateLimits', { rateLimits: { unknown: 'x' } }],
    ['RateLimits', { rateLimits: 'not JSON' }],
    ['RiskCheck', { riskCheck: 'maybe' }],
    ['SendDigits', { sendDigits: 'call me' }],
    ['Tags', { tags: JSON.stringify(many) }],
    ['Tags', { tags: JSON.stringify({ tag: 'x'.repeat(129) }) }],
    ['TemplateSid', { templateSid: 'HJ1' }],
    ['TemplateCustomSubstitutions', { templateCustomSubstitutions: '[1]' }],
  ])('are checked: %s is 60200 (%j)', async (name, parameters) => {
    await expect(start(parameters)).rejects.toMatchObject({
      status: 400,
      code: 60200,
      message: `Invalid parameter: ${name}`,
    });
    expect(sandbox.context.deliveries.list()).toEqual([]);
  });

  test('that the service does not have are 60204', async () => {
    for (const parameters of [{ customCode: '424242' }, { customMessage: 'Hello' }]) {
      await expect(start(parameters)).rejects.toMatchObject({
        status: 403,
        code: 60204,
        message: 'Service does not support this feature',
      });
    }
  });
});

describe('a check', () => {
  test('of nothing is 60221', async () => {
    await expect(service().verificationChecks.create({ code: '123456' })).rejects.toMatchObject({
      status: 400,
      code: 60221,
      message: 'No target verification specified',
    });
  });
});

describe('fetching a verification', () => {
  test.each([
    [60, 0, 60],
    [180, 60, 3600],
    [250, 3600, 86_400],
  ])(
    '%i times is as much as its time allows',
    async (max, pause, seconds) => {
      const { sid } = await start();
      // So that it can be fetched for a day: what is canceled stays.
      await service().verifications(sid).update({ status: 'canceled' });
      const path = `${servicePath}/Verifications/${sid}`;
      const fetchOne = () => sandbox.call(path);
      const blocks = { 60: [60], 180: [60, 60, 60], 250: [60, 60, 60, 60, 10] }[max] ?? [];
      for (const [index, count] of blocks.entries()) {
        if (index > 0) sandbox.context.clock.advance(pause);
        for (let call = 0; call < count; call += 1) expect((await fetchOne()).status).toBe(200);
      }
      const refused = await fetchOne();
      expect(refused.status).toBe(429);
      expect(await refused.json()).toMatchObject({ code: 20429, message: 'Too many requests' });
      const wait = Number(refused.headers.get('retry-after'));
      expect(wait).toBeLessThanOrEqual(seconds);
      expect(wait).toBeGreaterThan(0);
      sandbox.context.clock.advance(wait);
      expect((await fetchOne()).status).toBe(200);
    },
    60_000,
  );
});
