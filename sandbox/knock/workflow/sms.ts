import { credentials } from '../../credentials.ts';
import type { SandboxContext } from '../../platform/context.ts';
import type { DeliveryLog } from '../model/message-events.ts';

/** Hands a text to its provider, and says what was asked and answered. It never throws. */
export type SmsSender = (text: {
  readonly to: string;
  readonly body: string;
}) => Promise<Omit<DeliveryLog, 'id' | 'insertedAt'>>;

/** The number that the site's texts come from. */
export const smsSender = credentials.twilio.phoneNumber;

/**
 * Sends texts through the sandbox's own Twilio, as the vendor's `sms_twilio` channel does through the real one: its
 * refusals, faults and request log are met like anybody else's.
 */
export function twilioSender(context: SandboxContext): SmsSender {
  const { accountSid, authToken } = credentials.twilio;
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  return async ({ to, body }) => {
    const form = { To: to, From: smsSender, Body: body };
    const request = { method: 'POST', host: context.origins.twilio, path, body: form } as const;
    try {
      const response = await fetch(`${context.origins.twilio}${path}`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
        body: new URLSearchParams(form),
      });
      return {
        service: 'sms_twilio',
        request,
        response: { status: response.status, body: await response.text() },
      };
    } catch (error) {
      return { service: 'sms_twilio', request, response: { status: 0, body: String(error) } };
    }
  };
}
