import type { Clock } from '../platform/clock.ts';
import type { Environment } from './model/environment.ts';
import type { KnockSettings } from './settings.ts';
import type { WorkflowEngine } from './workflow/engine.ts';
import type { Scheduler } from './workflow/scheduler.ts';

/** What the REST API works with. */
export interface Services {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly settings: Readonly<KnockSettings>;
  /** Starts and cancels workflows. */
  readonly engine: WorkflowEngine;
  /** Starts the workflows of schedules. */
  readonly scheduler: Scheduler;
}
