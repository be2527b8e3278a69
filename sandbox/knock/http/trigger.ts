import * as z from 'zod';
import type { Environment } from '../model/environment.ts';
import type { RunRequest } from '../workflow/run.ts';
import { recipientRequest, resolveRecipient } from './recipients.ts';

/** How many recipients one trigger may name. */
const recipientLimit = 1000;

const tenantRequest = z.union([z.string().min(1), z.looseObject({ id: z.string().min(1) })]);

/** `POST /v1/workflows/:key/trigger`. */
export const triggerBody = z.object({
  recipients: z.array(recipientRequest).min(1).max(recipientLimit),
  actor: recipientRequest.nullish(),
  data: z.record(z.string(), z.unknown()).nullish(),
  tenant: tenantRequest.nullish(),
  cancellation_key: z.string().nullish(),
  settings: z.object({ sandbox_mode: z.boolean().nullish(), skip_delay: z.boolean().nullish() }).nullish(),
});

/** Identifies whom the trigger tells inline, and its tenant; what is left is ids. */
export function toRunRequest(
  environment: Environment,
  workflow: string,
  body: z.infer<typeof triggerBody>,
): RunRequest {
  const recipients = new Set(body.recipients.map((recipient) => resolveRecipient(environment, recipient)));
  return {
    workflow,
    recipients: [...recipients],
    actor: body.actor ? resolveRecipient(environment, body.actor) : null,
    data: body.data ?? {},
    tenant: body.tenant ? resolveTenant(environment, body.tenant) : null,
    sandboxMode: body.settings?.sandbox_mode ?? false,
  };
}

function resolveTenant(environment: Environment, tenant: z.infer<typeof tenantRequest>): string {
  const { id, ...properties } = typeof tenant === 'string' ? { id: tenant } : tenant;
  environment.tenants.set(id, properties);
  return id;
}
