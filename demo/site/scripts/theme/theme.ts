import {
  isColor,
  isLength,
  isShadow,
  lengths,
  shadows,
  tokenNames,
  type Color,
  type ColorName,
  type LengthName,
  type ShadowName,
  type TokenName,
} from './tokens.ts';

/** What a brand sets; what it leaves out, the elements derive or take from their own look. */
export interface Theme {
  readonly colors: Readonly<Partial<Record<ColorName, Color>>>;
  readonly lengths: Readonly<Partial<Record<LengthName, number>>>;
  readonly shadow?: ShadowName | undefined;
  /** A list of font families as CSS writes it. */
  readonly font?: string | undefined;
}

/** Belfry's own look. */
export const ownTheme: Theme = { colors: {}, lengths: {} };

/** Nobody's brand needs more; a longer fragment is not read at all. */
const longest = 2000;

/** A text that is not a theme, and why. */
export class ThemeError extends Error {
  override readonly name = 'ThemeError';
}

/** The value of a token as CSS; undefined where the theme leaves it out. */
export function cssValue(theme: Theme, name: TokenName): string | undefined {
  if (isColor(name)) {
    const color = theme.colors[name];
    return color && `light-dark(${color.light}, ${color.dark})`;
  }
  if (isLength(name)) {
    const length = theme.lengths[name];
    return length === undefined ? undefined : `${length}${lengths[name].unit}`;
  }
  return name === 'shadow' ? theme.shadow && shadows[theme.shadow] : theme.font;
}

/** The theme as a rule for the page's stylesheet. */
export function toCss(theme: Theme): string {
  const lines = tokenNames.flatMap((name) => {
    const value = cssValue(theme, name);
    return value === undefined ? [] : [`  --belfry-${name}: ${value};`];
  });
  return [':root {', ...lines, '}', ''].join('\n');
}

/** Reads one rule as `toCss` writes it, comments aside. @throws {ThemeError} for anything else */
export function fromCss(css: string): Theme {
  const rule = /^\s*:root\s*\{([^{}]*)\}\s*$/.exec(css.replaceAll(/\/\*[^]*?\*\//g, ''));
  if (!rule) throw new ThemeError('This is not one rule for :root.');
  const lines = (rule[1] ?? '').split(';').filter((line) => line.trim());
  return read(
    lines.map((line) => {
      const [, name, value] = /^\s*--belfry-([a-z-]+)\s*:([^]*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new ThemeError(`This is no token: ${line.trim()}`);
      return [name, value.replaceAll(/\s+/g, ' ').trim()];
    }),
  );
}

/** The theme as the fragment of an address: `accent=0b5a78-83cbe4&radius=10px`. Empty for Belfry's own look. */
export function toFragment(theme: Theme): string {
  const values = new URLSearchParams();
  for (const name of tokenNames) {
    const value = cssValue(theme, name);
    if (value === undefined) continue;
    const color = isColor(name) && theme.colors[name];
    if (color) values.set(name, `${color.light}-${color.dark}`.replaceAll('#', ''));
    else values.set(name, name === 'shadow' ? (theme.shadow ?? '') : value);
  }
  return values.toString();
}

/**
 * Reads what `toFragment` writes. An address comes from anybody: one value that is not what its token takes, and
 * nothing of it is used.
 * @throws {ThemeError}
 */
export function fromFragment(fragment: string): Theme {
  if (fragment.length > longest) throw new ThemeError('It is too long.');
  return read(
    [...new URLSearchParams(fragment)].map(([name, value]) => {
      if (isColor(name)) {
        const [light, dark, more] = value.split('-');
        return [name, more === undefined ? `light-dark(#${light}, #${dark})` : value];
      }
      return [name, name === 'shadow' && isShadow(value) ? shadows[value] : value];
    }),
  );
}

/** A list of font families that can only be one: names, in quotes or not. */
export function readFont(text: string): string | undefined {
  const family = /^(?:'[\p{L}\p{N} _-]+'|"[\p{L}\p{N} _-]+"|[\p{L}_-][\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+)*)$/u;
  const families = text.split(',').map((name) => name.trim());
  return text.length <= 300 && families.every((name) => family.test(name)) ? families.join(', ') : undefined;
}

/** `#rrggbb` of what a person writes: with its sign or without, short or long. */
export function readHex(text: string): string | undefined {
  const hex = /^#?([\da-f]{3}|[\da-f]{6})$/.exec(text.trim().toLowerCase())?.[1];
  return hex && `#${hex.length === 3 ? hex.replaceAll(/./g, '$&$&') : hex}`;
}

function read(entries: readonly (readonly [name: string, value: string])[]): Theme {
  const colors: Partial<Record<ColorName, Color>> = {};
  const sizes: Partial<Record<LengthName, number>> = {};
  let shadow: ShadowName | undefined;
  let font: string | undefined;
  const seen = new Set<string>();
  for (const [name, value] of entries) {
    const refuse = (why: string) => new ThemeError(`${name}: ${why}`);
    if (seen.has(name)) throw refuse('twice.');
    seen.add(name);
    if (isColor(name)) {
      const [, light, dark] = /^light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)$/i.exec(value) ?? [];
      if (!light || !dark) throw refuse('not a colour for light and one for dark.');
      colors[name] = { light: light.toLowerCase(), dark: dark.toLowerCase() };
    } else if (isLength(name)) {
      const { unit, min, max } = lengths[name];
      const [, number, given] = /^(\d{1,2}(?:\.\d{1,2})?)(px|em)$/.exec(value) ?? [];
      const length = Number(number);
      if (given !== unit || !(length >= min && length <= max)) {
        throw refuse(`not between ${min} and ${max} ${unit}.`);
      }
      sizes[name] = length;
    } else if (name === 'shadow') {
      shadow = Object.keys(shadows)
        .filter(isShadow)
        .find((key) => shadows[key] === value);
      if (!shadow) throw refuse('not one of the shadows.');
    } else if (name === 'font-family') {
      font = readFont(value);
      if (!font) throw refuse('not a list of font families.');
    } else throw refuse('no such token.');
  }
  return { colors, lengths: sizes, ...(shadow && { shadow }), ...(font && { font }) };
}
