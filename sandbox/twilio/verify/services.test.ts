import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../credentials.ts';
import { startTwilio, type TwilioUnderTest } from '../testing/start-twilio.ts';

const { accountSid, verifyServiceSid, messagingServiceSid, phoneNumber } = credentials.twilio;
const to = '+12015550101';
const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

let sandbox: TwilioUnderTest;
beforeEach(async () => {
  sandbox = await startTwilio();
});
afterEach(() => sandbox.close());

const services = () => sandbox.client().verify.v2.services;
const lastText = () => sandbox.context.deliveries.list()[0]?.body ?? '';

/** A service as the API shows it, with what was set. */
function resource(sid: string, friendlyName: string, settings: object = {}) {
  const url = `${sandbox.origin}/v2/Services/${sid}`;
  return {
    sid,
    account_sid: accountSid,
    friendly_name: friendlyName,
    code_length: 6,
    lookup_enabled: false,
    psd2_enabled: false,
    skip_sms_to_landlines: false,
    dtmf_input_required: false,
    tts_name: null,
    do_not_share_warning_enabled: false,
    custom_code_enabled: false,
    push: { include_date: false, apn_credential_sid: null, fcm_credential_sid: null },
    totp: { issuer: friendlyName, time_step: 30, code_length: 6, skew: 1 },
    default_template_sid: null,
    whatsapp: { msg_service_sid: null, from: null },
    passkeys: null,
    verify_event_subscription_enabled: false,
    date_created: iso,
    date_updated: iso,
    url,
    links: {
      verifications: `${url}/Verifications`,
      verification_checks: `${url}/VerificationCheck`,
      rate_limits: `${url}/RateLimits`,
      messaging_configurations: `${url}/MessagingConfigurations`,
      entities: `${url}/Entities`,
      webhooks: `${url}/Webhooks`,
      access_tokens: `${url}/AccessTokens`,
    },
    ...settings,
  };
}
const show = async (sid: string) => (await sandbox.call(`/v2/Services/${sid}`)).json();

