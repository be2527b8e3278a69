import * as z from 'zod';
import type { Environment } from '../model/environment.ts';
import { KnockError } from '../errors.ts';
import { repeatRule } from '../model/repeat-rule.ts';
import { isoOrNull, type Schedule, type ScheduleSettings } from '../model/schedules.ts';
import { recipientRequest, resolveRecipient } from './recipients.ts';
import { setTenant, tenantRequest } from './tenants.ts';
import { triggerDataRequest } from './trigger.ts';

const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .nullish();

/** What a request says of a schedule. */
export const scheduleSettings = {
  actor: recipientRequest.nullish(),
  data: triggerDataRequest.nullish(),
  ending_at: moment,
  repeats: z.array(repeatRule).optional(),
  scheduled_at: moment,
  tenant: tenantRequest.nullish(),
};
type SettingsRequest = z.infer<z.ZodObject<typeof scheduleSettings>>;

/** Whether a new schedule would ever run. */
export function hasTime({
  repeats,
  scheduled_at: at,
}: Pick<SettingsRequest, 'repeats' | 'scheduled_at'>): boolean {
  return (repeats?.length ?? 0) > 0 || typeof at === 'number';
}

/**
 * A request's settings, with actor and tenant identified where they are told inline; what it leaves out is as in
 * `known`. Throws the vendor's error for an actor whom the environment does not know.
 */
export function settingsOf(
  environment: Environment,
  request: SettingsRequest,
  known: ScheduleSettings = nothing,
): ScheduleSettings {
  const { actor, tenant, data, repeats, scheduled_at: scheduledAt, ending_at: endingAt } = request;
  const actorKey = actor ? resolveRecipient(environment, actor) : actor;
  if (actorKey && !environment.recipient(actorKey)) throw KnockError.actorMissing(actorKey);
  return {
    actor: actorKey === undefined ? known.actor : actorKey,
    tenant: tenant === undefined ? known.tenant : tenant && setTenant(environment, tenant),
    data: data === undefined ? known.data : data,
    repeats: repeats ?? known.repeats,
    scheduledAt: scheduledAt === undefined ? known.scheduledAt : scheduledAt,
    endingAt: endingAt === undefined ? known.endingAt : endingAt,
  };
}

const nothing: ScheduleSettings = {
  actor: null,
  tenant: null,
  data: null,
  repeats: [],
  scheduledAt: null,
  endingAt: null,
};

/** A schedule as answers show it. */
export function scheduleView(environment: Environment, schedule: Schedule): object {
  const { id, workflow, actor, recipient, tenant, data, repeats } = schedule;
  return {
    __typename: 'Schedule',
    id,
    workflow,
    recipient: environment.recipient(recipient) ?? null,
    actor: actor === null ? null : (environment.recipient(actor) ?? null),
    tenant,
    data,
    repeats: repeats.map((rule) => ({ ...rule, __typename: 'ScheduleRepeat' })),
    last_occurrence_at: isoOrNull(schedule.lastOccurrenceAt),
    next_occurrence_at: isoOrNull(schedule.nextOccurrenceAt),
    inserted_at: isoOrNull(schedule.insertedAt),
    updated_at: isoOrNull(schedule.updatedAt),
  };
}
