import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Client from '@knocklabs/client';
import Server from '@knocklabs/node';
import { importPKCS8, SignJWT } from 'jose';
import { expect, onTestFinished, vi } from 'vitest';
import { credentials } from '../../credentials.ts';
import type { SandboxContext } from '../../platform/context.ts';
import { openVendor } from '../../platform/open-vendor.ts';
import type { RequestLog } from '../../platform/request-log.ts';
import { createTwilio } from '../../twilio/twilio.ts';
import type { KnockVendor } from '../knock.ts';
import { createKnock } from '../knock.ts';
import type { SigningKey } from '../signing-key.ts';
import { channels } from '../model/channels.ts';
import { answerShapes } from '../shapes/answers.ts';
import { loadSigningKey } from '../signing-key.ts';
import { watchFrames } from './frames.ts';
import type { WorkflowDeclaration } from '../workflow/declaration.ts';

const { publicKey, secretKey, feedChannelId } = credentials.knock;
const signingKey = loadSigningKey(mkdtempSync(join(tmpdir(), 'knock-key-')));

export interface TokenOptions {
  /** Seconds until it ends, by the sandbox's clock. */
  readonly lifetime?: number;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Another key than the environment's. */
  readonly key?: SigningKey;
}

/** A Knock environment listening on a free port, with the vendor's SDKs pointed at it; ended with the test. */
export interface RunningKnock {
  readonly vendor: KnockVendor;
  readonly context: SandboxContext;
  readonly origin: string;
  readonly log: RequestLog;
  /** The server SDK with the secret key. */
  readonly server: Server;
  token(user: string, options?: TokenOptions): Promise<string>;
  /** The browser SDK, signed in as a user. */
  client(user: string, options?: TokenOptions): Promise<Client>;
  /** The texts that reached a phone, once every one that was handed to Twilio has arrived; the latest first. */
  textsTo(phone: string): Promise<string[]>;
  /** A plain request; by default as the site's backend, with `as` as a user's browser. */
  request(
    method: string,
    path: string,
    options?: { as?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Response>;
}

/** `workflows` are beside those of the environment. */
export async function startKnock(workflows: readonly WorkflowDeclaration[] = []): Promise<RunningKnock> {
  // Its texts go out through Twilio.
  const opened = await openVendor(
    // Tests call faster than the vendor allows; those of the limits turn them on.
    (context) => createKnock(context, signingKey, { rateLimits: 'off' }, workflows),
    [createTwilio],
    answerShapes,
  );
  const { vendor, context, origin, log } = opened;
  const misshapen = watchFrames(origin);
  onTestFinished(async () => {
    await opened.close();
    const wrong = misshapen();
    if (wrong.length > 0) throw new Error(`Frames not in the vendor's shape:\n${wrong.join('\n')}`);
  });
  const { clock } = context;

  async function token(user: string, { lifetime = 3600, claims = {}, key = signingKey }: TokenOptions = {}) {
    return new SignJWT({ ...claims, sub: user, iat: clock.seconds(), exp: clock.seconds() + lifetime })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .sign(await importPKCS8(key.privateKeyPem, 'RS256'));
  }

  const server = new Server({ apiKey: secretKey, baseURL: origin, maxRetries: 0 });

  return {
    vendor,
    context,
    origin,
    log,
    token,
    server,
    async client(user, options) {
      // The browser SDK opens its socket only where there is a window.
      Object.assign(globalThis, { window: globalThis });
      const client = new Client(publicKey, { host: origin });
      client.authenticate({ id: user }, await token(user, options), { identificationStrategy: 'skip' });
      onTestFinished(() => client.teardown());
      return client;
    },
    async textsTo(phone) {
      // Knock hands them over when it has sent them; Twilio delivers on the clock.
      await vi.waitFor(async () => {
        for await (const { status } of server.messages.list({ channel_id: channels.sms.id }))
          expect(status).not.toBe('queued');
      });
      clock.advance(60);
      return context.deliveries.list(phone).map(({ body }) => body);
    },
    async request(method, path, { as, body, headers = {} } = {}) {
      const credentialHeaders: Record<string, string> = as
        ? { authorization: `Bearer ${publicKey}`, 'x-knock-user-token': await token(as) }
        : { authorization: `Bearer ${secretKey}` };
      return fetch(`${origin}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...credentialHeaders, ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    },
  };
}

/** Whether every feed that the client opened has been let in. */
export function hasJoined(client: Client): boolean {
  const topics: unknown = Reflect.get(client.client().socket ?? {}, 'channels');
  return Array.isArray(topics) && topics.length > 0 && topics.every(({ state }) => state === 'joined');
}

export { feedChannelId, publicKey, secretKey };
