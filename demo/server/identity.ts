import { Hono } from 'hono';
import { SignJWT } from 'jose';
import * as z from 'zod';
import { credentials } from '../../sandbox/credentials.ts';
import { people } from '../../sandbox/people.ts';
import { validate } from './problem.ts';
import { visitorSchema } from './visitors.ts';

const { kid, secret } = credentials.identity;
const key = new TextEncoder().encode(secret);
const querySchema = z.strictObject({ visitor: visitorSchema });

/**
 * `GET /identity?visitor=ann` answers an identity token: the shop's word for who its visitor is.
 *
 * It stands for the shop's login, so that a demo can be anybody without one. A real shop never lets the browser name
 * the visitor: it takes the user from its own session (a cookie that it set at login), and answers 401 without one. Nor
 * would it answer the pages of others, as this does for those on which somebody tries the elements first.
 */
export function identityRoutes(): Hono {
  return new Hono().get('/', async (c) => {
    const { visitor } = validate(c.req.query(), querySchema);
    const headers = { 'cache-control': 'no-store', 'access-control-allow-origin': '*' };
    return c.json({ token: await signIdentity(visitor) }, 200, headers);
  });
}

const linkSchema = z.strictObject({ visitor: visitorSchema, row: z.string().max(64) });

/**
 * `GET /unsubscribe?visitor=ann&row=updates` leads to the page that a link in an e-mail to them would open. For the
 * gallery: a real shop puts such a link into its e-mails, and gives it to nobody else.
 */
export function unsubscribeRoutes(worker: string): Hono {
  return new Hono().get('/', async (c) => {
    const { visitor, row } = validate(c.req.query(), linkSchema);
    return c.redirect(await unsubscribeLink(worker, visitor, row));
  });
}

/** A token that the Worker's identity key can check: HS256, five minutes. */
function signIdentity(visitor: z.infer<typeof visitorSchema>): Promise<string> {
  const person = people.find(({ id }) => id === visitor);
  return new SignJWT({ name: person?.name, email: person?.email })
    .setProtectedHeader({ alg: 'HS256', kid, typ: 'JWT' })
    .setSubject(visitor)
    .setIssuedAt()
    .setExpirationTime('5 minutes')
    .sign(key);
}

/** The link of an e-mail's footer, by which its reader unsubscribes from a row of the preference center. */
export async function unsubscribeLink(
  worker: string,
  visitor: z.infer<typeof visitorSchema>,
  row: string,
): Promise<string> {
  const token = await new SignJWT({ row })
    .setProtectedHeader({ alg: 'HS256', kid, typ: 'belfry-preferences+jwt' })
    .setSubject(visitor)
    .setExpirationTime('90 days')
    .sign(key);
  return `${worker}/v1/unsubscribe?t=${token}`;
}
