import { SignJWT } from 'jose';
import { credentials } from '../../sandbox/credentials.ts';

export interface LinkClaims {
  sub?: string;
  tenant?: string;
  row?: string;
  channel?: string;
  exp?: number;
}

export interface LinkSigner {
  typ?: string;
  secret?: string;
  kid?: string;
}

/** A preference link's token as the site's backend signs it. @param now ms */
export async function signLink(
  now: number,
  claims: LinkClaims = {},
  {
    typ = 'belfry-preferences+jwt',
    secret = credentials.identity.secret,
    kid = credentials.identity.kid,
  }: LinkSigner = {},
): Promise<string> {
  const exp = Math.floor(now / 1000) + 90 * 86_400;
  return new SignJWT({ sub: 'ann', exp, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ, kid })
    .sign(new TextEncoder().encode(secret));
}
