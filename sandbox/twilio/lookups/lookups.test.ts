import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../credentials.ts';
import { startTwilio, type TwilioUnderTest } from '../testing/start-twilio.ts';

let sandbox: TwilioUnderTest;
beforeEach(async () => {
  sandbox = await startTwilio();
});
afterEach(() => sandbox.close());

const lookUp = (number: string, parameters: object = {}) =>
  sandbox.client().lookups.v2.phoneNumbers(number).fetch(parameters);
const noPackage = {
  caller_name: null,
  sim_swap: null,
  call_forwarding: null,
  line_status: null,
  line_type_intelligence: null,
  identity_match: null,
  reassigned_number: null,
  sms_pumping_risk: null,
  phone_number_quality_score: null,
  pre_fill: null,
};

describe('a number', () => {
  test('that is valid is shown in its formats, with the packages that were asked for', async () => {
    const path = '/v2/PhoneNumbers/+12015550101';
    const resource = {
      calling_country_code: '1',
      country_code: 'US',
      phone_number: '+12015550101',
      national_format: '(201) 555-0101',
      valid: true,
      validation_errors: null,
      ...noPackage,
      url: sandbox.origin + path,
    };
    expect(await (await sandbox.call(path)).json()).toEqual(resource);
    const asked = await sandbox.call(`${path}?Fields=line_type_intelligence,sms_pumping_risk`);
    expect(await asked.json()).toEqual({
      ...resource,
      line_type_intelligence: {
        error_code: null,
        mobile_country_code: '310',
        mobile_network_code: '260',
        carrier_name: 'Sandbox Mobile US',
        type: 'mobile',
      },
      sms_pumping_risk: {
        carrier_risk_category: 'low',
        number_blocked: false,
        number_blocked_date: null,
        number_blocked_last_3_months: false,
        sms_pumping_risk_score: 0,
        error_code: null,
      },
    });
  });

  test.each([
    ['+12015550', 'TOO_SHORT'],
    ['+120155501011', 'TOO_LONG'],
    ['+11115550101', 'INVALID_BUT_POSSIBLE'],
    ['+999123456', 'INVALID_COUNTRY_CODE'],
    ['hello', 'NOT_A_NUMBER'],
  ])('%s is not valid: %s', async (number, error) => {
    const path = `/v2/PhoneNumbers/${number}`;
    const response = await sandbox.call(`${path}?Fields=line_type_intelligence`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      calling_country_code: null,
      country_code: null,
      phone_number: number,
      national_format: null,
      valid: false,
      validation_errors: [error],
      ...noPackage,
      url: sandbox.origin + path,
    });
  });

  test('may stand in the format of its country', async () => {
    const found = await lookUp('030 12345678', { countryCode: 'DE' });
    expect(found).toMatchObject({
      phoneNumber: '+493012345678',
      countryCode: 'DE',
      callingCountryCode: '49',
    });
    expect(await lookUp('(201) 555-0101')).toMatchObject({ phoneNumber: '+12015550101' });
  });

  test.each([
    ['+12015550120', 'landline', null],
    ['+493012345678', 'landline', null],
    ['+4915112345678', 'mobile', '262'],
    ['+18005550100', 'tollFree', null],
    ['+19005550100', 'premium', null],
    ['+447012345678', 'personal', null],
    ['+445612345678', 'nonFixedVoip', null],
  ])('%s is of the type %s', async (number, type, mobileCountryCode) => {
    const { lineTypeIntelligence } = await lookUp(number, { fields: 'line_type_intelligence' });
    expect(lineTypeIntelligence).toMatchObject({ type, mobileCountryCode, errorCode: null });
  });

  test('that Fraud Guard blocks is at risk', async () => {
    const risk = async (number: string) =>
      (await lookUp(number, { fields: 'sms_pumping_risk' })).smsPumpingRisk;
    expect(await risk('+12015550121')).toMatchObject({ numberBlocked: true, smsPumpingRiskScore: 100 });
    const { verifyServiceSid } = credentials.twilio;
    expect(await risk('+12015550149')).toMatchObject({ numberBlocked: false });
    const { verifications } = sandbox.client().verify.v2.services(verifyServiceSid);
    await verifications.create({ to: '+12015550140', channel: 'sms' });
    expect(await risk('+12015550149')).toMatchObject({
      numberBlocked: true,
      numberBlockedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });
});

describe('a lookup', () => {
  test('of a package that is not bought says so in its place', async () => {
    const found = await lookUp('+12015550101', { fields: 'caller_name,sim_swap' });
    expect(found.callerName).toMatchObject({ errorCode: 60606 });
    expect(found.simSwap).toMatchObject({ errorCode: 60606 });
    expect(found.lineStatus).toBeNull();
  });

  test.each([
    ['Fields', { fields: 'shoe_size' }],
    ['CountryCode', { countryCode: 'XX' }],
  ])('with a wrong %s is refused', async (name, parameters) => {
    await expect(lookUp('+12015550101', parameters)).rejects.toMatchObject({
      status: 400,
      code: 20001,
      message: expect.stringContaining(name),
    });
  });

  test('of one number thirty times in a minute is all that is allowed', async () => {
    const path = '/v2/PhoneNumbers/+12015550101';
    for (let call = 0; call < 30; call += 1) expect((await sandbox.call(path)).status).toBe(200);
    const refused = await sandbox.call(path);
    expect(await refused.json()).toMatchObject({ status: 429, code: 60626 });
    expect((await sandbox.call('/v2/PhoneNumbers/+12015550102')).status).toBe(200);
    sandbox.context.clock.advance(Number(refused.headers.get('retry-after')));
    expect((await sandbox.call(path)).status).toBe(200);
  });
});
