import { describe, expect, it } from 'vitest';
import { faultsOf } from './check-locales.ts';

const english = { hello: 'Hello {name}', files: { one: '{count} file', other: '{count} files' } } as const;

describe('the check of languages', () => {
  it('takes the plural forms of the language, and a number in words', () => {
    const files = {
      zero: 'لا',
      one: 'ملف',
      two: 'ملفان',
      few: '{count} ملفات',
      many: '{count} ملفًا',
      other: '{count} ملف',
    };
    expect(faultsOf('ar', { hello: '{name}', files }, english)).toEqual([]);
    expect(faultsOf('ja', { hello: '{name}', files: '{count}個' }, english)).toEqual([]);
  });

  it.each([
    ['a key too few', { hello: '{name}' }, 'files is missing'],
    ['a lost place', { ...english, hello: 'Привет' }, 'hello has lost {name}'],
    [
      'a place that nothing fills',
      { ...english, hello: '{name} {who}' },
      'hello has {who}, which nothing fills',
    ],
    ['a key too many', { ...english, bye: 'Пока' }, 'bye is not in English'],
    ['a missing form', english, 'files has no form for “few”'],
    [
      'a foreign form',
      { ...english, files: { two: '{count}', other: '{count}' } },
      'files has a form for “two”, which the language has not',
    ],
    ['no forms', { ...english, files: '{count}' }, 'files has no plurals'],
    ['an empty text', { ...english, hello: ' ' }, 'hello is empty'],
  ])('finds %s', (_, translation, fault) => expect(faultsOf('ru', translation, english)).toContain(fault));
});
