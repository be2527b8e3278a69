import metadata from 'libphonenumber-js/min/metadata';
import { describe, expect, it } from 'vitest';
import { dialCodes } from './dial-codes.ts';

describe('calling codes', () => {
  it('are those of the phone metadata, with the same main country', () => {
    const known = Object.entries(metadata.country_calling_codes).map(([code, countries]) => [
      code,
      countries.filter((country) => /^[A-Z]{2}$/.test(country)).join(' '),
    ]);
    expect(dialCodes).toEqual(Object.fromEntries(known.filter(([, countries]) => countries)));
  });

  it('begin no other code, so that the first that fits is the one', () => {
    const codes = Object.keys(dialCodes);
    expect(codes.filter((code) => codes.some((other) => other !== code && other.startsWith(code)))).toEqual(
      [],
    );
  });
});
