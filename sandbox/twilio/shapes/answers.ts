import * as z from 'zod';
import type { AnswerShapes } from '../../platform/answer-shapes.ts';

const text = z.string();
const count = z.int().nonnegative();
const sid = (prefix: string) => text.regex(new RegExp(`^${prefix}[0-9a-f]{32}$`));
const account_sid = sid('AC');

/** Times of the API of 2010, and of the newer ones. */
const rfc2822 = text.regex(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
const iso = text.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const dates = { date_created: iso, date_updated: iso };

/** A list of the API of 2010: paths beside the array. */
const uriPage = (key: string, shape: z.ZodType) => {
  const path = text.startsWith('/2010-04-01/');
  return z.strictObject({
    [key]: z.array(shape),
    first_page_uri: path,
    previous_page_uri: path.nullable(),
    next_page_uri: path.nullable(),
    uri: path,
    start: count,
    end: count,
    page: count,
    page_size: z.int().positive(),
  });
};

/** A list of the newer APIs: addresses in `meta`. */
const metaPage = (key: string, shape: z.ZodType) =>
  z.strictObject({
    meta: z.strictObject({
      page: count,
      page_size: z.int().positive(),
      first_page_url: z.url(),
      previous_page_url: z.url().nullable(),
      url: z.url(),
      next_page_url: z.url().nullable(),
      key: z.literal(key),
    }),
    [key]: z.array(shape),
  });

const message = z.strictObject({
  body: text,
  num_segments: text.regex(/^\d+$/),
  direction: z.literal('outbound-api'),
  from: text.nullable(),
  to: text,
  date_updated: rfc2822,
  price: text.regex(/^-\d+\.\d{5}$/).nullable(),
  error_message: text.nullable(),
  uri: text.regex(/^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}\/Messages\/(?:SM|MM)[0-9a-f]{32}\.json$/),
  account_sid,
  num_media: text.regex(/^\d+$/),
  status: z.enum([
    'accepted',
    'scheduled',
    'queued',
    'sending',
    'sent',
    'delivered',
    'undelivered',
    'failed',
    'canceled',
    'read',
  ]),
  messaging_service_sid: sid('MG').nullable(),
  sid: sid('(?:SM|MM)'),
  date_sent: rfc2822.nullable(),
  date_created: rfc2822,
  error_code: z.int().nullable(),
  price_unit: z.literal('USD'),
  api_version: z.literal('2010-04-01'),
  subresource_uris: z.strictObject({ media: text.endsWith('/Media.json') }),
});
const media = z.strictObject({
  account_sid,
  content_type: text,
  date_created: rfc2822,
  date_updated: rfc2822,
  parent_sid: sid('MM'),
  sid: sid('ME'),
  uri: text.endsWith('.json'),
});

const service = z.strictObject({
  sid: sid('VA'),
  account_sid,
  friendly_name: text,
  code_length: z.int(),
  lookup_enabled: z.boolean(),
  psd2_enabled: z.boolean(),
  skip_sms_to_landlines: z.boolean(),
  dtmf_input_required: z.boolean(),
  tts_name: text.nullable(),
  do_not_share_warning_enabled: z.boolean(),
  custom_code_enabled: z.boolean(),
  push: z.strictObject({
    include_date: z.boolean(),
    apn_credential_sid: text.nullable(),
    fcm_credential_sid: text.nullable(),
  }),
  totp: z.strictObject({ issuer: text, time_step: z.int(), code_length: z.int(), skew: z.int() }),
  default_template_sid: sid('HJ').nullable(),
  whatsapp: z.strictObject({ msg_service_sid: text.nullable(), from: text.nullable() }),
  passkeys: z
    .strictObject({
      relying_party: z.strictObject({ id: text.nullable(), name: text.nullable(), origins: z.array(text) }),
      authenticator_attachment: text.nullable(),
      discoverable_credentials: text.nullable(),
      user_verification: text.nullable(),
    })
    .nullable(),
  verify_event_subscription_enabled: z.boolean(),
  ...dates,
  url: z.url(),
  links: z.strictObject({
    verifications: z.url(),
    verification_checks: z.url(),
    rate_limits: z.url(),
    messaging_configurations: z.url(),
    entities: z.url(),
    webhooks: z.url(),
    access_tokens: z.url(),
  }),
});

