import type { Settings } from '../../worker/platform/settings.ts';
import { whereToGet } from '../docs/setting-words.ts';
import { unknownAnswer, type Asker, type Question } from './ask.ts';
import type { Finding } from './finding.ts';

const ORIGIN = 'https://verify.twilio.com';
const subject = 'Twilio';

/** Reads the Verify service; no code is sent. */
export async function checkTwilio(
  settings: NonNullable<Settings['twilio']>,
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
  if (answer.status === 200)
    return [{ subject, state: 'good', says: 'opens the account, and has the Verify service.' }];
  const wrong = (says: string): Finding[] => [{ subject, state: 'wrong', says }];
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
