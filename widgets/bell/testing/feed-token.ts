import { signUserToken } from '@knocklabs/node/lib/tokenSigner';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import type { FeedToken } from '../../../worker/contract/index.ts';

/** A token as the Worker would give it, that lives for some seconds; signed by the vendor's own SDK. */
export async function feedTokenFor(sandbox: Sandbox, userId: string, seconds = 3600) {
  const token = await signUserToken(userId, {
    signingKey: sandbox.signingKey.privateKeyPem,
    expiresInSeconds: seconds,
    shouldGenerateJti: true,
  });
  const { publicKey, feedChannelId } = sandbox.credentials.knock;
  const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
  const { knock: host } = sandbox.origins;
  return { publicKey, userId, token, expiresAt, feedId: feedChannelId, host } satisfies FeedToken;
}