const channel = z.enum(['sms', 'call', 'whatsapp', 'email']);
const verificationFields = {
  sid: sid('VE'),
  service_sid: sid('VA'),
  account_sid,
  to: text,
  channel,
  status: z.enum(['pending', 'approved', 'canceled', 'max_attempts_reached']),
  valid: z.boolean(),
  amount: text.nullable(),
  payee: text.nullable(),
  ...dates,
};
const carrier = z.strictObject({
  mobile_country_code: text.nullable(),
  type: z.enum(['landline', 'voip', 'mobile']),
  error_code: z.null(),
  mobile_network_code: text.nullable(),
  name: text.nullable(),
});
const verification = z.strictObject({
  ...verificationFields,
  /** Of a service that looks nothing up, and of an address, nothing is known. */
  lookup: z.strictObject({ carrier: carrier.optional() }),
  send_code_attempts: z
    .array(
      z.strictObject({
        time: iso,
        channel: z.enum(['SMS', 'CALL', 'whatsapp', 'EMAIL']),
        attempt_sid: sid('VL'),
      }),
    )
    .min(1),
  sna: z.null(),
  url: z.url(),
});
const check = z.strictObject({ ...verificationFields, sna_attempts_error_codes: z.array(z.never()) });

const attemptData = {
  verification_sid: sid('VE'),
  to: text,
  status: z.enum(['confirmed', 'expired', 'unconfirmed']),
  error_code: text.nullable(),
  country: text.nullable(),
  code_length: z.int(),
  locale: text,
  mcc: text.nullable(),
  mnc: text.nullable(),
  carrier: text.nullable(),
};
const attemptFields = {
  sid: sid('VL'),
  account_sid,
  service_sid: sid('VA'),
  verification_sid: sid('VE'),
  ...dates,
  conversion_status: z.enum(['converted', 'unconverted']),
  price: z.strictObject({ value: text.regex(/^\d+\.\d+$/), currency: z.literal('usd') }),
  url: z.url(),
};
/** A call has a `call_status` where the others have a `message_status`. */
const attempt = z.discriminatedUnion('channel', [
  z.strictObject({
    ...attemptFields,
    channel: z.literal('call'),
    channel_data: z.strictObject({ ...attemptData, call_status: z.literal('completed') }),
  }),
  z.strictObject({
    ...attemptFields,
    channel: channel.exclude(['call']),
    channel_data: z.strictObject({ ...attemptData, message_status: z.enum(['delivered', 'undelivered']) }),
  }),
]);

const template = z.strictObject({
  sid: sid('HJ'),
  account_sid,
  friendly_name: text,
  channels: z.array(z.enum(['sms', 'voice'])),
  translations: z.record(
    text,
    z.strictObject({
      is_default_translation: z.boolean(),
      status: z.enum(['approved', 'pending']),
      locale: text,
      text,
      ...dates,
    }),
  ),
});
const rateLimit = z.strictObject({
  sid: sid('RK'),
  service_sid: sid('VA'),
  account_sid,
  unique_name: text,
  description: text,
  ...dates,
  url: z.url(),
  links: z.strictObject({ buckets: z.url() }),
});
const bucket = z.strictObject({
  sid: sid('BL'),
  rate_limit_sid: sid('RK'),
  service_sid: sid('VA'),
  account_sid,
  max: z.int(),
  interval: z.int(),
  ...dates,
  url: z.url(),
});
const configuration = z.strictObject({
  account_sid,
  service_sid: sid('VA'),
  country: text,
  messaging_service_sid: sid('MG'),
  ...dates,
  url: z.url(),
});
const safeNumber = z.strictObject({ sid: sid('GN'), phone_number: text, url: z.url() });

