import fc from 'fast-check';
import { getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { dialCodes } from './dial-codes.ts';
import { digitsOf } from './digits.ts';
import { phoneFormat, phoneMetadata } from './phone-format.ts';
import { editPhone, readInternational, type PhoneMetadata } from './phone-edit.ts';
import { firstCountry, toInternational, type EditKind } from './phone-number.ts';

const offered = ['DE', 'GB', 'US', 'CA', 'IT'];
const everywhere = [...dialCodes.keys()];

/** Metadata that knows no number. */
const ignorant: PhoneMetadata = { format: (digits) => digits, read: () => undefined, exit: () => '' };

const given = (text: string, country = 'US', metadata = ignorant) =>
  editPhone({ text, country, caret: text.length, kind: 'given' }, offered, metadata);

describe('a pasted number', () => {
  it.each([
    '+4915112345678',
    '+49 151 123-456 78',
    '0049 151 12345678',
    '＋４９１５１１２３４５６７８',
    '(+49) 151 12345678',
    'tel:+49-151-12345678;ext=7',
    'Mobil: +49 (151) 12345678',
    '+٤٩١٥١١٢٣٤٥٦٧٨',
  ])('picks its country: %s', (text) =>
    expect(given(text)).toMatchObject({ country: 'DE', text: '15112345678' }),
  );

  it('is shown as at home once metadata has loaded', () => {
    expect(given('+4915112345678', 'US', phoneMetadata)).toMatchObject({
      country: 'DE',
      text: '01511 2345678',
    });
    expect(given('+12042345678', 'US', phoneMetadata)).toMatchObject({
      country: 'CA',
      text: '(204) 234-5678',
    });
  });

  it('stays with the current country where countries share a code', () => {
    expect(given('+12042345678', 'CA').country).toBe('CA');
    expect(given('+12042345678', 'GB').country).toBe('US');
  });

  it('is left as it is when its country is not offered', () => {
    expect(given('+33 6 12 34 56 78')).toMatchObject({ country: 'US', text: '+33 6 12 34 56 78' });
    expect(toInternational('+33 6 12 34 56 78', 'US')).toBe('+33612345678');
  });

  it('means the same number as before, for a number of every country', () => {
    for (const country of everywhere) {
      const example = getExampleNumber(country as 'DE', examples);
      if (!example) continue;
      for (const format of [ignorant, phoneMetadata]) {
        const typed = editPhone(
          { text: example.formatInternational(), country: 'DE', caret: 0, kind: 'given' },
          everywhere,
          format,
        );
        // A digit for calls within the country may be back: the Worker takes it off again.
        const to = toInternational(typed.text, typed.country);
        expect(to.startsWith(`+${example.countryCallingCode}`), `${country} ${to}`).toBe(true);
        expect(to.endsWith(example.nationalNumber.slice(-6)), `${country} ${to}`).toBe(true);
      }
    }
  });
});

describe('a typed number', () => {
  const type = (text: string, caret: number, kind: EditKind = 'typed', country = 'US') =>
    editPhone({ text, country, caret, kind }, offered, phoneMetadata);

  it('is grouped while the caret stays behind the same digit', () => {
    expect(type('2125550', 7)).toEqual({ text: '(212) 555-0', country: 'US', caret: 11 });
    // A digit put behind 212.
    expect(type('(212) 9555-012', 7)).toEqual({ text: '(212) 955-5012', country: 'US', caret: 7 });
  });

  it('is left alone while something is deleted', () => {
    expect(type('(212 555-0123', 4, 'deleted')).toEqual({ text: '(212 555-0123', country: 'US', caret: 4 });
  });

  it('switches the country as soon as its code is complete, and is not rewritten meanwhile', () => {
    expect(type('+4', 2)).toEqual({ text: '+4', country: 'US', caret: 2 });
    expect(type('+49', 3)).toEqual({ text: '+49', country: 'DE', caret: 3 });
    expect(type('+49 151', 7)).toEqual({ text: '+49 151', country: 'DE', caret: 7 });
  });

  it('keeps its digits, and as many of them before the caret, whatever is typed where', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...offered),
        fc.stringMatching(/^[1-9][0-9 ()-]{0,14}$/),
        fc.nat(),
        (country, text, at) => {
          const caret = at % (text.length + 1);
          const typed = editPhone({ text, country, caret, kind: 'typed' }, offered, phoneMetadata);
          expect(digitsOf(typed.text)).toBe(digitsOf(text));
          expect(digitsOf(typed.text.slice(0, typed.caret))).toBe(digitsOf(text.slice(0, caret)));
        },
      ),
    ));
});

