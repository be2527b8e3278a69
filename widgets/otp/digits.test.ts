import { describe, expect, it } from 'vitest';
import { digitsOf } from './digits.ts';

describe('digits', () => {
  it('leaves out what is no digit', () => {
    expect(digitsOf('Your code: 123 4-56 (G).')).toBe('123456');
    expect(digitsOf('½ ² Ⅷ ①')).toBe('');
  });

  // The platform writes the digits of each numbering system; reading them back must give the number.
  const systems = Intl.supportedValuesOf('numberingSystem').filter((system) =>
    /^\p{Nd}{10}$/u.test(numerals(system)),
  );

  it('knows that there are many scripts', () => expect(systems.length).toBeGreaterThan(30));

  it.each(systems)('reads those of %s', (system) => expect(digitsOf(numerals(system))).toBe('0123456789'));
});

function numerals(numberingSystem: string): string {
  const format = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false });
  return Array.from({ length: 10 }, (_, digit) => format.format(digit)).join('');
}
