import type { Clock } from '../platform/clock.ts';
import type { Environment } from './model/environment.ts';
import type { KnockSettings } from './settings.ts';
import type { RunRequest } from './workflow/run.ts';

/** What the REST API works with. */
export interface Services {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly settings: Readonly<KnockSettings>;
  /** The environment's public variables, which templates may name and a feed returns. */
  readonly vars: Readonly<Record<string, string>>;
  /** Runs a workflow and tells the open sockets; returns the run's id. Throws a `KnockError`. */
  run(request: RunRequest): string;
}
