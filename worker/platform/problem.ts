import { problems, type Problem, type ProblemCode } from '../contract/problems.ts';

type Extra = Pick<Problem, 'retryAfter' | 'checksLeft' | 'sendsLeft' | 'issues'>;

/** A refusal that the caller is told about. Thrown anywhere, written once, by the app. */
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

/** The document of RFC 9457 that answers a refusal. */
export function problemText({ code, detail, extra }: ProblemError, requestId: string): string {
  const { status, title } = problems[code];
  const problem: Problem = {
    type: `urn:belfry:problem:${code}`,
    title,
    status,
    detail,
    code,
    requestId,
    ...extra,
  };
  return JSON.stringify(problem);
}