/** A package that the account has not bought. */
const notBought = z.strictObject({ error_code: z.literal(60606) }).nullable();
const lookup = z.strictObject({
  calling_country_code: text.nullable(),
  country_code: text.nullable(),
  phone_number: text,
  national_format: text.nullable(),
  valid: z.boolean(),
  validation_errors: z.array(text).nullable(),
  caller_name: notBought,
  sim_swap: notBought,
  call_forwarding: notBought,
  line_status: notBought,
  line_type_intelligence: z
    .strictObject({
      error_code: z.null(),
      mobile_country_code: text.nullable(),
      mobile_network_code: text.nullable(),
      carrier_name: text.nullable(),
      type: text.nullable(),
    })
    .nullable(),
  identity_match: notBought,
  reassigned_number: notBought,
  sms_pumping_risk: z
    .strictObject({
      carrier_risk_category: z.enum(['low', 'high']),
      number_blocked: z.boolean(),
      number_blocked_date: text.nullable(),
      number_blocked_last_3_months: z.boolean(),
      sms_pumping_risk_score: count,
      error_code: z.null(),
    })
    .nullable(),
  phone_number_quality_score: notBought,
  pre_fill: notBought,
  url: z.url(),
});

const messages = '/2010-04-01/Accounts/:account/Messages';
const services = '/v2/Services';
const limits = `${services}/:service/RateLimits`;
const configurations = `${services}/:service/MessagingConfigurations`;

/** What the sandbox's Twilio answers, call by call. */
export const answerShapes: AnswerShapes = {
  routes: {
    [`POST ${messages}.json`]: message,
    [`GET ${messages}.json`]: uriPage('messages', message),
    [`GET ${messages}/:message/Media.json`]: uriPage('media_list', media),
    [`GET ${messages}/:message/Media/:media.json`]: media,
    [`GET ${messages}/:message.json`]: message,
    [`POST ${messages}/:message.json`]: message,

    [`POST ${services}`]: service,
    [`GET ${services}`]: metaPage('services', service),
    [`GET ${services}/:service`]: service,
    [`POST ${services}/:service`]: service,
    [`POST ${services}/:service/Verifications`]: verification,
    [`GET ${services}/:service/Verifications/:key`]: verification,
    [`POST ${services}/:service/Verifications/:key`]: verification,
    [`POST ${services}/:service/VerificationCheck`]: check,
    [`POST ${limits}`]: rateLimit,
    [`GET ${limits}`]: metaPage('rate_limits', rateLimit),
    [`GET ${limits}/:limit`]: rateLimit,
    [`POST ${limits}/:limit`]: rateLimit,
    [`POST ${limits}/:limit/Buckets`]: bucket,
    [`GET ${limits}/:limit/Buckets`]: metaPage('buckets', bucket),
    [`GET ${limits}/:limit/Buckets/:bucket`]: bucket,
    [`POST ${limits}/:limit/Buckets/:bucket`]: bucket,
    [`POST ${configurations}`]: configuration,
    [`GET ${configurations}`]: metaPage('messaging_configurations', configuration),
    [`GET ${configurations}/:country`]: configuration,
    [`POST ${configurations}/:country`]: configuration,
    'GET /v2/Templates': metaPage('templates', template),
    'POST /v2/SafeList/Numbers': safeNumber,
    'GET /v2/SafeList/Numbers/:number': safeNumber,
    'GET /v2/Attempts': metaPage('attempts', attempt),
    'GET /v2/Attempts/Summary': z.strictObject({
      total_attempts: count,
      total_converted: count,
      total_unconverted: count,
      conversion_rate_percentage: text.regex(/^\d+(?:\.\d+)?$/),
      url: z.url(),
    }),
    'GET /v2/Attempts/:attempt': attempt,
    'GET /v2/PhoneNumbers/:number': lookup,
  },
};
