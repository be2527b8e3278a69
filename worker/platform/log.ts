/**
 * The Worker's one way to log: one flat object per event, made only of the fields below. A phone number, a code, a
 * token, a URL or a vendor's text has no field here, so none can be logged by mistake.
 */
export interface LogEvent {
  event:
    | 'request'
    | 'vendor_failed'
    | 'unhandled_error'
    | 'refresh_reused'
    | 'guest_carried_over'
    | 'not_ready'
    | 'send_refused'
    | 'send_budget'
    | 'check_refused'
    | 'challenge_misconfigured';
  requestId?: string;
  /** The operation of the contract, not the URL. */
  operation?: string;
  method?: string;
  status?: number;
  ms?: number;
  /** The code of a problem. */
  code?: string;
  vendor?: string;
  call?: string;
  failure?: string;
  /** How it ended, in a word. */
  outcome?: string;
  /** Which limit a send met: its kind, never whom it was about. */
  limit?: string;
  /** How much of the day's budget is spent, of 1. */
  share?: number;
  /** The class of an error, and where it was thrown; not its message, which may quote input. */
  error?: string;
  stack?: string;
}

const fields = [
  'event',
  'requestId',
  'operation',
  'method',
  'status',
  'ms',
  'code',
  'vendor',
  'call',
  'failure',
  'outcome',
  'limit',
  'share',
  'error',
  'stack',
] as const satisfies readonly (keyof LogEvent)[];

export type Log = (event: LogEvent) => void;

/** Writes to the Workers log, where an object's fields are indexed. */
export const consoleLog: Log = (event) => {
  const entry: Partial<Record<keyof LogEvent, unknown>> = {};
  for (const field of fields) if (event[field] !== undefined) entry[field] = event[field];
  // eslint-disable-next-line no-console -- the one place that writes
  console.log(JSON.stringify(entry));
};

/** An error's class and frames, without its message. */
export function describeError(error: unknown): Pick<LogEvent, 'error' | 'stack'> {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { error: error.name, stack: frames.slice(0, 8).join('\n') };
}
