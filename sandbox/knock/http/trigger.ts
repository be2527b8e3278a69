import * as z from 'zod';
import type { Environment } from '../model/environment.ts';
import type { RunRecipient, RunRequest } from '../workflow/run.ts';
import { recipientRequest, resolveRecipient } from './recipients.ts';
import { setTenant, tenantRequest } from './tenants.ts';

/** How many recipients one trigger may name, and how long its data may be as JSON. */
const recipientLimit = 1000;
const dataLimitBytes = 10 * 1024 * 1024;

/** The data of a trigger or schedule. */
export const triggerDataRequest = z
  .record(z.string(), z.unknown())
  .refine((data) => Buffer.byteLength(JSON.stringify(data)) <= dataLimitBytes, 'must not exceed 10MB');

/** `POST /v1/workflows/:key/trigger`. */
export const triggerBody = z.object({
  recipients: z.array(recipientRequest).min(1).max(recipientLimit),
  actor: recipientRequest.nullish(),
  data: triggerDataRequest.nullish(),
  tenant: tenantRequest.nullish(),
  cancellation_key: z.string().min(1).nullish(),
  settings: z.object({ sandbox_mode: z.boolean().nullish(), skip_delay: z.boolean().nullish() }).nullish(),
});

/** Identifies whom the trigger tells inline, and its tenant; what is left is keys. */
export function toRunRequest(
  environment: Environment,
  workflow: string,
  body: z.infer<typeof triggerBody>,
): RunRequest {
  const recipients = body.recipients.map((recipient): RunRecipient => {
    const key = resolveRecipient(environment, recipient);
    const data = typeof recipient === 'string' ? undefined : recipient.$trigger_data;
    return { key, ...(data && { data }) };
  });
  return {
    workflow,
    recipients,
    actor: body.actor ? resolveRecipient(environment, body.actor) : null,
    data: body.data ?? {},
    tenant: body.tenant ? setTenant(environment, body.tenant) : null,
    cancellationKey: body.cancellation_key ?? null,
    sandboxMode: body.settings?.sandbox_mode ?? false,
    skipDelay: body.settings?.skip_delay ?? false,
    scheduleId: null,
  };
}
