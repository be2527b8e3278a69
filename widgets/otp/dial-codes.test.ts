import metadata from 'libphonenumber-js/min/metadata';
import { describe, expect, it } from 'vitest';
import { dialCodes } from './dial-codes.ts';

describe('calling codes', () => {
  it('are those of the phone metadata, with the same main country', () => {
    const known = Object.entries(metadata.country_calling_codes).flatMap(([code, countries]) =>
      countries.filter((country) => /^[A-Z]{2}$/.test(country)).map((country) => [country, code]),
    );
    expect([...dialCodes]).toEqual(known);
  });

  it('begin no other code, so that the first that fits is the one', () => {
    const codes = [...new Set(dialCodes.values())];
    expect(codes.filter((code) => codes.some((other) => other !== code && other.startsWith(code)))).toEqual(
      [],
    );
  });
});
