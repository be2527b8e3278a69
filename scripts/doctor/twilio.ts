import * as z from 'zod';
import type { Settings } from '../../worker/platform/settings.ts';
import { whereToGet } from '../docs/setting-words.ts';
import { unknownAnswer, type Asker, type Question } from './ask.ts';
import type { Finding } from './finding.ts';

const ORIGIN = 'https://verify.twilio.com';
const subject = 'Twilio';

const serviceSchema = z.object({ code_length: z.int() });

/**
 * Reads the Verify service; no code is sent.
 * @param codeLength as the site's policy has it: an element with more or fewer places takes no code of the service
 */
export async function checkTwilio(
  settings: NonNullable<Settings['twilio']>,
  codeLength: number,
  asker: Asker,
): Promise<Finding[]> {
  const { accountSid, authToken, verifyServiceSid, baseUrl = ORIGIN } = settings;
  const question: Question = {
    vendor: 'Twilio',
    setting: 'TWILIO_BASE_URL',
    url: new URL(`/v2/Services/${verifyServiceSid}`, baseUrl).href,
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
  };
  const answer = await asker.ask(question);
  const wrong = (says: string): Finding[] => [{ subject, state: 'wrong', says }];
  const service = answer.status === 200 ? serviceSchema.safeParse(answer.body).data : undefined;
  if (service) {
    const { code_length: sent } = service;
    if (sent !== codeLength)
      return wrong(
        `The Verify service sends codes of ${sent} digits, and the site’s policy asks for ${codeLength}: no code can be entered. Set “Code Length” of the service to ${codeLength} in ${whereToGet('TWILIO_VERIFY_SERVICE_SID')}, or \`codeLength\` in worker/site.ts to ${sent}.`,
      );
    return [
      {
        subject,
        state: 'good',
        says: `opens the account, and has the Verify service, whose codes have ${sent} digits as the site’s policy says.`,
      },
    ];
  }
  // https://www.twilio.com/docs/api/errors: 20003 authenticate, 20404 not found
  if (answer.status === 401 && answer.code === '20003')
    return wrong(
      `Twilio refuses TWILIO_AUTH_TOKEN: it does not open the account of TWILIO_ACCOUNT_SID. Take both from ${whereToGet('TWILIO_AUTH_TOKEN')}.`,
    );
  if (answer.status === 404 && answer.code === '20404')
    return wrong(
      `The account has no service of TWILIO_VERIFY_SERVICE_SID. Take it from ${whereToGet('TWILIO_VERIFY_SERVICE_SID')}.`,
    );
  throw unknownAnswer(question, answer);
}
