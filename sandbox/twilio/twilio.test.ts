import twilio from 'twilio';
import type { RequestOpts } from 'twilio/lib/base/BaseTwilio.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../credentials.ts';
import { startTwilio, type TwilioUnderTest } from './testing/start-twilio.ts';

const { accountSid, authToken, apiKeySid, apiKeySecret, verifyServiceSid } = credentials.twilio;
const to = '+12015550101';
const servicePath = `/v2/Services/${verifyServiceSid}`;

let sandbox: TwilioUnderTest;
beforeEach(async () => {
  sandbox = await startTwilio();
});
afterEach(() => sandbox.close());

describe('credentials', () => {
  const services = (username: string, password: string) =>
    sandbox.client({ username, password }).verify.v2.services.list();

  test('are the account’s own, or those of an API key', async () => {
    expect(await services(accountSid, authToken)).toHaveLength(1);
    expect(await services(apiKeySid, apiKeySecret)).toHaveLength(1);
  });

  test.each([
    [accountSid, apiKeySecret],
    [apiKeySid, authToken],
    [`AC${'1'.repeat(32)}`, authToken],
  ])('are refused when they do not belong together (%s)', async (username, password) => {
    await expect(services(username, password)).rejects.toMatchObject({
      status: 401,
      code: 20003,
      message: 'Authenticate',
      moreInfo: 'https://www.twilio.com/docs/errors/20003',
    });
  });

  test('must be given', async () => {
    for (const authorization of [undefined, 'Bearer x', 'Basic', 'Basic %%%']) {
      const response = await fetch(sandbox.origin + servicePath, {
        headers: authorization ? { authorization } : {},
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Basic realm="Twilio API"');
      expect(await response.json()).toEqual({
        code: 20003,
        message: 'Authenticate',
        more_info: 'https://www.twilio.com/docs/errors/20003',
        status: 401,
      });
    }
  });

  test('of one account open no other', async () => {
    const other = sandbox.client({ account: `AC${'1'.repeat(32)}` });
    await expect(other.messages.list()).rejects.toMatchObject({ status: 404, code: 20404 });
  });
});

describe('a call that is not served', () => {
  const service = () => sandbox.client().verify.v2.services(verifyServiceSid);
  test.each([
    ['webhooks', () => service().webhooks.list(), `GET ${servicePath}/Webhooks`],
    ['entities', () => service().entities.list(), `GET ${servicePath}/Entities`],
    [
      'factors',
      () => service().entities('ann-0001').newFactors.create({ friendlyName: 'Phone', factorType: 'totp' }),
      `POST ${servicePath}/Entities/ann-0001/Factors`,
    ],
    [
      'access tokens',
      () => service().accessTokens.create({ identity: 'ann-0001', factorType: 'push' }),
      `POST ${servicePath}/AccessTokens`,
    ],
    ['forms', () => sandbox.client().verify.v2.forms('form-push').fetch(), 'GET /v2/Forms/form-push'],
    ['calls', () => sandbox.client().calls.list(), `GET /2010-04-01/Accounts/${accountSid}/Calls.json`],
    [
      'the account',
      () => sandbox.client().api.v2010.accounts(accountSid).fetch(),
      `GET /2010-04-01/Accounts/${accountSid}.json`,
    ],
    [
      'feedback',
      () =>
        sandbox
          .client()
          .messages(`SM${'0'.repeat(32)}`)
          .feedback.create(),
      `POST /2010-04-01/Accounts/${accountSid}/Messages/SM${'0'.repeat(32)}/Feedback.json`,
    ],
  ])('names itself: %s', async (_what, run, call) => {
    await expect(run()).rejects.toMatchObject({
      status: 404,
      code: 20404,
      message: `The requested resource ${call} was not found: the sandbox does not serve it`,
    });
  });

  test.each([
    ['DELETE', `${servicePath}/Verifications/${to}`],
    ['PUT', servicePath],
    ['PATCH', '/v2/Templates'],
    ['POST', '/v2/Attempts/Summary'],
    ['DELETE', `/2010-04-01/Accounts/${accountSid}/Messages.json`],
  ])('by a method that its path does not have is 405: %s %s', async (method, path) => {
    const response = await sandbox.call(path, { method });
    expect(response.status).toBe(405);
    expect(await response.json()).toEqual({
      code: 20004,
      message: `Method not allowed: ${method} ${path}`,
      more_info: 'https://www.twilio.com/docs/errors/20004',
      status: 405,
    });
  });

  test('in XML is one of them', async () => {
    const response = await sandbox.call(`/2010-04-01/Accounts/${accountSid}/Messages`);
    expect(await response.json()).toMatchObject({ status: 404, code: 20404 });
  });
});

describe('a form', () => {
  const raw = (contentType: string, body: string) =>
    fetch(`${sandbox.origin}${servicePath}/Verifications`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}`, 'content-type': contentType },
      body,
    });
  const form = `To=${encodeURIComponent(to)}&Channel=sms`;

  test.each([
    ['application/x-www-form-urlencoded', form, 201],
    ['Application/X-WWW-Form-Urlencoded; charset=utf-8', form, 201],
    ['application/x-www-form-urlencoded', `${form}&Unknown=1`, 201],
    ['application/x-www-form-urlencoded', `${form}&Channel=pigeon`, 201],
    ['application/x-www-form-urlencoded', `Channel=pigeon&${form}`, 400],
    ['application/x-www-form-urlencoded', 'To=%ZZ&Channel=sms', 400],
    ['application/x-www-form-urlencoded', `To=${to}&Channel=sms`, 400],
    ['application/x-www-form-urlencodedish', form, 400],
    ['application/json', JSON.stringify({ To: to, Channel: 'sms' }), 400],
    ['text/plain', form, 400],
    ['application/x-www-form-urlencoded', '', 400],
  ])('as %s with %s is answered %s %i', async (contentType, body, status) => {
    const response = await raw(contentType, body);
    expect(response.status).toBe(status);
    if (status === 400) expect(await response.json()).toMatchObject({ code: 60200 });
  });
});

describe('the SDK', () => {
  test('may be led here by its HTTP client, every page of a list too', async () => {
    const client = twilio(accountSid, authToken, {
      httpClient: {
        async request({ method = 'get', uri = '', username, password, params, data }: RequestOpts) {
          const url = new URL(uri);
          const query = new URLSearchParams();
          for (const [name, value] of Object.entries(params ?? {})) query.set(name, String(value));
          const search = query.size > 0 ? `?${query}` : url.search;
          const response = await fetch(sandbox.origin + url.pathname + search, {
            method: method.toUpperCase(),
            headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
            ...(data !== undefined && { body: new URLSearchParams(Object(data)) }),
          });
          return { statusCode: response.status, body: await response.json(), headers: {} };
        },
        // Its type is the SDK's own client; it asks for no more than this function.
      } as never,
    });
    for (const friendlyName of ['One', 'Two', 'Three'])
      await client.verify.v2.services.create({ friendlyName });
    const listed = await client.verify.v2.services.list({ pageSize: 1 });
    expect(listed.map(({ friendlyName }) => friendlyName)).toEqual(['Three', 'Two', 'One', 'Willow & Wren']);
    await client.messages.create({ to, from: credentials.twilio.phoneNumber, body: 'Hello' });
    await client.messages.create({ to, from: credentials.twilio.phoneNumber, body: 'Hello' });
    expect(await client.messages.list({ pageSize: 1 })).toHaveLength(2);
  });
});

describe('a fault', () => {
  test.each([
    [400, 60200],
    [400, 60201],
    [429, 60202],
    [429, 60203],
    [403, 60204],
    [403, 60205],
    [400, 60206],
    [400, 60207],
    [400, 60208],
    [400, 60209],
    [400, 60210],
    [400, 60211],
    [429, 60212],
    [400, 60217],
    [403, 60220],
    [400, 60221],
    [400, 60223],
    [403, 60238],
    [403, 60410],
    [403, 60413],
    [403, 60605],
    [404, 20404],
    [429, 20429],
    [401, 20003],
    [429, 60626],
    [500, 20500],
  ])('answers %i with the code %i in Twilio’s own shape', async (status, code) => {
    const headers = { 'retry-after': '7' };
    sandbox.context.faults.add({ vendor: 'twilio', status, code, message: 'On demand', headers, times: 2 });
    const { verifications } = sandbox.client().verify.v2.services(verifyServiceSid);
    await expect(verifications.create({ to, channel: 'sms' })).rejects.toMatchObject({
      status,
      code,
      message: 'On demand',
      moreInfo: `https://www.twilio.com/docs/errors/${code}`,
    });
    const response = await sandbox.call(servicePath);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.json()).toEqual({
      code,
      message: 'On demand',
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status,
    });
  });

  test('without a code is an internal error', async () => {
    sandbox.context.faults.add({ vendor: 'twilio', status: 503 });
    expect(await (await sandbox.call(servicePath)).json()).toEqual({
      code: 20500,
      message: 'An internal server error has occurred',
      more_info: 'https://www.twilio.com/docs/errors/20500',
      status: 503,
    });
  });
});
