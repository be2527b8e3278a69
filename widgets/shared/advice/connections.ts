import type { Session } from '../../session/session.ts';
import { say } from './say.ts';

/** What the vendors' hosts end with. */
const vendors = ['.stream-io-api.com', '.knock.app'];

const workers = new Set<string>();

/** Says which line a page's policy lacks, once something of ours is blocked. */
export function watchConnections(session: Session): void {
  const { worker } = session.options;
  if (!worker) return;
  if (workers.size === 0) document.addEventListener('securitypolicyviolation', hear);
  workers.add(new URL(worker).origin);
  if (session.snapshot.problem?.code === 'unreachable') void askAgain(worker);
}

/**
 * What a policy blocked before this file was here, it blocks again. A Worker that answers any page, but does not let this
 * one read what it says of a session, does not know the page's origin: a browser tells no script so.
 */
async function askAgain(worker: string): Promise<void> {
  const ask = (path: string, method: string): Promise<boolean> =>
    fetch(new URL(path, worker), { method, credentials: 'omit' }).then(
      () => true,
      () => false,
    );
  if ((await ask('/v1/config', 'GET')) && !(await ask('/v1/sessions', 'POST')))
    say('origin', `${worker} takes nothing from ${location.origin}: add it to SITE_ORIGINS.`);
}

function hear({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void {
  if (effectiveDirective !== 'connect-src' || !URL.canParse(blockedURI)) return;
  const { origin, host, hostname } = new URL(blockedURI);
  if (workers.has(origin)) sayBlocked([origin]);
  // A vendor's pages and socket are two origins to a policy. What is blocked before this file is here may be either.
  else if (vendors.some((end) => hostname.endsWith(end))) sayBlocked([`https://${host}`, `wss://${host}`]);
}

function sayBlocked(origins: readonly string[]): void {
  say('connect', `The page’s policy blocks a connection: add ${origins.join(' ')} to connect-src.`);
}
