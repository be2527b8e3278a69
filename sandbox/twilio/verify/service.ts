import * as z from 'zod';
import { TwilioError } from '../errors.ts';
import { flag, integer } from '../form.ts';
import { isSid } from '../sid.ts';
import { isoSeconds } from '../time.ts';
import type { Collection, Resource } from '../collection.ts';
import type { MessagingConfiguration } from './messaging-configurations.ts';
import type { RateLimits } from './rate-limits.ts';
import { findTemplate } from './templates.ts';
import type { Verifications } from './verifications.ts';

/** What a Verify service does, as its parameters set it. */
export interface ServiceSettings {
  readonly friendlyName: string;
  /** Digits of a code, 4 to 10. */
  readonly codeLength: number;
  readonly lookupEnabled: boolean;
  readonly psd2Enabled: boolean;
  readonly skipSmsToLandlines: boolean;
  readonly dtmfInputRequired: boolean;
  readonly ttsName: string | null;
  readonly doNotShareWarningEnabled: boolean;
  readonly customCodeEnabled: boolean;
  readonly push: {
    readonly include_date: boolean;
    readonly apn_credential_sid: string | null;
    readonly fcm_credential_sid: string | null;
  };
  readonly totp: {
    readonly issuer: string;
    readonly time_step: number;
    readonly code_length: number;
    readonly skew: number;
  };
  readonly defaultTemplateSid: string | null;
  readonly whatsapp: { readonly msg_service_sid: string | null; readonly from: string | null };
  readonly passkeys: unknown;
  readonly verifyEventSubscriptionEnabled: boolean;
  /** What sends e-mails; not shown. */
  readonly mailerSid: string | null;
}

/** A Verify service with all that lives in it. Times in ms since the epoch. */
export interface VerifyService extends Resource {
  settings: ServiceSettings;
  readonly createdAt: number;
  updatedAt: number;
  readonly verifications: Verifications;
  readonly rateLimits: RateLimits;
  readonly configurations: Collection<MessagingConfiguration>;
}

const sid = (prefix: string) => z.string().refine((text) => isSid(text, prefix));
const choice = (...words: [string, ...string[]]) => z.enum(['', ...words]);
const preference = choice('required', 'preferred', 'discouraged');

/** Letters, digits, spaces, dashes, underscores; so few digits that nobody takes them for a code. */
export const friendlyNameSchema = z
  .string()
  .regex(/^[\p{L}\p{M}\p{N} _-]{1,32}$/u)
  .refine((name) => name.trim() !== '' && (name.match(/\d/g) ?? []).length < 5);

/** The parameters of a service; all but the name may be left out. */
const shape = {
  FriendlyName: friendlyNameSchema.optional(),
  CodeLength: integer(4, 10).optional(),
  LookupEnabled: flag.optional(),
  SkipSmsToLandlines: flag.optional(),
  DtmfInputRequired: flag.optional(),
  TtsName: z.string().optional(),
  Psd2Enabled: flag.optional(),
  DoNotShareWarningEnabled: flag.optional(),
  CustomCodeEnabled: flag.optional(),
  'Push.IncludeDate': flag.optional(),
  'Push.ApnCredentialSid': sid('CR').optional(),
  'Push.FcmCredentialSid': sid('CR').optional(),
  'Totp.Issuer': z.string().min(1).optional(),
  'Totp.TimeStep': integer(20, 60).optional(),
  'Totp.CodeLength': integer(3, 8).optional(),
  'Totp.Skew': integer(0, 2).optional(),
  DefaultTemplateSid: sid('HJ')
    .refine((template) => findTemplate(template) !== undefined)
    .optional(),
  'Whatsapp.MsgServiceSid': sid('MG').optional(),
  'Whatsapp.From': z.string().min(1).optional(),
  'Passkeys.RelyingParty.Id': z.string().optional(),
  'Passkeys.RelyingParty.Name': z.string().optional(),
  'Passkeys.RelyingParty.Origins': z.string().optional(),
  'Passkeys.AuthenticatorAttachment': choice('platform', 'cross-platform', 'any').optional(),
  'Passkeys.DiscoverableCredentials': preference.optional(),
  'Passkeys.UserVerification': preference.optional(),
  VerifyEventSubscriptionEnabled: flag.optional(),
  MailerSid: sid('MD').optional(),
};
export const updateServiceSchema = z.object(shape);
export const createServiceSchema = z.object({ ...shape, FriendlyName: friendlyNameSchema });
type ServiceFields = z.infer<typeof updateServiceSchema>;

/** A service of which only the name is known. */
export function defaultSettings(friendlyName: string): ServiceSettings {
  return {
    friendlyName,
    codeLength: 6,
    lookupEnabled: false,
    psd2Enabled: false,
    skipSmsToLandlines: false,
    dtmfInputRequired: false,
    ttsName: null,
    doNotShareWarningEnabled: false,
    customCodeEnabled: false,
    push: { include_date: false, apn_credential_sid: null, fcm_credential_sid: null },
    totp: { issuer: friendlyName, time_step: 30, code_length: 6, skew: 1 },
    defaultTemplateSid: null,
    whatsapp: { msg_service_sid: null, from: null },
    passkeys: null,
    verifyEventSubscriptionEnabled: false,
    mailerSid: null,
  };
}

