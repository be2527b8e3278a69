import {
  AsYouType,
  Metadata,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
} from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { digitsAbroad, editPhone, type PhoneMetadata } from './phone-edit.ts';
import { toInternational, type PhoneFormat } from './phone-number.ts';

/** Phone metadata, the one file that brings it: 35 kB gz, so it loads when a phone field is first used. */
export const phoneMetadata: PhoneMetadata = {
  format: (digits, country) => (supported(country) ? new AsYouType(country, metadata).input(digits) : digits),
  read: (international) => {
    const number = parsePhoneNumberFromString(international, metadata);
    return (
      number?.country && {
        country: number.country,
        national: number.formatNational(),
        valid: number.isValid(),
      }
    );
  },
  exit: (digits, country) => {
    if (!supported(country)) return '';
    const plans = new Metadata(metadata);
    plans.selectNumberingPlan(country);
    const prefix = plans.numberingPlan?.IDDPrefix();
    const found = prefix ? new RegExp(`^(?:${prefix})`).exec(digits)?.[0] : undefined;
    return found ?? '';
  },
};

export const phoneFormat: PhoneFormat = {
  edit: (edit, offered) => editPhone(edit, offered, phoneMetadata),
  fault: (international) => {
    const fault = validatePhoneNumberLength(international, metadata);
    if (fault === 'TOO_SHORT' || fault === 'NOT_A_NUMBER') return 'short';
    // Gaps in a country's lengths are the Worker's to judge.
    return fault === 'TOO_LONG' ? 'long' : undefined;
  },
  international: (text, country) => {
    const abroad = digitsAbroad(text, country, phoneMetadata);
    return abroad === undefined ? toInternational(text, country) : `+${abroad}`;
  },
};

function supported(country: string): country is CountryCode {
  return country in metadata.countries;
}
