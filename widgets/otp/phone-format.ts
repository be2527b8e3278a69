import {
  AsYouType,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
} from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { editPhone, type PhoneMetadata } from './phone-edit.ts';
import type { PhoneFormat } from './phone-number.ts';

/** Phone metadata, the one file that brings it: 35 kB gz, so it loads when a phone field is first used. */
export const phoneMetadata: PhoneMetadata = {
  format: (digits, country) => (supported(country) ? new AsYouType(country, metadata).input(digits) : digits),
  read: (international) => {
    const number = parsePhoneNumberFromString(international, metadata);
    return number?.country && { country: number.country, national: number.formatNational() };
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
};

function supported(country: string): country is CountryCode {
  return country in metadata.countries;
}
