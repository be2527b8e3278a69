import type { SandboxContext } from '../platform/context.ts';
import type { Auth } from './access/auth.ts';
import type { Connections } from './events/connections.ts';
import type { Events } from './events/events.ts';
import type { Presenter } from './present.ts';
import type { RateCounter } from './access/rate-limits.ts';
import type { State } from './state.ts';
import type { Uploads } from './messages/uploads.ts';

/** The parts of the server, as routes and operations use them. */
export interface Backend {
  readonly context: SandboxContext;
  readonly auth: Auth;
  readonly state: State;
  readonly connections: Connections;
  readonly events: Events;
  readonly present: Presenter;
  readonly uploads: Uploads;
  readonly rates: RateCounter;
}
