import type { Problem as WorkerProblem } from '../../worker/contract/index.ts';

/** What can go wrong before the Worker answers at all. */
export type ClientProblemCode =
  /** No answer: no network, a blocked request, or no answer in time. */
  | 'unreachable'
  /** The answer was not the Worker's. */
  | 'answer_unreadable'
  /** The site did not give an identity token when asked. */
  | 'identity_unavailable'
  /** Nobody is signed in, and the call needs somebody. */
  | 'signed_out'
  /** A vendor's connection could not be made. */
  | 'connection_failed'
  /** A vendor answered, but not with what was asked for. */
  | 'vendor_failed';

/** A failure as an element shows it: the Worker's problem document, or the same shape for what never got there. */
export type Problem = Omit<WorkerProblem, 'code'> & { code: WorkerProblem['code'] | ClientProblemCode };

/** The error that every call of a session rejects with. */
export class WorkerError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.title}`);
    this.name = 'WorkerError';
    this.problem = problem;
  }
}

export function clientProblem(code: ClientProblemCode, title: string): Problem {
  return { type: 'about:blank', title, status: 0, detail: title, code, requestId: '' };
}

/** Whatever was thrown, as a problem that an element can show. */
export function toProblem(error: unknown): Problem {
  if (error instanceof WorkerError) return error.problem;
  return clientProblem(
    'connection_failed',
    error instanceof Error ? error.message : 'The connection failed.',
  );
}
