import metadata from 'libphonenumber-js/min/metadata';
import { describe, expect, it } from 'vitest';
import { regionsOf } from './dial-codes.ts';

describe('calling codes', () => {
  it('are those of the phone metadata, with the same main country', () => {
    const known = Object.entries(metadata.country_calling_codes).map(([code, countries]) => [
      code,
      countries.filter((country) => /^[A-Z]{2}$/.test(country)),
    ]);
    expect(Object.fromEntries(regionsOf)).toEqual(
      Object.fromEntries(known.filter(([, countries]) => countries?.length)),
    );
  });

  it('begin no other code, so that the first that fits is the one', () => {
    const codes = [...regionsOf.keys()];
    expect(codes.filter((code) => codes.some((other) => other !== code && other.startsWith(code)))).toEqual(
      [],
    );
  });
});
