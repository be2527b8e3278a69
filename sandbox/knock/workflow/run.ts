import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../../platform/context.ts';
import { KnockError } from '../errors.ts';
import { channels } from '../model/channels.ts';
import { newMessageId } from '../model/ids.ts';
import type { Message, NewMessage } from '../model/messages.ts';
import type { Environment } from '../model/environment.ts';
import type { User } from '../model/users.ts';
import type { Step, Workflow } from '../workflows.ts';
import { workflows } from '../workflows.ts';
import { renderBlocks, variablesOf } from './render.ts';
import type { TemplateVariables } from './template.ts';
import { renderTemplate } from './template.ts';

/** A trigger after its inline recipients, actor and tenant were identified: ids alone. */
export interface RunRequest {
  readonly workflow: string;
  readonly recipients: readonly string[];
  readonly actor: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly tenant: string | null;
  /** E-mails and texts are made and not sent. */
  readonly sandboxMode: boolean;
}

/**
 * Runs a workflow for each recipient: preferences first, then one message per channel step. Recipients whom the
 * environment does not know are left out. Throws a `KnockError` for an unknown workflow or actor.
 */
export function runWorkflow(
  environment: Environment,
  context: SandboxContext,
  request: RunRequest,
): { runId: string; messages: Message[] } {
  const workflow = findWorkflow(request.workflow);
  const actor = request.actor === null ? undefined : environment.users.get(request.actor);
  if (request.actor !== null && !actor) throw KnockError.actorMissing(request.actor);
  const runId = randomUUID();
  const messages = request.recipients
    .flatMap((id) => environment.users.get(id) ?? [])
    .flatMap((recipient) => {
      const variables = variablesOf(context, environment, workflow, { ...request, recipient, actor });
      return workflow.steps
        .filter(({ channel }) => wants(environment, request, workflow, recipient, channel, variables))
        .flatMap((step) => deliver(context, step, recipient, variables, request.sandboxMode))
        .map((sent) =>
          environment.messages.create({
            ...sent,
            recipient: recipient.id,
            tenant: request.tenant,
            data: request.data,
            source: {
              key: workflow.key,
              versionId: workflow.versionId,
              categories: workflow.categories,
              runId,
            },
            activities: [
              {
                id: newMessageId(context.clock.now()),
                actor: request.actor,
                data: request.data,
                insertedAt: environment.messages.now(),
              },
            ],
          }),
        );
    });
  return { runId, messages };
}

export function findWorkflow(key: string): Workflow {
  const workflow = workflows.get(key);
  if (!workflow) throw KnockError.workflowMissing(key);
  return workflow;
}

type Sent = Pick<NewMessage, 'channel' | 'blocks' | 'status'>;

/** Sends one step; nothing, where the recipient has no address for the channel. */
function deliver(
  context: SandboxContext,
  step: Step,
  recipient: User,
  variables: TemplateVariables,
  sandboxMode: boolean,
): Sent[] {
  const channel = channels[step.channel];
  if (step.channel === 'in_app_feed') {
    return [{ channel, status: 'delivered', blocks: renderBlocks(step.blocks, variables) }];
  }
  const to = step.channel === 'email' ? recipient.email : recipient.phone_number;
  if (typeof to !== 'string') return [];
  if (sandboxMode) return [{ channel, status: 'not_sent', blocks: [] }];
  context.deliveries.add({
    channel: step.channel,
    to,
    from: step.channel === 'email' ? 'shop@example.com' : '+12015550100',
    ...(step.channel === 'email' && { subject: renderTemplate(step.subject, variables) }),
    body: renderTemplate(step.body, variables),
  });
  return [{ channel, status: 'sent', blocks: [] }];
}

function wants(
  { preferences }: Environment,
  { tenant }: RunRequest,
  workflow: Workflow,
  recipient: User,
  channel: Step['channel'],
  scope: TemplateVariables,
): boolean {
  if (workflow.overridesPreferences === true) return true;
  const decision = preferences.evaluate(recipient.id, tenant, {
    workflow: workflow.key,
    categories: workflow.categories,
    channel: channels[channel],
    scope,
  });
  return decision.allowed;
}
