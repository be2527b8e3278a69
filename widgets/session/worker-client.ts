import { clientProblem, WorkerError, type Problem } from './problem.ts';

/** ms after which a request counts as unanswered. */
const patience = 15_000;

export interface WorkerCall {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path and query, from `/v1`. */
  path: string;
  body?: unknown;
  accessToken?: string | undefined;
  /** Told the Worker's time, ms since the epoch, which this machine's clock may not agree with. */
  heard?: (now: number) => void;
}

/**
 * One request to the Worker. Resolves with the parsed body (undefined when there is none), rejects with a
 * `WorkerError` that holds the Worker's problem or a client-side one. No cookies are sent: the token is the identity.
 */
export async function callWorker<Answer>(worker: string, call: WorkerCall): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  if (call.accessToken) headers['authorization'] = `Bearer ${call.accessToken}`;
  let response: Response;
  try {
    response = await fetch(new URL(call.path, worker), {
      method: call.method,
      headers,
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
  } catch {
    throw new WorkerError(clientProblem('unreachable', 'The service could not be reached.'));
  }
  const date = Date.parse(response.headers.get('date') ?? '');
  if (date) call.heard?.(date);
  const answer = await readJson(response);
  if (response.ok) return answer as Answer;
  throw new WorkerError(
    isProblem(answer)
      ? answer
      : {
          ...clientProblem('answer_unreadable', 'The service gave no readable answer.'),
          status: response.status,
        },
  );
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => '');
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new WorkerError({
      ...clientProblem('answer_unreadable', 'The service gave no readable answer.'),
      status: response.status,
    });
  }
}

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'title' in answer;
}
