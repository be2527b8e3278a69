import * as z from 'zod';
import type { Environment } from '../model/environment.ts';
import { preferenceSetRequest } from '../model/preference-set.ts';
import type { Tenant } from '../model/tenants.ts';

const color = z
  .string()
  .regex(/^#(?:[\da-f]{3}|[\da-f]{6})$/i, 'must be a hex color')
  .nullish();
const url = z.url().nullish();

const branding = z.strictObject({
  icon_url: url,
  logo_url: url,
  primary_color: color,
  primary_color_contrast: color,
  dark_icon_url: url,
  dark_logo_url: url,
  dark_primary_color: color,
  dark_primary_color_contrast: color,
});

/** What may be said about a tenant; properties of the site's own stand beside the known ones. */
export const tenantProperties = z.looseObject({
  name: z.string().nullish(),
  settings: z
    .object({ branding: branding.nullish(), preference_set: preferenceSetRequest.nullish() })
    .nullish(),
});

/** A tenant by id, or told inline. */
export const tenantRequest = z.union([z.string().min(1), tenantProperties.extend({ id: z.string().min(1) })]);

/** Makes or changes a tenant as a request tells it, and returns its id. */
export function setTenant(environment: Environment, request: z.infer<typeof tenantRequest>): string {
  const { id, ...properties } = typeof request === 'string' ? { id: request } : request;
  identifyTenant(environment, id, properties);
  return id;
}

/** The same, by the id of the path. Its preferences are merged; what is null is taken away. */
export function identifyTenant(
  environment: Environment,
  id: string,
  { settings, ...properties }: z.infer<typeof tenantProperties>,
): Tenant {
  const { tenants, preferences } = environment;
  const known = tenants.get(id)?.settings;
  const set = settings?.preference_set;
  return tenants.set(id, {
    ...properties,
    settings: {
      branding:
        settings?.branding === undefined
          ? (known?.branding ?? null)
          : merged(known?.branding, settings.branding),
      preference_set: set === undefined ? (known?.preference_set ?? null) : preferences.setTenant(id, set),
    },
  });
}

function merged(
  known: Tenant['settings']['branding'] | undefined,
  given: z.infer<typeof branding> | null,
): Tenant['settings']['branding'] {
  return given === null ? null : { ...known, ...given };
}
