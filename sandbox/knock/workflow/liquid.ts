import { createHash, createHmac } from 'node:crypto';
import { Liquid, type Template } from 'liquidjs';
import * as z from 'zod';

/** What a template may name: `{{ data.order }}`, `{{ actor.name }}`, `{{ vars.app_url }}`. */
export type TemplateVariables = Readonly<Record<string, unknown>>;

/**
 * The vendor's Liquid with its own filters (its "Liquid helpers"). Nothing is escaped unless a template says so. A
 * filter that neither Liquid nor the vendor has is an error, and there are no partials.
 */
const liquid = new Liquid({ strictFilters: true, ownPropertyOnly: true, templates: {} });

const parsed = new Map<string, Template[]>();

/** Throws an Error for a text that is no Liquid. */
export function checkTemplate(template: string): void {
  parse(template);
}

/** Fills a template in. What is named and not known becomes nothing, as in Liquid. */
export function renderTemplate(template: string, variables: TemplateVariables): string {
  return z.string().parse(liquid.renderSync(parse(template), variables));
}

/** Templates are those of the workflows: each is read once. */
function parse(template: string): Template[] {
  const known = parsed.get(template);
  if (known) return known;
  const templates = liquid.parse(template);
  parsed.set(template, templates);
  return templates;
}

const language = z.string().catch('en');

function asNumber(value: unknown): number {
  return z.coerce.number().catch(0).parse(value);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : String(value ?? '');
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function money(value: unknown, currency: unknown, locale: unknown, digits?: number): string {
  return new Intl.NumberFormat(language.parse(locale), {
    style: 'currency',
    currency: z.string().catch('USD').parse(currency),
    ...(digits !== undefined && { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  }).format(asNumber(value));
}

/** A moment as ISO 8601 in a zone, with that zone's offset. */
function inZone(value: unknown, zone: unknown): string {
  const moment = new Date(asText(value));
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: asText(zone),
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  }).formatToParts(moment);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  const offset = of('timeZoneName').replace('GMT', '') || '+00:00';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}${offset}`;
}

function hash(name: 'md5' | 'sha256'): (value: unknown) => string {
  return (value) => createHash(name).update(asText(value)).digest('hex');
}

const filters: Readonly<Record<string, (value: unknown, ...args: unknown[]) => unknown>> = {
  timezone: inZone,
  format_number: (value, locale) => new Intl.NumberFormat(language.parse(locale)).format(asNumber(value)),
  currency: (value, currency, locale) => money(value, currency, locale),
  rounded_currency: (value, currency, locale) => money(value, currency, locale, 0),
  pluralize: (value, one, many) => (asNumber(value) === 1 ? one : many),
  titlecase: (value) =>
    asText(value).replace(/\S+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
  md5: hash('md5'),
  sha256: hash('sha256'),
  hmac_sha256: (value, key) => createHmac('sha256', asText(key)).update(asText(value)).digest('hex'),
  intersect: (value, other) => asList(value).filter((one) => asList(other).includes(one)),
};
for (const [name, filter] of Object.entries(filters)) liquid.registerFilter(name, filter);
