import type { Answers } from '../answers.ts';
import { byId, element } from './dom.ts';

/** Shows what a client is given to reach this sandbox. All of it is public, and opens nothing else. */
export function showCredentials({ credentials }: Answers['/credentials']): void {
  const { stream, knock, twilio, plivo, identity } = credentials;
  const rows: readonly [name: string, value: string][] = [
    ['Stream key', stream.apiKey],
    ['Stream secret', stream.apiSecret],
    ['Knock public key', knock.publicKey],
    ['Knock secret key', knock.secretKey],
    ['Knock feed channel', knock.feedChannelId],
    ['Twilio account', twilio.accountSid],
    ['Twilio token', twilio.authToken],
    ['Twilio Verify service', twilio.verifyServiceSid],
    ['Plivo account', plivo.authId],
    ['Plivo token', plivo.authToken],
    [`Identity secret, kid ${identity.kid}`, identity.secret],
  ];
  byId('keys').replaceChildren(
    ...rows.map(([name, value]) =>
      element(
        'div',
        {},
        element('dt', { textContent: name }),
        element('dd', {}, element('code', { textContent: value })),
      ),
    ),
  );
}
