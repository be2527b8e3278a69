import * as z from 'zod';
import type { SandboxContext, Vendor } from '../platform/context.ts';
import { UserTokens } from './access/user-tokens.ts';
import { check, KnockError } from './errors.ts';
import { createApp } from './http/app.ts';
import { toRunRequest, triggerBody } from './http/trigger.ts';
import { Environment } from './model/environment.ts';
import { fillFeed } from './seed/fill-feed.ts';
import { seed } from './seed/seed.ts';
import type { Services } from './services.ts';
import type { KnockSettings } from './settings.ts';
import { usualSettings } from './settings.ts';
import type { SigningKey } from './signing-key.ts';
import { FeedSocket } from './socket/feed-socket.ts';
import type { WorkflowDeclaration } from './workflow/declaration.ts';
import { WorkflowEngine } from './workflow/engine.ts';
import { Providers } from './workflow/providers.ts';
import { Scheduler } from './workflow/scheduler.ts';
import { twilioSender } from './workflow/sms.ts';
import { prepareWorkflows } from './workflow/workflow.ts';
import { declaredWorkflows } from './workflows.ts';

/** A trigger as the control API takes it: the body of the vendor's endpoint, and the workflow's key. */
export const triggerSchema = triggerBody
  .pick({ recipients: true, actor: true, data: true, tenant: true })
  .extend({
    workflow: z.string().min(1),
  });
export type TriggerRequest = z.input<typeof triggerSchema>;

/** Knock's API and real-time service, as the sandbox runs them. */
export interface KnockVendor extends Vendor {
  /** How the environment is set up; what is changed here holds until the next reset. */
  readonly settings: KnockSettings;
  /** Runs a workflow as the site's backend would; throws a `KnockError` for what the vendor would refuse. */
  trigger(request: TriggerRequest): { workflowRunId: string };
  /** Puts many items into a user's feed at once, for tests of a long one; nothing is sent, and no socket hears of it. */
  fillFeed(user: string, count: number): void;
}

/**
 * A Knock environment. `signingKey` is the one that its user tokens are signed with; `chosen` differs from the usual;
 * `own` are workflows beside those in `workflows.ts`.
 */
export function createKnock(
  context: SandboxContext,
  signingKey: SigningKey,
  chosen: Partial<KnockSettings> = {},
  own: readonly WorkflowDeclaration[] = [],
): KnockVendor {
  const settings: KnockSettings = { ...usualSettings, ...chosen };
  const workflows = prepareWorkflows([...declaredWorkflows, ...own]);
  const tokens = new UserTokens(signingKey, context.clock);
  const socket = new FeedSocket(context, tokens, settings);
  let current = start();

  function start() {
    const environment = new Environment(context.clock, workflows, { app_url: context.demoOrigin });
    seed(environment, context);
    const providers = new Providers(environment.messages, context, twilioSender(context));
    const engine = new WorkflowEngine(environment, context, providers, (message) =>
      socket.announce(message, environment.messages),
    );
    const scheduler = new Scheduler(environment, context.clock, (request) => void engine.start(request));
    const services: Services = { environment, clock: context.clock, settings, engine, scheduler };
    return { services, app: createApp(services, tokens) };
  }

  return {
    name: 'knock',
    settings,
    fetch: (request) => current.app.fetch(request),
    upgrade: (request, stream, head) => void socket.upgrade(request, stream, head),
    errorBody: (status, code, message) => KnockError.forFault(status, code, message).body,
    reset() {
      socket.cut(1012);
      current.services.engine.stop();
      current.services.scheduler.stop();
      tokens.clear();
      Object.assign(settings, usualSettings, chosen);
      current = start();
    },
    cut: (code) => socket.cut(code),
    expireTokens: () => tokens.expireSeen(),
    trigger(request) {
      const { workflow, ...body } = check(triggerSchema, request);
      const { environment, engine } = current.services;
      return { workflowRunId: engine.start(toRunRequest(environment, workflow, body)) };
    },
    fillFeed: (user, count) => fillFeed(current.services.environment, user, count),
  };
}
