import type { LogEvent } from '../platform/log.ts';

/** What all Workers of a test have logged; `log-guard.ts` reads it after each test. */
export const logged: LogEvent[] = [];
