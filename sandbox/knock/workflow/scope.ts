import type { SandboxContext } from '../../platform/context.ts';
import type { Environment } from '../model/environment.ts';
import type { Activity, Message } from '../model/messages.ts';
import { engagementStatuses } from '../model/marks.ts';
import { deliveryStatuses } from '../model/message-events.ts';
import type { RecipientKey } from '../model/recipient-reference.ts';
import { isoMicros } from '../model/time.ts';
import type { TemplateVariables } from './liquid.ts';
import type { Run } from './run.ts';
import type { Workflow } from './workflow.ts';

/** What templates and conditions of a run can name. */
export function scopeOf(environment: Environment, context: SandboxContext, run: Run): TemplateVariables {
  const { record, workflow, activities } = run;
  const actor = activities.findLast((activity) => activity.actor !== null)?.actor ?? null;
  const counts = { total_activities: run.totalActivities, total_actors: run.totalActors };
  const schedule = record.scheduleId === null ? undefined : environment.schedules.get(record.scheduleId);
  return {
    data: run.data,
    recipient: {
      ...environment.recipientVariables(record.recipient),
      ...(run.subscription && { subscription: run.subscription }),
      ...(schedule && { schedule: environment.schedules.times(schedule) }),
    },
    actor: actor === null ? undefined : environment.recipientVariables(actor),
    tenant: record.tenant === null ? undefined : environment.tenants.get(record.tenant),
    ...shared(environment, context, workflow),
    activities: activities.map((activity) => activityVariables(environment, record.recipient, activity)),
    actors: [...new Set(activities.flatMap((activity) => activity.actor ?? []))].map((key) =>
      environment.recipientVariables(key),
    ),
    ...counts,
    run: counts,
    refs: Object.fromEntries([...run.sent].map(([ref, messages]) => [ref, statusesOf(messages)])),
  };
}

/** What the templates of a message that was seeded, without a run, may name. */
export function seedScope(
  environment: Environment,
  context: SandboxContext,
  workflow: Workflow,
  { recipient, actor, data }: { recipient: RecipientKey; actor: RecipientKey | null; data: object },
): TemplateVariables {
  return {
    data,
    recipient: environment.recipientVariables(recipient),
    actor: actor === null ? undefined : environment.recipientVariables(actor),
    ...shared(environment, context, workflow),
  };
}

function shared(environment: Environment, context: SandboxContext, workflow: Workflow): TemplateVariables {
  const { key, name, categories, versionId } = workflow;
  return {
    workflow: { id: versionId, key, name, categories },
    vars: environment.vars,
    timestamp: context.clock.iso(),
  };
}

function activityVariables(
  environment: Environment,
  recipient: RecipientKey,
  { id, actor, data, insertedAt }: Activity,
): TemplateVariables {
  return {
    ...data,
    id,
    actor: actor === null ? undefined : environment.recipientVariables(actor),
    recipient: environment.recipientVariables(recipient),
    inserted_at: isoMicros(insertedAt),
    updated_at: isoMicros(insertedAt),
  };
}

/**
 * The statuses of what a step sent, as conditions ask for them: delivery by rank (`skipped` lies below all), so that
 * "at least sent" is a comparison, and engagement as a list. Of several messages the one that got furthest counts.
 */
function statusesOf(messages: readonly Message[]): TemplateVariables {
  const engagement = new Set(messages.flatMap(engagementStatuses));
  if (engagement.has('seen') && !engagement.has('read')) engagement.add('seen_not_read');
  if (engagement.has('read') && !engagement.has('link_clicked')) engagement.add('read_not_link_clicked');
  const rank = Math.max(-1, ...messages.map(({ status }) => deliveryStatuses.indexOf(status)));
  return { delivery_status: rank, engagement_status: [...engagement] };
}

/** The reserved words that conditions hold such statuses against, as what `statusesOf` makes of them. */
export function statusArgument(argument: string, isDelivery: boolean): string {
  const name = argument.replace(/^\$message\./, '');
  if (!isDelivery) return name;
  return String(deliveryStatuses.findIndex((status) => status === name));
}
