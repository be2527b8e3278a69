/** The origins that the shop's pages may reach besides their own. */
export interface PolicyOrigins {
  readonly worker: string;
  readonly stream: string;
  readonly knock: string;
  /** Where the challenge's script comes from, and its frame, when one is asked for. */
  readonly turnstile: string;
}

/**
 * An address where nothing ever answers (port 9 is closed to browsers): the gallery shows by it what an element does
 * when its Worker is out of reach. Only the gallery's cells may try.
 */
export const deadOrigin = 'http://localhost:9';

/**
 * The shop's content security policy, as strict as a careful customer's. A customer needs the same lines, with the
 * vendors' own hosts in place of the sandbox's.
 */
export function contentSecurityPolicy(
  { worker, stream, knock, turnstile }: PolicyOrigins,
  alsoConnect = '',
): string {
  const socket = (origin: string) => origin.replace(/^http/, 'ws');
  const connect = [worker, stream, socket(stream), knock, socket(knock), turnstile, alsoConnect].filter(
    Boolean,
  );
  return [
    "default-src 'self'",
    `script-src 'self' ${worker} ${turnstile}`,
    `frame-src 'self' ${turnstile}`,
    `connect-src 'self' ${connect.join(' ')}`,
    `img-src 'self' ${stream}`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html belfry-challenge',
    "base-uri 'none'",
    "frame-ancestors 'self'",
    "form-action 'self'",
  ].join('; ');
}
