import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { themeStyles } from '../../../../widgets/shared/theme.styles.ts';
import { check, contrastOf, mix, mixes, ownColors, palette } from './contrast.ts';
import {
  fromCss,
  fromFragment,
  ownTheme,
  readFont,
  readHex,
  ThemeError,
  toCss,
  toFragment,
  type Theme,
} from './theme.ts';
import { colors, lengths, shadows, tokenNames, type ColorName, type ShadowName } from './tokens.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const color = fc.record({ light: hex, dark: hex });
const themes: fc.Arbitrary<Theme> = fc
  .record({
    colors: fc.dictionary(fc.constantFrom(...(Object.keys(colors) as ColorName[])), color),
    lengths: fc.record(
      { radius: fc.integer({ min: 0, max: 28 }), 'font-size': fc.integer({ min: 13, max: 20 }) },
      { requiredKeys: [] },
    ),
    shadow: fc.option(fc.constantFrom(...(Object.keys(shadows) as ShadowName[])), { nil: undefined }),
    font: fc.option(fc.constantFrom('inherit', "'Brand Sans', Arial, sans-serif", 'Überschrift, serif'), {
      nil: undefined,
    }),
  })
  .map(({ shadow, font, ...theme }) => ({
    colors: { ...theme.colors },
    lengths: { ...theme.lengths },
    ...(shadow && { shadow }),
    ...(font && { font }),
  }));

describe('a theme', () => {
  it('survives its CSS and its address', () => {
    fc.assert(
      fc.property(themes, (theme) => {
        expect(fromCss(toCss(theme))).toEqual(theme);
        expect(fromFragment(toFragment(theme))).toEqual(theme);
      }),
    );
  });

  it.each([
    'accent=red',
    'accent=2b5cd9',
    'accent=2b5cd9-93b0ff-000000',
    'accent=2b5cd9-93b0ff);background:url(https://evil.example',
    'accent=2b5cd9-93b0ff&accent=000000-ffffff',
    'radius=400px',
    'radius=1em',
    'radius=-1px',
    'radius=calc(1px)',
    'font-size=1px',
    'font-size=NaNpx',
    'space=url(x)',
    'shadow=0 0 0 100vmax red',
    'shadow=constructor',
    'font-family=x;}body{display:none',
    'font-family=url(https://evil.example/f)',
    "font-family='Brand",
    'font-family=',
    `font-family=${'a'.repeat(400)}`,
    '__proto__=1',
    'hover=000000-ffffff',
    '<img src=x onerror=alert(1)>',
    `accent=2b5cd9-93b0ff&radius=12px&x=${'1'.repeat(3000)}`,
  ])('is not read from a hostile address: %s', (fragment) => {
    expect(() => fromFragment(fragment)).toThrow(ThemeError);
  });

  it('is never read from an address as anything that leaves its declaration', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tokenNames), fc.string(), (name, value) => {
        try {
          const css = toCss(fromFragment(new URLSearchParams([[name, value]]).toString()));
          expect(css.split('\n')).toHaveLength(4);
          expect(css).not.toMatch(/url\(|[<>\\@]|;.*;/);
        } catch (error) {
          if (!(error instanceof ThemeError)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is Belfry’s own without a fragment', () => {
    expect(fromFragment('')).toEqual(ownTheme);
    expect(toFragment(ownTheme)).toBe('');
  });

  it.each([
    ':root { color: red }',
    ':root {--belfry-accent: red;}',
    'body { --belfry-radius: 3px }',
    '',
    ':root{}:root{}',
  ])('is not read from other CSS: %s', (css) => expect(() => fromCss(css)).toThrow(ThemeError));

  it('takes colours and families as people write them', () => {
    expect(['#ABC', 'abcdef', ' #012345 '].map(readHex)).toEqual(['#aabbcc', '#abcdef', '#012345']);
    expect(['', 'red', '#12345'].map(readHex)).toEqual([undefined, undefined, undefined]);
    expect(readFont('"Brand Sans" ,Arial')).toBe('"Brand Sans", Arial');
  });
});

describe('the contrast', () => {
  it('is that of WCAG', () => {
    expect(contrastOf('#000000', '#ffffff')).toBe(21);
    expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
    expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.542, 3);
  });

  it('names what fails, where it fails', () => {
    const pale: Theme = { ...ownTheme, colors: { muted: { light: '#aaaaaa', dark: '#aaaaaa' } } };
    const fails = check(pale).filter(({ passes }) => !passes);
    expect(fails.map(({ scheme, label }) => `${scheme}: ${label}`)).toEqual([
      'light: Muted text on the surface',
      'light: Muted text on what is raised',
      'light: Muted text under the pointer',
    ]);
  });

  it('asks 3 for what is no text', () => {
    const ring: Theme = { ...ownTheme, colors: { focus: { light: '#808080', dark: '#808080' } } };
    expect(check(ring).filter(({ passes }) => !passes)).toEqual([]);
  });
});

describe('what the editor knows of the elements', () => {
  const sheet = themeStyles.cssText;

  it('is every token that they read', () => {
    const read = [...sheet.matchAll(/var\(\s*--belfry-([a-z-]+)/g)].map(([, name]) => name);
    expect([...new Set(read)].sort()).toEqual([...tokenNames].sort());
    expect([...Object.keys(colors), ...Object.keys(lengths), 'font-family', 'shadow'].sort()).toEqual(
      [...tokenNames].sort(),
    );
  });

  it('is their own colours', () => {
    for (const [name, { light, dark }] of Object.entries(ownColors)) {
      const [, ...own] = new RegExp(`--belfry-${name}, light-dark\\((#\\w+), (#\\w+)\\)`).exec(sheet) ?? [];
      expect(own.map(readHex), name).toEqual([light, dark]);
    }
  });

  it('is how they derive the others', () => {
    for (const [name, percent] of Object.entries(mixes)) {
      const property = name === 'control' ? '--_control-border' : `--_${name}`;
      expect(sheet).toMatch(
        new RegExp(`${property}: [^;]*color-mix\\(in srgb, var\\(--_text\\) ${percent}%`),
      );
    }
    expect(palette(ownTheme, 'light').raised).toBe(mix('#1b1c20', '#ffffff', 5));
    expect(palette(ownTheme, 'dark').focus).toBe('#93b0ff');
  });
});
