import { StreamChat } from 'stream-chat';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import * as z from 'zod';
import { startSandbox, type Sandbox } from '../../sandbox.ts';

/** What the tests read of the answers. */
const answerSchema = z.looseObject({
  detail: z.string().optional(),
  now: z.iso.datetime().optional(),
  offset: z.number().optional(),
  messages: z.array(z.unknown()).optional(),
  faults: z.array(z.unknown()).optional(),
  requests: z.array(z.unknown()).optional(),
  people: z.array(z.unknown()).optional(),
  result: z.looseObject({ id: z.string().optional(), workflowRunId: z.string().optional() }).optional(),
});

/** The sandbox of the test file that imports this, seeded anew before each of its tests. */
export let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** A call to the control API. */
export async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(sandbox.origins.control + path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer: unknown = response.status === 204 ? {} : await response.json();
  return { status: response.status, body: answerSchema.parse(answer) };
}

export const post = (path: string, body: unknown) => call('POST', path, body);

/** A call to a vendor, for what it leaves in the log. */
export const callPlivo = (path = '/v1/') => fetch(sandbox.origins.plivo + path);

/** Has Twilio send a code. */
export function startVerification(to: string) {
  const { accountSid, authToken, verifyServiceSid } = sandbox.credentials.twilio;
  return fetch(`${sandbox.origins.twilio}/v2/Services/${verifyServiceSid}/Verifications`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    body: new URLSearchParams({ To: to, Channel: 'sms' }),
  });
}

/** Ann's chat, through the vendor's SDK. */
export async function connectAnn() {
  const { apiKey, apiSecret } = sandbox.credentials.stream;
  const server = new StreamChat(apiKey, apiSecret);
  const client = new StreamChat(apiKey, { baseURL: sandbox.origins.stream, allowServerSideConnect: true });
  await client.connectUser({ id: 'ann' }, server.createToken('ann'));
  const channel = client.channel('messaging', 'general');
  await channel.watch();
  return { client, channel };
}
