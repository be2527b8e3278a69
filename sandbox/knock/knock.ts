import * as z from 'zod';
import type { SandboxContext, Vendor } from '../platform/context.ts';
import { UserTokens } from './access/user-tokens.ts';
import { check, KnockError } from './errors.ts';
import { createApp } from './http/app.ts';
import { toRunRequest, triggerBody } from './http/trigger.ts';
import { Environment } from './model/environment.ts';
import { seed } from './seed/seed.ts';
import type { Services } from './services.ts';
import type { KnockSettings } from './settings.ts';
import { usualSettings } from './settings.ts';
import type { SigningKey } from './signing-key.ts';
import { FeedSocket } from './socket/feed-socket.ts';
import { runWorkflow } from './workflow/run.ts';

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
}

/** A Knock environment. `signingKey` is the one that its user tokens are signed with; `chosen` differs from the usual. */
export function createKnock(
  context: SandboxContext,
  signingKey: SigningKey,
  chosen: Partial<KnockSettings> = {},
): KnockVendor {
  const settings: KnockSettings = { ...usualSettings, ...chosen };
  const tokens = new UserTokens(signingKey, context.clock);
  const socket = new FeedSocket(context, tokens, settings);
  let current = start();

  function start() {
    const environment = new Environment(context.clock);
    seed(environment, context);
    const services: Services = {
      environment,
      clock: context.clock,
      settings,
      vars: { app_url: context.demoOrigin },
      run(request) {
        const { runId, messages } = runWorkflow(environment, context, request);
        for (const message of messages) socket.announce(message, environment.messages.of(message.recipient));
        return runId;
      },
    };
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
      tokens.clear();
      Object.assign(settings, usualSettings, chosen);
      current = start();
    },
    cut: (code) => socket.cut(code),
    expireTokens: () => tokens.expireSeen(),
    trigger(request) {
      const { workflow, ...body } = check(triggerSchema, request);
      const { environment, run } = current.services;
      return { workflowRunId: run(toRunRequest(environment, workflow, body)) };
    },
  };
}