describe('a service', () => {
  test('is seeded with the shop’s settings', async () => {
    expect(await show(verifyServiceSid)).toEqual(
      resource(verifyServiceSid, 'Willow & Wren', {
        lookup_enabled: true,
        skip_sms_to_landlines: true,
        whatsapp: { msg_service_sid: messagingServiceSid, from: phoneNumber },
      }),
    );
  });

  test('is made by its name alone', async () => {
    const { sid } = await services().create({ friendlyName: 'The Shop' });
    expect(sid).toMatch(/^VA[0-9a-f]{32}$/);
    expect(await show(sid)).toEqual(resource(sid, 'The Shop'));
  });

  test('is made, and changed, with everything there is', async () => {
    const templateSid = `HJ${'1'.repeat(32)}`;
    const credentialSid = `CR${'1'.repeat(32)}`;
    const settings = {
      codeLength: 4,
      lookupEnabled: true,
      skipSmsToLandlines: true,
      dtmfInputRequired: true,
      ttsName: 'Joanna',
      psd2Enabled: true,
      doNotShareWarningEnabled: true,
      customCodeEnabled: true,
      'push.includeDate': true,
      'push.apnCredentialSid': credentialSid,
      'push.fcmCredentialSid': credentialSid,
      'totp.issuer': 'Shop',
      'totp.timeStep': 60,
      'totp.codeLength': 8,
      'totp.skew': 2,
      defaultTemplateSid: templateSid,
      'whatsapp.msgServiceSid': messagingServiceSid,
      'whatsapp.from': phoneNumber,
      'passkeys.relyingParty.id': 'shop.example',
      'passkeys.relyingParty.name': 'Shop',
      'passkeys.relyingParty.origins': 'https://shop.example,https://www.shop.example',
      'passkeys.authenticatorAttachment': 'platform',
      'passkeys.discoverableCredentials': 'preferred',
      'passkeys.userVerification': 'required',
      verifyEventSubscriptionEnabled: true,
    };
    const shown = {
      code_length: 4,
      lookup_enabled: true,
      skip_sms_to_landlines: true,
      dtmf_input_required: true,
      tts_name: 'Joanna',
      psd2_enabled: true,
      do_not_share_warning_enabled: true,
      custom_code_enabled: true,
      push: {
        include_date: true,
        apn_credential_sid: credentialSid,
        fcm_credential_sid: credentialSid,
      },
      totp: { issuer: 'Shop', time_step: 60, code_length: 8, skew: 2 },
      default_template_sid: templateSid,
      whatsapp: { msg_service_sid: messagingServiceSid, from: phoneNumber },
      passkeys: {
        relying_party: {
          id: 'shop.example',
          name: 'Shop',
          origins: ['https://shop.example', 'https://www.shop.example'],
        },
        authenticator_attachment: 'platform',
        discoverable_credentials: 'preferred',
        user_verification: 'required',
      },
      verify_event_subscription_enabled: true,
    };
    const made = await services().create({ friendlyName: 'Made', ...settings });
    expect(await show(made.sid)).toEqual(resource(made.sid, 'Made', shown));

    const { sid } = await services().create({ friendlyName: 'Changed' });
    sandbox.context.clock.advance(60);
    const changed = await services()(sid).update({ friendlyName: 'New name', ...settings });
    expect(changed.dateUpdated.getTime() - changed.dateCreated.getTime()).toBeGreaterThanOrEqual(59_000);
    expect(await show(sid)).toEqual(resource(sid, 'New name', shown));
    await services()(sid).update({});
    expect(await show(sid)).toEqual(resource(sid, 'New name', shown));
  });

  test('is gone once deleted, with all that was in it', async () => {
    const { sid } = await services().create({ friendlyName: 'Short lived' });
    await services()(sid).verifications.create({ to, channel: 'sms' });
    expect(await services()(sid).remove()).toBe(true);
    for (const call of [
      () => services()(sid).fetch(),
      () => services()(sid).update({ friendlyName: 'Back' }),
      () => services()(sid).remove(),
      () => services()(sid).verifications(to).fetch(),
      () => services()(sid).rateLimits.list(),
    ]) {
      await expect(call()).rejects.toMatchObject({ status: 404, code: 20404 });
    }
  });

  test('is listed, newest first, page by page', async () => {
    const made: string[] = [];
    for (const friendlyName of ['One', 'Two', 'Three']) {
      made.unshift((await services().create({ friendlyName })).sid);
    }
    const all = [...made, verifyServiceSid];
    expect((await services().list({ pageSize: 2 })).map(({ sid }) => sid)).toEqual(all);
    expect((await services().list({ limit: 3 })).map(({ sid }) => sid)).toEqual(all.slice(0, 3));
    const answer = await sandbox.call('/v2/Services?PageSize=3');
    expect(await answer.json()).toEqual({
      services: [expect.anything(), expect.anything(), resource(made[2] ?? '', 'One')],
      meta: {
        page: 0,
        page_size: 3,
        first_page_url: `${sandbox.origin}/v2/Services?PageSize=3&Page=0`,
        previous_page_url: null,
        url: `${sandbox.origin}/v2/Services?PageSize=3&Page=0`,
        next_page_url: `${sandbox.origin}/v2/Services?PageSize=3&Page=1&PageToken=PA${made[2]}`,
        key: 'services',
      },
    });
  });

  test.each([
    ['FriendlyName', {}],
    ['FriendlyName', { FriendlyName: '' }],
    ['FriendlyName', { FriendlyName: 'x'.repeat(33) }],
    ['FriendlyName', { FriendlyName: 'Call 12345' }],
    ['FriendlyName', { FriendlyName: 'https://shop.example' }],
    ['CodeLength', { FriendlyName: 'Shop', CodeLength: '3' }],
    ['CodeLength', { FriendlyName: 'Shop', CodeLength: '11' }],
    ['CodeLength', { FriendlyName: 'Shop', CodeLength: 'six' }],
    ['LookupEnabled', { FriendlyName: 'Shop', LookupEnabled: 'yes' }],
    ['Push.ApnCredentialSid', { FriendlyName: 'Shop', 'Push.ApnCredentialSid': 'CR1' }],
    ['Totp.TimeStep', { FriendlyName: 'Shop', 'Totp.TimeStep': '19' }],
    ['Totp.CodeLength', { FriendlyName: 'Shop', 'Totp.CodeLength': '9' }],
    ['Totp.Skew', { FriendlyName: 'Shop', 'Totp.Skew': '3' }],
    ['DefaultTemplateSid', { FriendlyName: 'Shop', DefaultTemplateSid: `HJ${'9'.repeat(32)}` }],
    ['Whatsapp.MsgServiceSid', { FriendlyName: 'Shop', 'Whatsapp.MsgServiceSid': 'MG1' }],
    ['Passkeys.UserVerification', { FriendlyName: 'Shop', 'Passkeys.UserVerification': 'maybe' }],
  ])('with a wrong %s is 60200 (%j)', async (name, form) => {
    const response = await sandbox.call('/v2/Services', { form: { ...form } });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      code: 60200,
      message: `Invalid parameter: ${name}`,
      more_info: 'https://www.twilio.com/docs/errors/60200',
      status: 400,
    });
    expect(await services().list()).toHaveLength(1);
  });

  test('cannot skip landlines without looking them up', async () => {
    const wrong = { friendlyName: 'Shop', skipSmsToLandlines: true };
    await expect(services().create(wrong)).rejects.toMatchObject({ status: 400, code: 60217 });
    await expect(services()(verifyServiceSid).update({ lookupEnabled: false })).rejects.toMatchObject({
      code: 60217,
    });
    expect(await services()(verifyServiceSid).fetch()).toMatchObject({ lookupEnabled: true });
  });
});

