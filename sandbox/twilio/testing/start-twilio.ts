import twilio from 'twilio';
import { vi } from 'vitest';
import { credentials } from '../../credentials.ts';
import { openVendor, type OpenVendor } from '../../platform/open-vendor.ts';
import { answerShapes } from '../shapes/answers.ts';
import { createTwilio, type TwilioVendor } from '../twilio.ts';

const { accountSid, authToken } = credentials.twilio;

/** Twilio alone on a free port, and how tests reach it. */
export interface TwilioUnderTest extends OpenVendor<TwilioVendor> {
  /** The vendor's own SDK, unmodified, led to the sandbox by the base addresses of its products. */
  client(options?: { username?: string; password?: string; account?: string }): twilio.Twilio;
  /** A call without the SDK, as the account; `form` makes it a POST. */
  call(
    path: string,
    init?: { method?: string; form?: Record<string, string> | URLSearchParams },
  ): Promise<Response>;
}

/** Time stands still, but for what a test adds; `close` lets it run again. */
export async function startTwilio(): Promise<TwilioUnderTest> {
  vi.useFakeTimers({ toFake: ['Date'] });
  const opened = await openVendor(createTwilio, [], answerShapes);
  return {
    ...opened,
    async close() {
      vi.useRealTimers();
      await opened.close();
    },
    client({ username = accountSid, password = authToken, account = accountSid } = {}) {
      const client = twilio(username, password, { accountSid: account });
      for (const product of [client.verify, client.api, client.lookups]) product.baseUrl = opened.origin;
      return client;
    },
    call: (path, { form, method = form ? 'POST' : 'GET' } = {}) =>
      fetch(opened.origin + path, {
        method,
        headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
        ...(form && { body: new URLSearchParams(form) }),
      }),
  };
}
