import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import * as z from 'zod';
import { credentials } from '../credentials.ts';
import type { SandboxContext, Vendor } from '../platform/context.ts';
import { dummySecrets, dummySites, dummyToken } from './dummy-keys.ts';

/** Where it answers, at the control API's origin. */
export const turnstilePath = '/turnstile/v0';

/** An answer is good for so long, in ms: developers.cloudflare.com/turnstile/get-started/server-side-validation. */
const lifetime = 300_000;
/** Longer ones are none. */
const longest = 2048;

const solveSchema = z.strictObject({
  sitekey: z.string(),
  hostname: z.string(),
  action: z
    .string()
    .regex(/^[A-Za-z0-9_-]{0,32}$/)
    .default(''),
  cdata: z
    .string()
    .regex(/^[A-Za-z0-9_-]{0,255}$/)
    .default(''),
});

const verifySchema = z.object({
  secret: z.string().default(''),
  response: z.string().default(''),
  remoteip: z.string().optional(),
  idempotency_key: z.uuid().optional(),
});

interface Solved extends z.output<typeof solveSchema> {
  /** ms */
  readonly at: number;
  /** By which request it was used. */
  spentBy?: string | undefined;
}

/**
 * Turnstile as a page and a server see it: what the box of `api.js` asks (`solve`, which is the sandbox's own), and
 * `siteverify`. It has no bots to tell from people: who ticks is a person. https://developers.cloudflare.com/turnstile/
 */
class Turnstile {
  readonly fetch: Vendor['fetch'];
  readonly #context: SandboxContext;
  readonly #solved = new Map<string, Solved>();

  constructor(context: SandboxContext) {
    this.#context = context;
    const app = new Hono().basePath(turnstilePath);
    app.use('/solve', cors({ origin: '*', allowMethods: ['POST'] }));
    app.post('/solve', async (c) => {
      const read = solveSchema.safeParse(await readBody(c.req.raw));
      const token = read.success ? this.#solve(read.data) : undefined;
      return token === undefined ? c.json({ 'error-code': '110200' }, 400) : c.json({ token });
    });
    app.post('/siteverify', async (c) => c.json(this.#verify(await readBody(c.req.raw))));
    this.fetch = app.fetch;
  }

  reset(): void {
    this.#solved.clear();
  }

  #solve(solved: z.output<typeof solveSchema>): string | undefined {
    const dummy = dummySites.get(solved.sitekey);
    if (dummy) return dummy === 'blocks' ? undefined : dummyToken;
    if (solved.sitekey !== credentials.turnstile.siteKey) return undefined;
    const token = `0.${randomBytes(48).toString('base64url')}`;
    this.#solved.set(token, { ...solved, at: this.#context.clock.now() });
    return token;
  }

  #verify(body: unknown): object {
    const read = verifySchema.safeParse(body);
    if (!read.success) return refusal('bad-request');
    const { secret, response, idempotency_key: key = randomBytes(16).toString('hex') } = read.data;
    if (secret === '') return refusal('missing-input-secret');
    const dummy = dummySecrets.get(secret);
    if (!dummy && secret !== credentials.turnstile.secretKey) return refusal('invalid-input-secret');
    if (response === '') return refusal('missing-input-response');
    if (dummy) return this.#verifyDummy(dummy, response);
    const solved = response.length > longest ? undefined : this.#solved.get(response);
    if (!solved) return refusal('invalid-input-response');
    const now = this.#context.clock.now();
    const isSpent = solved.spentBy !== undefined && solved.spentBy !== key;
    if (isSpent || now >= solved.at + lifetime) return refusal('timeout-or-duplicate');
    solved.spentBy = key;
    return {
      success: true,
      'error-codes': [],
      challenge_ts: new Date(solved.at).toISOString(),
      hostname: solved.hostname,
      action: solved.action,
      cdata: solved.cdata,
      metadata: { interactive: true },
    };
  }

  #verifyDummy(kind: 'passes' | 'fails' | 'spent', response: string): object {
    // Dummy secrets take dummy answers alone.
    if (response !== dummyToken || kind === 'fails') return refusal('invalid-input-response');
    if (kind === 'spent') return refusal('timeout-or-duplicate');
    return {
      success: true,
      'error-codes': [],
      challenge_ts: this.#context.clock.iso(),
      hostname: 'example.com',
      action: '',
      cdata: '',
      metadata: { interactive: false, result_with_testing_key: true },
    };
  }
}

export function createTurnstile(context: SandboxContext): Vendor {
  const turnstile = new Turnstile(context);
  return {
    name: 'turnstile',
    fetch: turnstile.fetch,
    errorBody: (_status, code) => refusal(String(code ?? 'internal-error')),
    reset: () => turnstile.reset(),
    cut: () => undefined,
    expireTokens: () => undefined,
  };
}

const refusal = (code: string): object => ({ success: false, 'error-codes': [code], messages: [] });

/** A form or JSON, as Turnstile takes both. */
async function readBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (!request.headers.get('content-type')?.startsWith('application/json'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