describe('a number with what one dials to call abroad', () => {
  it.each([
    ['011 44 20 7946 0018', 'US', '+442079460018'],
    ['01149 (151) 12345678', 'CA', '+4915112345678'],
    ['00 44 20 7946 0018', 'DE', '+442079460018'],
    ['0011 44 20 7946 0018', 'AU', '+442079460018'],
    ['010 44 20 7946 0018', 'JP', '+442079460018'],
    ['8~10 44 20 7946 0018', 'RU', '+442079460018'],
    ['000 44 20 7946 0018', 'KE', '+442079460018'],
    // Pasted from elsewhere: no number of the country begins so.
    ['0044 20 7946 0018', 'US', '+442079460018'],
    ['0044 20 7946 0018', 'AU', '+442079460018'],
    // Singapore, Thailand and Hong Kong have an exit for each carrier; people write `00` there, too.
    ['001 44 20 7946 0018', 'SG', '+442079460018'],
    ['0049 151 12345678', 'SG', '+4915112345678'],
    ['0044 20 7946 0018', 'SG', '+442079460018'],
    ['0066 81 234 5678', 'TH', '+66812345678'],
    ['0086 138 1234 5678', 'HK', '+8613812345678'],
    ['０１１ ４４ ２０ ７９４６ ００１８', 'US', '+442079460018'],
    ['٠١١ ٤٤ ٢٠ ٧٩٤٦ ٠٠١٨', 'US', '+442079460018'],
    ['०११ ४४ २० ७९४६ ००१८', 'US', '+442079460018'],
    ['tel:011-44-20-7946-0018;ext=7', 'US', '+442079460018'],
    // Sheffield's, which begins as America calls abroad.
    ['0114 496 0123', 'GB', '+4401144960123'],
    ['+44 011 496 0123', 'US', '+440114960123'],
  ])('%s, typed in %s, is %s', (text, country, international) =>
    expect(phoneFormat.international(text, country)).toBe(international),
  );

  it('is shown as at home once it is pasted, or the field is left', () => {
    const shown = { country: 'GB', text: '020 7946 0018' };
    expect(given('011 44 20 7946 0018', 'US', phoneMetadata)).toMatchObject(shown);
    expect(given('０１１４４２０７９４６００１８', 'CA', phoneMetadata)).toMatchObject(shown);
    expect(given('011 33 6 12 34 56 78', 'US', phoneMetadata)).toMatchObject({
      country: 'US',
      text: '011 33 6 12 34 56 78',
    });
  });

  it('is left as it stands, in its country, while it is typed', () => {
    let country = 'US';
    let text = '';
    for (const key of '011442079460018') {
      ({ text, country } = editPhone(
        { text: text + key, country, caret: text.length + 1, kind: 'typed' },
        offered,
        phoneMetadata,
      ));
    }
    expect({ text, country }).toEqual({ text: '011442079460018', country: 'US' });
  });

  it('is one of every country, as its own plan has it', () => {
    const target = '442079460018';
    for (const country of everywhere) {
      const exit = ['00', '011', '0011', '010', '810', '119', '000', '001', '002'].find(
        (dialled) => phoneMetadata.exit(dialled + target, country) === dialled,
      );
      if (exit) expect(phoneFormat.international(exit + target, country), country).toBe(`+${target}`);
    }
  });

  it('takes none for one that is at home', () => {
    for (const country of everywhere) {
      const example = getExampleNumber(country as 'DE', examples);
      if (!example) continue;
      const to = phoneFormat.international(example.formatNational(), country);
      expect(to.startsWith(`+${example.countryCallingCode}`), `${country} ${to}`).toBe(true);
    }
  });
});

describe('reading', () => {
  it('sees no country code in a national number', () => {
    expect(readInternational('0151 12345678', offered, 'DE', phoneMetadata)).toBeUndefined();
    expect(toInternational('0151 12345678', 'DE')).toBe('+49015112345678');
  });

  it('takes digits of other scripts', () => {
    expect(toInternational('٠٢٠٧٩٤٦٠٠١٨', 'GB')).toBe('+4402079460018');
    expect(toInternational('۰۰۴۴ ۲۰۷۹۴۶۰۰۱۸', 'US')).toBe('+442079460018');
  });

  it('judges lengths only where metadata says so', () => {
    expect(phoneFormat.fault('+4479')).toBe('short');
    expect(phoneFormat.fault('+447911123456')).toBeUndefined();
    expect(phoneFormat.fault('+44791112345678')).toBe('long');
  });
});

describe('the first country', () => {
  it.each([
    { wanted: 'gb', languages: ['de-DE'], site: 'US', country: 'GB' },
    { wanted: undefined, languages: ['de-DE', 'en-US'], site: 'US', country: 'DE' },
    { wanted: undefined, languages: ['it'], site: 'US', country: 'IT' },
    { wanted: undefined, languages: ['fr-FR', 'ja'], site: 'US', country: 'US' },
    { wanted: undefined, languages: ['de-AT', 'en-GB'], site: 'US', country: 'GB' },
    { wanted: 'FR', languages: ['fr-FR', 'it'], site: undefined, country: 'IT' },
    { wanted: undefined, languages: ['xx-invalid-locale-x'], site: 'CA', country: 'CA' },
    { wanted: undefined, languages: [], site: undefined, country: 'DE' },
  ])('is $country for $wanted, $languages and the site’s $site', ({ wanted, languages, site, country }) =>
    expect(firstCountry(offered, wanted, languages, site)).toBe(country),
  );

  it('is none when none is offered', () => expect(firstCountry([], 'DE', ['de'], 'DE')).toBeUndefined());
});