describe('what a service is set to', () => {
  const start = async (settings: object, parameters: object = {}) => {
    const { sid } = await services().create({ friendlyName: 'Shop', ...settings });
    const service = services()(sid);
    const verification = await service.verifications.create({ to, channel: 'sms', ...parameters });
    return { service, verification, code: sandbox.context.deliveries.list(to)[0]?.code ?? '' };
  };

  test.each([4, 10])('gives codes of %i digits', async (codeLength) => {
    const { service, code } = await start({ codeLength });
    expect(code).toMatch(new RegExp(`^\\d{${codeLength}}$`));
    expect(await service.verificationChecks.create({ to, code })).toMatchObject({ status: 'approved' });
  });

  test('looks up the line, or does not', async () => {
    const { verification } = await start({ lookupEnabled: true });
    expect(verification.lookup).toEqual({
      carrier: {
        mobile_country_code: '310',
        type: 'mobile',
        error_code: null,
        mobile_network_code: '260',
        name: 'Sandbox Mobile US',
      },
    });
    expect((await start({})).verification.lookup).toEqual({});
  });

  test('sends to landlines what does not arrive, or refuses it', async () => {
    const landline = { to: '+12015550120' };
    expect((await start({ lookupEnabled: true }, landline)).verification.lookup).toMatchObject({
      carrier: { type: 'landline', mobile_country_code: null },
    });
    expect(sandbox.context.deliveries.list()).toEqual([]);
    const refusing = { lookupEnabled: true, skipSmsToLandlines: true };
    await expect(start(refusing, landline)).rejects.toMatchObject({ status: 403, code: 60205 });
    // A landline by its country's numbering plan, too.
    await expect(start(refusing, { to: '+493012345678' })).rejects.toMatchObject({ code: 60205 });
  });

  test('warns of sharing, in an SMS alone', async () => {
    const warning = "Don't share this code with anyone; our employees will never ask for the code";
    const { service, code } = await start({ doNotShareWarningEnabled: true });
    expect(lastText()).toBe(`Your Shop verification code is: ${code}. ${warning}`);
    await service.verifications.create({ to, channel: 'call' });
    expect(lastText()).not.toContain(warning);
  });

  test('asks for a key before it speaks the code', async () => {
    await start({ dtmfInputRequired: true }, { channel: 'call' });
    expect(lastText()).toMatch(
      /^Hello\. Press any key to hear your code\. Your Shop verification code is: (\d, ){5}\d\. /,
    );
  });

  test('takes the caller’s own code, with letters too', async () => {
    const { service } = await start({ customCodeEnabled: true }, { customCode: 'a1b2c3' });
    expect(lastText()).toBe('Your Shop verification code is: a1b2c3');
    expect(await service.verificationChecks.create({ to, code: 'zzzz' })).toMatchObject({
      status: 'pending',
    });
    expect(await service.verificationChecks.create({ to, code: 'a1b2c3' })).toMatchObject({ valid: true });
    for (const customCode of ['123', '12345678901', '12-456']) {
      await expect(service.verifications.create({ to, channel: 'sms', customCode })).rejects.toMatchObject({
        code: 60200,
        message: 'Invalid parameter: CustomCode',
      });
    }
  });

  test('has no e-mail without a mailer, and no WhatsApp without a sender', async () => {
    await expect(start({}, { to: 'ann@example.com', channel: 'email' })).rejects.toMatchObject({
      status: 400,
      code: 60217,
    });
    await expect(start({}, { channel: 'whatsapp' })).rejects.toMatchObject({ status: 400, code: 60223 });
  });
});

