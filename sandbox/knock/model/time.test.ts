import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoMicros, toMicros } from './time.ts';

test('a moment is written and read to the microsecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000_000 }), (micros) => {
      expect(toMicros(isoMicros(micros))).toBe(micros);
    }),
  );
});

test.each([
  ['2030-01-01T00:00:00Z', '2030-01-01T00:00:00.000000Z'],
  ['2030-01-01T01:00:00.5+01:00', '2030-01-01T00:00:00.500000Z'],
  ['2030-01-01T00:00:00.1234567Z', '2030-01-01T00:00:00.123456Z'],
])('%s is %s', (text, same) => {
  expect(isoMicros(toMicros(text))).toBe(same);
});
