import { createHmac } from 'node:crypto';

/** A token by which the site says who its visitor is, as the sandbox's chain is set up to believe. */
export function identityToken(sub: string, name: string): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = encode({ alg: 'HS256', typ: 'JWT', kid: 'sandbox' });
  const signed = `${header}.${encode({ sub, name, iat: now, exp: now + 300 })}`;
  return `${signed}.${createHmac('sha256', 'sandbox-identity-secret').update(signed).digest('base64url')}`;
}