describe('a payment (PSD2)', () => {
  const payment = { amount: '€39.99', payee: 'Acme Inc.' };
  const make = async () => {
    const { sid } = await services().create({ friendlyName: 'Bank', psd2Enabled: true });
    return services()(sid);
  };
  const code = () => sandbox.context.deliveries.list(to)[0]?.code ?? '';

  test('is named in the text and in the answers, and must be the same at the check', async () => {
    const bank = await make();
    const started = await bank.verifications.create({ to, channel: 'sms', ...payment });
    expect(started).toMatchObject(payment);
    expect(lastText()).toBe(`${code()} is your code to authorize a payment of €39.99 to Acme Inc.`);
    expect((await bank.verifications(to).fetch()).sid).toBe(started.sid);
    const other = { ...payment, amount: '€139.99' };
    for (const key of [{ to }, { verificationSid: started.sid }]) {
      await expect(bank.verificationChecks.create({ ...key, code: code(), ...other })).rejects.toMatchObject({
        status: 404,
        code: 20404,
      });
    }
    const checked = await bank.verificationChecks.create({ to, code: code(), ...payment });
    expect(checked).toMatchObject({ status: 'approved', ...payment });
  });

  test('has a verification of its own', async () => {
    const bank = await make();
    const first = await bank.verifications.create({ to, channel: 'sms', ...payment });
    const second = await bank.verifications.create({ to, channel: 'sms', ...payment, payee: 'Other' });
    const again = await bank.verifications.create({ to, channel: 'sms', ...payment });
    expect(second.sid).not.toBe(first.sid);
    expect(again.sid).toBe(first.sid);
  });

  test('must be whole, is not told on the phone, and is for such services alone', async () => {
    const bank = await make();
    const refused = (parameters: object) => bank.verifications.create({ to, channel: 'sms', ...parameters });
    await expect(refused({})).rejects.toMatchObject({
      status: 400,
      code: 60206,
      message: "'Amount' & 'Payee' params are required",
    });
    await expect(refused({ amount: '1' })).rejects.toMatchObject({ code: 60206 });
    await expect(refused({ ...payment, channel: 'call' })).rejects.toMatchObject({
      status: 400,
      code: 60214,
    });
    await expect(bank.verificationChecks.create({ to, code: '123456' })).rejects.toMatchObject({
      code: 60206,
    });
    const shop = services()(verifyServiceSid);
    await expect(shop.verifications.create({ to, channel: 'sms', ...payment })).rejects.toMatchObject({
      status: 403,
      code: 60204,
    });
    await expect(shop.verificationChecks.create({ to, code: '123456', ...payment })).rejects.toMatchObject({
      status: 403,
      code: 60204,
    });
  });
});