/**
 * Settings with those fields changed that were given.
 * @throws TwilioError 60217 for SMS that skip landlines where nothing looks lines up
 */
export function changeSettings(old: ServiceSettings, fields: ServiceFields): ServiceSettings {
  const settings: ServiceSettings = {
    friendlyName: fields.FriendlyName ?? old.friendlyName,
    codeLength: fields.CodeLength ?? old.codeLength,
    lookupEnabled: fields.LookupEnabled ?? old.lookupEnabled,
    psd2Enabled: fields.Psd2Enabled ?? old.psd2Enabled,
    skipSmsToLandlines: fields.SkipSmsToLandlines ?? old.skipSmsToLandlines,
    dtmfInputRequired: fields.DtmfInputRequired ?? old.dtmfInputRequired,
    ttsName: fields.TtsName ?? old.ttsName,
    doNotShareWarningEnabled: fields.DoNotShareWarningEnabled ?? old.doNotShareWarningEnabled,
    customCodeEnabled: fields.CustomCodeEnabled ?? old.customCodeEnabled,
    push: {
      include_date: fields['Push.IncludeDate'] ?? old.push.include_date,
      apn_credential_sid: fields['Push.ApnCredentialSid'] ?? old.push.apn_credential_sid,
      fcm_credential_sid: fields['Push.FcmCredentialSid'] ?? old.push.fcm_credential_sid,
    },
    totp: {
      issuer: fields['Totp.Issuer'] ?? old.totp.issuer,
      time_step: fields['Totp.TimeStep'] ?? old.totp.time_step,
      code_length: fields['Totp.CodeLength'] ?? old.totp.code_length,
      skew: fields['Totp.Skew'] ?? old.totp.skew,
    },
    defaultTemplateSid: fields.DefaultTemplateSid ?? old.defaultTemplateSid,
    whatsapp: {
      msg_service_sid: fields['Whatsapp.MsgServiceSid'] ?? old.whatsapp.msg_service_sid,
      from: fields['Whatsapp.From'] ?? old.whatsapp.from,
    },
    passkeys: passkeysOf(fields) ?? old.passkeys,
    verifyEventSubscriptionEnabled:
      fields.VerifyEventSubscriptionEnabled ?? old.verifyEventSubscriptionEnabled,
    mailerSid: fields.MailerSid ?? old.mailerSid,
  };
  if (settings.skipSmsToLandlines && !settings.lookupEnabled) {
    throw new TwilioError(
      400,
      60217,
      'Invalid Service configuration: SkipSmsToLandlines needs LookupEnabled',
    );
  }
  return settings;
}

/** What was said of passkeys; undefined when nothing was. The passkeys themselves are not built. */
function passkeysOf(fields: ServiceFields): unknown {
  if (!Object.entries(fields).some(([name, value]) => name.startsWith('Passkeys.') && value !== undefined)) {
    return undefined;
  }
  return {
    relying_party: {
      id: fields['Passkeys.RelyingParty.Id'] ?? null,
      name: fields['Passkeys.RelyingParty.Name'] ?? null,
      origins: fields['Passkeys.RelyingParty.Origins']?.split(',') ?? [],
    },
    authenticator_attachment: fields['Passkeys.AuthenticatorAttachment'] ?? null,
    discoverable_credentials: fields['Passkeys.DiscoverableCredentials'] ?? null,
    user_verification: fields['Passkeys.UserVerification'] ?? null,
  };
}

/** The Service resource with all twenty-one fields. `url` is its own address. */
export function presentService(service: VerifyService, accountSid: string, url: string) {
  const { settings } = service;
  return {
    sid: service.sid,
    account_sid: accountSid,
    friendly_name: settings.friendlyName,
    code_length: settings.codeLength,
    lookup_enabled: settings.lookupEnabled,
    psd2_enabled: settings.psd2Enabled,
    skip_sms_to_landlines: settings.skipSmsToLandlines,
    dtmf_input_required: settings.dtmfInputRequired,
    tts_name: settings.ttsName,
    do_not_share_warning_enabled: settings.doNotShareWarningEnabled,
    custom_code_enabled: settings.customCodeEnabled,
    push: settings.push,
    totp: settings.totp,
    default_template_sid: settings.defaultTemplateSid,
    whatsapp: settings.whatsapp,
    passkeys: settings.passkeys,
    verify_event_subscription_enabled: settings.verifyEventSubscriptionEnabled,
    date_created: isoSeconds(service.createdAt),
    date_updated: isoSeconds(service.updatedAt),
    url,
    links: {
      verifications: `${url}/Verifications`,
      verification_checks: `${url}/VerificationCheck`,
      rate_limits: `${url}/RateLimits`,
      messaging_configurations: `${url}/MessagingConfigurations`,
      entities: `${url}/Entities`,
      webhooks: `${url}/Webhooks`,
      access_tokens: `${url}/AccessTokens`,
    },
  };
}
