import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import * as z from 'zod';
import { utf8 } from '../platform/crypto.ts';
import { ProblemError } from '../platform/problem.ts';
import type { SecretKey } from '../platform/settings.ts';
import { longestStreamId, toStreamId } from '../vendors/stream/user-id.ts';
import { reservedPrefixes, type Profile } from './profile.ts';

/** Characters of a token: nothing honest is longer. */
const LONGEST_TOKEN = 16_384;
/** Clocks of two servers may differ by so many seconds. */
const SKEW = 60;
/** An identity token is proof of a moment, not a credential to keep. Seconds. */
const LONGEST_LIFE = 3600;

const webUrl = z.url({ protocol: /^https?$/ }).max(2048);

const claimsSchema = z.object({
  sub: z
    .string()
    .min(1)
    .max(128)
    // A control character or half a character in an id is never meant.
    .regex(/^[^\p{Cc}\p{Cs}]+$/u)
    // No escape saves a dot segment: in a vendor's URL it would lead to another resource.
    .regex(/^(?!\.{1,2}$)/)
    .refine((id) => toStreamId(id).length <= longestStreamId),
  exp: z.number(),
  iat: z.number().optional(),
  name: z.string().min(1).max(128).optional().catch(undefined),
  email: z.email().max(254).optional().catch(undefined),
  image: webUrl.optional().catch(undefined),
});

/**
 * Who the site's backend says the visitor is: a JWT signed with HS256 by one of the identity keys, named by `kid`.
 * `sub` is the site's user id; `name`, `email`, `image` are passed on when they are well formed.
 * @param now ms
 * @throws {ProblemError} identity_invalid, identity_expired
 */
export async function verifyIdentity(
  token: string,
  keys: readonly SecretKey[],
  now: number,
): Promise<Profile> {
  if (token.length > LONGEST_TOKEN) throw invalid('It is longer than 16 kB.');
  const key = keyOf(token, keys);
  const payload = await verify(token, key.secret, now);
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) throw invalid('Its claims are missing or malformed: sub and exp are required.');
  const { sub, exp, iat, name, email, image } = claims.data;
  const seconds = now / 1000;
  if (exp > seconds + LONGEST_LIFE + SKEW || (iat !== undefined && exp - iat > LONGEST_LIFE)) {
    throw invalid('It lives longer than one hour.');
  }
  if (iat !== undefined && iat > seconds + SKEW) throw invalid('It was issued in the future.');
  if (Object.values(reservedPrefixes).some((prefix) => sub.toLowerCase().startsWith(prefix))) {
    throw invalid('Its sub begins with a reserved prefix.');
  }
  return {
    id: sub,
    kind: 'site',
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(image !== undefined && { image }),
  };
}

function keyOf(token: string, keys: readonly SecretKey[]): SecretKey {
  let kid: unknown;
  try {
    ({ kid } = decodeProtectedHeader(token));
  } catch {
    throw invalid('It is not a JWT.');
  }
  const key = keys.find((candidate) => candidate.kid === kid);
  if (!key) throw invalid('Its kid names none of the identity keys.');
  return key;
}

async function verify(token: string, secret: string, now: number): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, utf8(secret), {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: SKEW,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw new ProblemError('identity_expired', 'Ask the site for a new one.');
    throw invalid('It was not signed as the site signs, or is not valid now.');
  }
}

const invalid = (detail: string): ProblemError => new ProblemError('identity_invalid', detail);
