import { KnockSigner } from '../../worker/vendors/knock/token.ts';
import type { Settings } from '../../worker/platform/settings.ts';
import { whereToGet } from '../docs/setting-words.ts';
import { unknownAnswer, type Answer, type Asker, type Question } from './ask.ts';
import type { Finding } from './finding.ts';

const ORIGIN = 'https://api.knock.app';
const subject = 'Knock';
/** A user whom nobody has made: reading makes none. */
const nobody = 'belfry-doctor';
/** s that the token of a check lives. */
const LIFETIME = 300;

type KnockSettings = NonNullable<Settings['knock']>;

/** Reads with the secret key, with the public key and a token of ours, and with the public key alone. */
export async function checkKnock(settings: KnockSettings, asker: Asker): Promise<Finding[]> {
  const secret = await checkSecretKey(settings, asker);
  const user = await checkUserTokens(settings, asker);
  // Without its public key nothing can be said of what that key opens by itself.
  return [secret, user, ...(user.state === 'good' ? [await checkSecurity(settings, asker)] : [])];
}

async function checkSecretKey(settings: KnockSettings, asker: Asker): Promise<Finding> {
  const question = ask(settings, `/v1/users/${nobody}`, settings.secretKey);
  const answer = await asker.ask(question);
  if (answer.status === 200 || answer.status === 404) return good('takes KNOCK_SECRET_KEY.');
  if (answer.status === 401 || answer.status === 403)
    return wrong(`Knock refuses KNOCK_SECRET_KEY. Take it from ${whereToGet('KNOCK_SECRET_KEY')}.`);
  throw unknownAnswer(question, answer);
}

/** The feed of nobody, as that person's browser would ask for it: it needs both keys, and the channel. */
async function checkUserTokens(settings: KnockSettings, asker: Asker): Promise<Finding> {
  const iat = asker.seconds();
  const token = await new KnockSigner(settings.signingKey).user(nobody, iat + LIFETIME, iat);
  const question = ask(settings, feedPath(settings), settings.publicKey, { 'x-knock-user-token': token });
  const answer = await asker.ask(question);
  if (answer.status === 200)
    return good('takes KNOCK_PUBLIC_KEY, tokens by KNOCK_SIGNING_KEY, and the feed channel.');
  if (isTokenRefused(answer))
    return wrong(
      `Knock refuses tokens by KNOCK_SIGNING_KEY: it is not the key of this environment. Make one at ${whereToGet('KNOCK_SIGNING_KEY')}.`,
    );
  if (answer.status === 401)
    return wrong(`Knock refuses KNOCK_PUBLIC_KEY. Take it from ${whereToGet('KNOCK_PUBLIC_KEY')}.`);
  if (answer.status === 404 || answer.status === 422)
    return wrong(
      `Knock has no in-app feed channel of KNOCK_FEED_CHANNEL_ID. Take it from ${whereToGet('KNOCK_FEED_CHANNEL_ID')}.`,
    );
  throw unknownAnswer(question, answer);
}

const isTokenRefused = ({ status, code }: Answer): boolean =>
  status === 403 || (status === 401 && code !== undefined && code.includes('user_token'));

async function checkSecurity(settings: KnockSettings, asker: Asker): Promise<Finding> {
  const question = ask(settings, feedPath(settings), settings.publicKey);
  const answer = await asker.ask(question);
  if (answer.status === 401 || answer.status === 403) return good('refuses the public key without a token.');
  if (answer.status !== 200) throw unknownAnswer(question, answer);
  return wrong(
    'Knock takes the public key without a token: anybody can read anybody’s feed. Switch “enhanced security mode” on: Knock dashboard, “Developers”, “API keys” (https://dashboard.knock.app).',
  );
}

const feedPath = ({ feedChannelId }: KnockSettings): string =>
  `/v1/users/${nobody}/feeds/${feedChannelId}?page_size=1`;

const ask = (
  { baseUrl = ORIGIN }: KnockSettings,
  path: string,
  key: string,
  headers: Readonly<Record<string, string>> = {},
): Question => ({
  vendor: 'Knock',
  setting: 'KNOCK_BASE_URL',
  url: new URL(path, baseUrl).href,
  headers: { authorization: `Bearer ${key}`, ...headers },
});

const good = (says: string): Finding => ({ subject, state: 'good', says });
const wrong = (says: string): Finding => ({ subject, state: 'wrong', says });
