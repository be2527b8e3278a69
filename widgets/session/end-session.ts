import type { Session as SessionAnswer } from '../../worker/contract/index.ts';
import { WorkerError } from './problem.ts';
import { callWorker } from './worker-client.ts';

/**
 * Ends a session at the Worker, or all of its user's. An access token that has run out, or none yet, is no reason to let the session live:
 * the refresh token brings a last one. Resolves also when the session has ended already; rejects with a `WorkerError`.
 */
export async function endSession(
  worker: string,
  { accessToken, refreshToken }: { accessToken: string | undefined; refreshToken: string | undefined },
  everywhere = false,
): Promise<void> {
  const path = everywhere ? '/v1/sessions' : '/v1/sessions/current';
  if (accessToken && (await revoke(worker, path, accessToken))) return;
  if (!refreshToken) return;
  const last = await unlessRefused(
    callWorker<SessionAnswer>(worker, {
      method: 'POST',
      path: '/v1/sessions',
      body: { grant: 'refresh', refreshToken },
    }),
  );
  if (last) await revoke(worker, path, last.accessToken);
}

/** False when the token is no longer good. */
async function revoke(worker: string, path: string, accessToken: string): Promise<boolean> {
  const call = callWorker(worker, { method: 'DELETE', path, accessToken });
  return (await unlessRefused(call.then(() => true))) ?? false;
}

async function unlessRefused<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof WorkerError && error.problem.status === 401) return undefined;
    throw error;
  }
}
