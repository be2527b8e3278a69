import { SignJWT } from 'jose';
import * as z from 'zod';
import type { Settings } from '../../worker/platform/settings.ts';
import { whereToGet } from '../docs/setting-words.ts';
import { unknownAnswer, type Asker, type Question } from './ask.ts';
import type { Finding } from './finding.ts';

const ORIGIN = 'https://chat.stream-io-api.com';
const subject = 'Stream';

const appSchema = z.object({ app: z.object({ disable_auth_checks: z.boolean().optional() }) });

/** Reads the app's settings with a token of the server, as the Worker signs them. */
export async function checkStream(
  settings: NonNullable<Settings['stream']>,
  asker: Asker,
): Promise<Finding[]> {
  const { apiKey, apiSecret, baseUrl = ORIGIN } = settings;
  const token = await new SignJWT({ server: true })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(apiSecret));
  const url = new URL('/app', baseUrl);
  url.searchParams.set('api_key', apiKey);
  const question: Question = {
    vendor: 'Stream',
    setting: 'STREAM_BASE_URL',
    url: url.href,
    headers: { authorization: token, 'stream-auth-type': 'jwt' },
  };
  const answer = await asker.ask(question);
  const wrong = (says: string): Finding[] => [{ subject, state: 'wrong', says }];
  // https://getstream.io/chat/docs/node/api_errors_response/
  if (answer.code === '2')
    return wrong(`Stream does not know STREAM_API_KEY. Take it from ${whereToGet('STREAM_API_KEY')}.`);
  if (answer.status === 401)
    return wrong(
      `Stream refuses STREAM_API_SECRET: it is not the secret of STREAM_API_KEY. Take both from one row of ${whereToGet('STREAM_API_SECRET')}.`,
    );
  const app = appSchema.safeParse(answer.body);
  if (answer.status !== 200 || !app.success) throw unknownAnswer(question, answer);
  if (app.data.app.disable_auth_checks)
    return wrong(
      'The app takes tokens that nobody signed: anybody can be anybody. Switch “Disable Auth Checks” off in Stream’s dashboard.',
    );
  return [{ subject, state: 'good', says: 'takes STREAM_API_KEY and its secret.' }];
}
