/** A colour of a theme: one value for light surroundings, one for dark, each `#rrggbb`. */
export interface Color {
  readonly light: string;
  readonly dark: string;
}

export type Scheme = keyof Color;

interface Described {
  readonly label: string;
  /** What the elements do with it. */
  readonly about: string;
}

/** The colours: what each is called, and what is drawn with it. */
export const colors = {
  accent: { label: 'Accent', about: 'The main action, one’s own messages, the badge, links' },
  'on-accent': { label: 'On the accent', about: 'Words on the accent' },
  surface: { label: 'Surface', about: 'The ground of every element' },
  raised: { label: 'Raised', about: 'Messages of others, bars, what lies on the surface' },
  text: { label: 'Text', about: 'Words' },
  muted: { label: 'Muted', about: 'Times, hints, icons' },
  border: { label: 'Border', about: 'Hairlines that part, and carry no meaning' },
  danger: { label: 'Danger', about: 'Errors, and what destroys' },
  focus: { label: 'Focus', about: 'The ring around what has the focus' },
} as const satisfies Record<string, Described>;

export type ColorName = keyof typeof colors;

/** The lengths, each in its unit and within what the elements can carry; `own` is what they take without it. */
export const lengths = {
  radius: {
    label: 'Corners',
    about: 'Of panels; smaller ones follow',
    unit: 'px',
    min: 0,
    max: 28,
    step: 1,
    own: 11,
  },
  space: {
    label: 'Room',
    about: 'The unit of every distance',
    unit: 'em',
    min: 0.2,
    max: 0.34,
    step: 0.01,
    own: 0.25,
  },
  'font-size': {
    label: 'Letters',
    about: 'Everything grows with them',
    unit: 'px',
    min: 13,
    max: 20,
    step: 1,
    own: 15,
  },
} as const satisfies Record<
  string,
  Described & Record<'min' | 'max' | 'step' | 'own', number> & { unit: string }
>;

export type LengthName = keyof typeof lengths;

/** The shadows of floating panels to choose from. */
export const shadows = {
  none: 'none',
  line: '0 0 0 1px light-dark(rgb(0 0 0 / 8%), rgb(255 255 255 / 10%))',
  near: '0 1px 3px rgb(0 0 0 / 16%), 0 4px 12px light-dark(rgb(0 0 0 / 10%), rgb(0 0 0 / 45%))',
  far: '0 2px 6px rgb(0 0 0 / 8%), 0 24px 56px light-dark(rgb(0 0 0 / 18%), rgb(0 0 0 / 60%))',
} as const;

export type ShadowName = keyof typeof shadows;

/** Every token of the elements, by its name less `--belfry-`, in the order of the documentation. */
export const tokenNames = [
  'accent',
  'on-accent',
  'surface',
  'raised',
  'text',
  'muted',
  'border',
  'danger',
  'radius',
  'space',
  'font-family',
  'font-size',
  'shadow',
  'focus',
] as const;

export type TokenName = (typeof tokenNames)[number];

export const isColor = (name: string): name is ColorName => Object.hasOwn(colors, name);
export const isLength = (name: string): name is LengthName => Object.hasOwn(lengths, name);
export const isShadow = (name: string): name is ShadowName => Object.hasOwn(shadows, name);
