import { problems, type Problem, type ProblemCode } from '../contract/problems.ts';

type Extra = Pick<Problem, 'retryAfter' | 'checksLeft' | 'sendsLeft' | 'issues'>;

/** A refusal that the caller is told about. Thrown anywhere, written once, by `problemResponse`. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly extra: Extra;

  /** @param detail what happened, for a developer; never a vendor's text, a phone number, a code or a token. */
  constructor(code: ProblemCode, detail: string, extra: Extra = {}) {
    super(code);
    this.name = 'ProblemError';
    this.code = code;
    this.detail = detail;
    this.extra = extra;
  }
}

/** The answer of RFC 9457 to a refusal. */
export function problemResponse(error: ProblemError, requestId: string): Response {
  const { status, title } = problems[error.code];
  const body: Problem = {
    type: `urn:belfry:problem:${error.code}`,
    title,
    status,
    detail: error.detail,
    code: error.code,
    requestId,
    ...error.extra,
  };
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (error.extra.retryAfter !== undefined) headers.set('retry-after', String(error.extra.retryAfter));
  return new Response(JSON.stringify(body), { status, headers });
}
