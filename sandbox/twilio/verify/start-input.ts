import { isIP } from 'node:net';
import * as z from 'zod';
import { TwilioError, invalidParameter, notFound } from '../errors.ts';
import { flag, jsonTexts, readFields } from '../form.ts';
import { isEmail, isPhone } from '../phone.ts';
import { isSid } from '../sid.ts';
import { isLocale, localeOf } from './locales.ts';
import type { ServiceSettings } from './service.ts';
import { findTemplate, translationOf, type Template } from './templates.ts';
import { channels, type Channel, type Payment } from './verification.ts';

/** What a start asks for, read and checked. */
export interface StartInput {
  readonly to: string;
  readonly channel: Channel;
  readonly locale: string;
  /** The name in the message, in place of the service's. */
  readonly friendlyName?: string | undefined;
  readonly customCode?: string | undefined;
  readonly payment?: Payment | undefined;
  readonly rateLimits: ReadonlyMap<string, string>;
  readonly template?: Template | undefined;
  readonly substitutions: ReadonlyMap<string, string>;
  readonly appHash?: string | undefined;
  /** Who an e-mail comes from. */
  readonly emailFrom?: string | undefined;
  readonly riskCheck: boolean;
  readonly telemetryId?: string | undefined;
}

/** At most ten tags, whose names and values have at most 128 characters. */
const tags = jsonTexts.refine((map) => map.size <= 10 && [...map].flat().every((text) => text.length <= 128));

/** Of an e-mail; other fields are for templates of SendGrid, of which there are none here. */
const channelConfiguration = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(z.looseObject({ from: z.string().refine(isEmail).optional(), from_name: z.string().optional() }));

const startSchema = z.object({
  To: z.string().refine((to) => isPhone(to) || isEmail(to)),
  Channel: z.string(),
  // A name with many digits could be read as the code.
  CustomFriendlyName: z
    .string()
    .refine((name) => (name.match(/\d/g) ?? []).length < 5)
    .optional(),
  CustomMessage: z.string().optional(),
  SendDigits: z
    .string()
    .regex(/^[0-9#*wW]{1,32}$/)
    .optional(),
  Locale: z.string().optional(),
  CustomCode: z
    .string()
    .regex(/^[A-Za-z0-9]{4,10}$/)
    .optional(),
  Amount: z.string().min(1).optional(),
  Payee: z.string().min(1).optional(),
  RateLimits: jsonTexts.default(() => new Map<string, string>()),
  ChannelConfiguration: channelConfiguration.optional(),
  AppHash: z
    .string()
    .regex(/^[A-Za-z0-9+/]{11}$/)
    .optional(),
  TemplateSid: z
    .string()
    .refine((sid) => isSid(sid, 'HJ'))
    .optional(),
  TemplateCustomSubstitutions: jsonTexts.default(() => new Map<string, string>()),
  DeviceIp: z
    .string()
    .refine((address) => isIP(address) !== 0)
    .optional(),
  EnableSnaClientToken: flag.optional(),
  RiskCheck: z.enum(['enable', 'disable']).default('enable'),
  'Risk.TelemetryId': z.string().min(1).optional(),
  Tags: tags.optional(),
});

/**
 * Reads the form of a start against what the service allows: https://www.twilio.com/docs/verify/api/verification.
 * `path` is the request's own, for an answer that names it.
 * @throws TwilioError 60200 for a wrong parameter; 60204, 60206, 60214, 60217 and 60223 for what the service does not do;
 * 60201 for a template in a language that is not approved; 20404 for a locale or a template that there is not
 */
export function readStart(form: URLSearchParams, settings: ServiceSettings, path: string): StartInput {
  const fields = readFields(form, startSchema);
  const { To: to } = fields;
  const channel = readChannel(fields.Channel, settings);
  if (isEmail(to) !== (channel === 'email')) throw invalidParameter('To');
  if (
    fields.CustomMessage !== undefined ||
    (fields.CustomCode !== undefined && !settings.customCodeEnabled)
  ) {
    throw new TwilioError(403, 60204, 'Service does not support this feature');
  }
  if (fields.Locale !== undefined && !isLocale(fields.Locale)) throw notFound(path);
  const locale = fields.Locale ?? localeOf(to);
  const configuration = fields.ChannelConfiguration;
  return {
    to,
    channel,
    locale,
    friendlyName: fields.CustomFriendlyName,
    customCode: fields.CustomCode,
    payment: readPayment(fields.Amount, fields.Payee, settings, channel),
    rateLimits: fields.RateLimits,
    template: readTemplate(fields.TemplateSid ?? settings.defaultTemplateSid, channel, locale, path),
    substitutions: fields.TemplateCustomSubstitutions,
    appHash: fields.AppHash,
    emailFrom:
      configuration?.from === undefined
        ? undefined
        : `${configuration.from_name ?? ''} <${configuration.from}>`.trim(),
    riskCheck: fields.RiskCheck === 'enable',
    telemetryId: fields['Risk.TelemetryId'],
  };
}

function readChannel(given: string, { whatsapp, mailerSid }: ServiceSettings): Channel {
  const channel = channels.find((known) => known === given);
  // Known to Twilio, but not switched on; `auto` needs Fraud Guard and is simply invalid without.
  if (given === 'sna' || (channel === 'whatsapp' && whatsapp.from === null)) {
    throw new TwilioError(400, 60223, `Delivery channel disabled: ${given}`);
  }
  if (!channel) throw invalidParameter('Channel');
  if (channel === 'email' && mailerSid === null) {
    throw new TwilioError(400, 60217, 'Invalid Service configuration: it has no mailer');
  }
  return channel;
}

/**
 * The payment that a code is to confirm, at the start and at the check.
 * @throws TwilioError 60206 where the service wants one and it is not whole, 60204 where it wants none
 */
export function readPayment(
  amount: string | undefined,
  payee: string | undefined,
  { psd2Enabled }: ServiceSettings,
  channel?: Channel,
): Payment | undefined {
  if (!psd2Enabled) {
    if (amount === undefined && payee === undefined) return undefined;
    throw new TwilioError(403, 60204, 'Service does not support this feature');
  }
  if (amount === undefined || payee === undefined) {
    throw new TwilioError(400, 60206, "'Amount' & 'Payee' params are required");
  }
  if (channel === 'call') {
    throw new TwilioError(400, 60214, 'Call channel is not supported when using PSD2');
  }
  return { amount, payee };
}

/** A template, where the channel takes one; others fall back to Verify's own text (warning 60327). */
function readTemplate(
  sid: string | null,
  channel: Channel,
  locale: string,
  path: string,
): Template | undefined {
  if (sid === null) return undefined;
  const template = findTemplate(sid);
  if (!template) throw notFound(path);
  const medium = channel === 'call' ? 'voice' : channel;
  if (!template.channels.some((known) => known === medium)) return undefined;
  if (translationOf(template, locale)?.status !== 'approved') {
    throw new TwilioError(400, 60201, 'Selected template translation is not approved');
  }
  return template;
}
