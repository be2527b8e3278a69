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
  // What was blocked before this file was here is blocked again.
  if (session.snapshot.problem?.code === 'unreachable')
    fetch(new URL('/healthz', worker), { credentials: 'omit' }).catch(() => undefined);
}

function hear({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void {
  if (effectiveDirective !== 'connect-src' || !URL.canParse(blockedURI)) return;
  const { origin, hostname } = new URL(blockedURI);
  if (!workers.has(origin) && !vendors.some((end) => hostname.endsWith(end))) return;
  say('connect', `The page’s policy blocks ${origin}: add it to connect-src.`);
}
