import * as z from 'zod';
import type { FeedFilter, TriggerData } from '../model/feed.ts';
import { archivedScopes, feedStatuses } from '../model/feed.ts';
import { isOrderKey } from '../model/messages.ts';
import { fromCursor } from '../model/page.ts';
import { toMicros } from '../model/time.ts';
import { exclude } from './exclude.ts';
import { flag, pageQuery } from './query.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const flatPairs = z.record(z.string(), scalar, 'must be a flat JSON object');

/** Trigger data as JSON text (in a query, in a bulk operation) or as an object (in a join's payload). */
export const triggerData = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}, flatPairs) satisfies z.ZodType<TriggerData>;

export const moment = z.iso.datetime({ offset: true }).transform(toMicros);

/** What a feed can be narrowed by, in a query and in a join. */
const filterShape = {
  status: z.enum(feedStatuses).default('all'),
  archived: z.enum(archivedScopes).default('exclude'),
  source: z.string().optional(),
  tenant: z.string().optional(),
  has_tenant: flag.optional(),
  workflow_categories: z
    .union([z.string(), z.array(z.string())])
    .transform((value) => [value].flat())
    .optional(),
  trigger_data: triggerData.optional(),
  'inserted_at.gt': moment.optional(),
  'inserted_at.gte': moment.optional(),
  'inserted_at.lt': moment.optional(),
  'inserted_at.lte': moment.optional(),
};

function toFilter(query: z.infer<z.ZodObject<typeof filterShape>>): FeedFilter {
  return {
    status: query.status,
    archived: query.archived,
    source: query.source,
    tenant: query.tenant,
    hasTenant: query.has_tenant,
    workflowCategories: query.workflow_categories,
    triggerData: query.trigger_data,
    insertedAt: {
      ...(query['inserted_at.gt'] !== undefined && { gt: query['inserted_at.gt'] }),
      ...(query['inserted_at.gte'] !== undefined && { gte: query['inserted_at.gte'] }),
      ...(query['inserted_at.lt'] !== undefined && { lt: query['inserted_at.lt'] }),
      ...(query['inserted_at.lte'] !== undefined && { lte: query['inserted_at.lte'] }),
    },
  };
}

/** A join's parameters for one client. */
export const feedFilter = z.object(filterShape).transform(toFilter);

const cursor = z.string().refine((text) => isOrderKey(fromCursor(text)), 'is no cursor of a feed');

/** A language tag such as `en-US`. No workflow here is translated, so that every item stays as it was rendered. */
const locale = z.string().refine((tag) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}, 'must be a language tag');

/** `GET /v1/users/:user/feeds/:channel`. */
export const feedQuery = z
  .object({
    ...filterShape,
    ...pageQuery,
    before: cursor.optional(),
    after: cursor.optional(),
    mode: z.enum(['rich', 'compact']).default('rich'),
    locale: locale.optional(),
    exclude: exclude.default([]),
  })
  .transform((query) => ({
    filter: toFilter(query),
    page: { pageSize: query.page_size, before: query.before, after: query.after },
    mode: query.mode,
    exclude: query.exclude,
  }));
