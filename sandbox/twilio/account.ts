import { createHash, timingSafeEqual } from 'node:crypto';
import { credentials } from '../credentials.ts';

const { accountSid, authToken, apiKeySid, apiKeySecret } = credentials.twilio;

/** What opens the account: its sid and token, or an API key and its secret. */
const accepted = [`${accountSid}:${authToken}`, `${apiKeySid}:${apiKeySecret}`];

/** Whether an `Authorization` header (HTTP Basic) is that of the account. */
export function isAccount(authorization: string | undefined): boolean {
  const [scheme, encoded] = authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'basic') return false;
  const given = digest(Buffer.from(encoded ?? '', 'base64').toString());
  return accepted.map((pair) => timingSafeEqual(given, digest(pair))).includes(true);
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
