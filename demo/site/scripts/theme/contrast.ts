import type { Theme } from './theme.ts';
import type { ColorName, Scheme } from './tokens.ts';

/** The colours that the elements draw with: the tokens, and the two that come of them. */
export type Palette = Readonly<Record<ColorName | 'hover' | 'control', string>>;

/** Belfry's own colours, as `widgets/shared/theme.styles.ts` has them; the others come of these. */
export const ownColors = {
  accent: { light: '#2b5cd9', dark: '#93b0ff' },
  'on-accent': { light: '#ffffff', dark: '#0c1530' },
  surface: { light: '#ffffff', dark: '#18191d' },
  text: { light: '#1b1c20', dark: '#ececf0' },
  danger: { light: '#b42318', dark: '#ff9b8f' },
} as const satisfies Partial<Record<ColorName, Record<Scheme, string>>>;

/** How much of the text's colour is mixed into the surface's for what is derived, in percent, as the elements do. */
export const mixes = { raised: 5, hover: 8, muted: 68, border: 13, control: 55 } as const;

/** Every colour of a theme in one scheme, derived where the theme leaves it out. */
export function palette({ colors }: Theme, scheme: Scheme): Palette {
  const own = (name: keyof typeof ownColors) => (colors[name] ?? ownColors[name])[scheme];
  const [text, surface, accent] = [own('text'), own('surface'), own('accent')];
  const mixed = (name: keyof typeof mixes) => mix(text, surface, mixes[name]);
  return {
    accent,
    'on-accent': own('on-accent'),
    surface,
    raised: colors.raised?.[scheme] ?? mixed('raised'),
    text,
    muted: colors.muted?.[scheme] ?? mixed('muted'),
    border: colors.border?.[scheme] ?? mixed('border'),
    danger: own('danger'),
    focus: colors.focus?.[scheme] ?? accent,
    hover: mixed('hover'),
    control: mixed('control'),
  };
}

interface Pair {
  readonly front: keyof Palette;
  readonly back: keyof Palette;
  readonly label: string;
  /** The least contrast: 4.5 for text (WCAG 2.2, 1.4.3), 3 for what must be seen to be used (1.4.11). */
  readonly least: 4.5 | 3;
}

/** What stands on what in the elements. None of their texts is large in the sense of WCAG: all need 4.5. */
export const pairs: readonly Pair[] = [
  { front: 'text', back: 'surface', label: 'Text on the surface', least: 4.5 },
  { front: 'text', back: 'raised', label: 'Text on what is raised', least: 4.5 },
  { front: 'muted', back: 'surface', label: 'Muted text on the surface', least: 4.5 },
  { front: 'muted', back: 'raised', label: 'Muted text on what is raised', least: 4.5 },
  { front: 'muted', back: 'hover', label: 'Muted text under the pointer', least: 4.5 },
  { front: 'on-accent', back: 'accent', label: 'Words on the accent', least: 4.5 },
  { front: 'accent', back: 'surface', label: 'Links on the surface', least: 4.5 },
  { front: 'accent', back: 'raised', label: 'Links on what is raised', least: 4.5 },
  { front: 'danger', back: 'surface', label: 'Errors on the surface', least: 4.5 },
  { front: 'danger', back: 'hover', label: 'What destroys, under the pointer', least: 4.5 },
  { front: 'surface', back: 'danger', label: 'The launcher’s badge', least: 4.5 },
  { front: 'focus', back: 'surface', label: 'The focus ring on the surface', least: 3 },
  { front: 'focus', back: 'raised', label: 'The focus ring on what is raised', least: 3 },
  { front: 'control', back: 'surface', label: 'The outline of fields and switches', least: 3 },
];

export interface Finding extends Pair {
  readonly scheme: Scheme;
  /** From 1 to 21. */
  readonly contrast: number;
  readonly passes: boolean;
}

/** Every pair in light and in dark. */
export function check(theme: Theme): Finding[] {
  return (['light', 'dark'] as const).flatMap((scheme) => {
    const drawn = palette(theme, scheme);
    return pairs.map((pair) => {
      const contrast = contrastOf(drawn[pair.front], drawn[pair.back]);
      return { ...pair, scheme, contrast, passes: contrast >= pair.least };
    });
  });
}

/** The contrast of two colours after WCAG 2.2, from 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [lower = 0, higher = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (higher + 0.05) / (lower + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** As `color-mix(in srgb, front percent%, back)`. */
export function mix(front: string, back: string, percent: number): string {
  const behind = channels(back);
  const mixed = channels(front).map((channel, index) =>
    Math.round((channel * percent + (behind[index] ?? 0) * (100 - percent)) / 100),
  );
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

const channels = (hex: string): number[] =>
  [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
