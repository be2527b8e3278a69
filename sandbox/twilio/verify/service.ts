/** What users read as the sender of a code, the Verify service's friendly name. */
export const friendlyName = 'Willow & Wren';

/** Digits of a code. */
export const codeLength = 6;

/** The one seeded Verify service, all fields of the resource. `at` is ISO 8601, `url` the resource's own address. */
export function presentService(sid: string, accountSid: string, url: string, at: string) {
  return {
    sid,
    account_sid: accountSid,
    friendly_name: friendlyName,
    code_length: codeLength,
    lookup_enabled: true,
    psd2_enabled: false,
    skip_sms_to_landlines: true,
    dtmf_input_required: false,
    tts_name: null,
    do_not_share_warning_enabled: false,
    custom_code_enabled: false,
    push: { include_date: false, apn_credential_sid: null, fcm_credential_sid: null },
    totp: { issuer: friendlyName, time_step: 30, code_length: 6, skew: 1 },
    default_template_sid: null,
    whatsapp: { msg_service_sid: null, from: null },
    passkeys: null,
    verify_event_subscription_enabled: false,
    date_created: at,
    date_updated: at,
    url,
    links: {
      verifications: `${url}/Verifications`,
      verification_checks: `${url}/VerificationCheck`,
    },
  };
}
