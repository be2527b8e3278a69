import { palette } from './contrast.ts';
import { Refusal } from './refusal.ts';
import { readHex, type Theme } from './theme.ts';
import { colors, type Color, type ColorName, type Scheme } from './tokens.ts';

const schemes = ['light', 'dark'] as const;

/**
 * One colour, for light and for dark: a swatch that opens the browser's picker, and its value as text. Without a value
 * the colour is derived, and the control shows what comes of it.
 */
export class ColorControl {
  readonly row = document.createElement('div');
  readonly #name: ColorName;
  readonly #changed: (color: Color | undefined) => void;
  readonly #refusal = new Refusal(
    'A colour is six digits, as #0b5a78, or three, as 0b5. Until then the last one holds.',
  );
  readonly #fields: Record<Scheme, { swatch: HTMLInputElement; text: HTMLInputElement }>;

  constructor(name: ColorName, changed: (color: Color | undefined) => void) {
    this.#name = name;
    this.#changed = changed;
    const { label, about } = colors[name];
    this.row.className = 'color';
    this.row.role = 'group';
    this.row.ariaLabel = label;
    const words = document.createElement('span');
    words.className = 'color-name';
    const strong = document.createElement('strong');
    strong.textContent = label;
    const small = document.createElement('small');
    small.textContent = about;
    words.append(strong, small);
    this.#fields = { light: this.#pair('light'), dark: this.#pair('dark') };
    this.row.append(words, ...schemes.map((scheme) => this.#box(scheme)), this.#refusal.words);
  }

  /** Shows a whole theme's. */
  show(theme: Theme): void {
    const color = theme.colors[this.#name];
    for (const scheme of schemes) {
      const { text } = this.#fields[scheme];
      text.value = color?.[scheme] ?? '';
      this.#refusal.mark(text, false);
    }
    this.follow(theme);
  }

  /** Shows what is derived, after another colour has changed. */
  follow(theme: Theme): void {
    for (const scheme of schemes) {
      const { swatch, text } = this.#fields[scheme];
      const drawn = palette(theme, scheme)[this.#name];
      swatch.value = drawn;
      text.placeholder = drawn;
      // The two are set together: a colour of its own is complete.
      const own = theme.colors[this.#name];
      if (own && text.value === '' && !text.matches(':focus')) text.value = own[scheme];
      if (!own && !text.matches(':focus')) text.value = '';
    }
  }

  #pair(scheme: Scheme): { swatch: HTMLInputElement; text: HTMLInputElement } {
    const { label } = colors[this.#name];
    const swatch = document.createElement('input');
    swatch.type = 'color';
    swatch.ariaLabel = `${label}, ${scheme}: choose`;
    const text = document.createElement('input');
    text.type = 'text';
    text.maxLength = 7;
    text.spellcheck = false;
    text.autocomplete = 'off';
    text.ariaLabel = `${label}, ${scheme}`;
    text.setAttribute('aria-describedby', 'derive-hint');
    swatch.addEventListener('input', () => {
      text.value = swatch.value;
      this.#refusal.mark(text, false);
      this.#take(scheme, swatch.value);
    });
    text.addEventListener('input', () => {
      const written = text.value.trim();
      const hex = readHex(written);
      this.#refusal.mark(text, written !== '' && !hex);
      if (hex) this.#take(scheme, hex);
      else if (!written) this.#changed(undefined);
    });
    return { swatch, text };
  }

  #take(scheme: Scheme, hex: string): void {
    const color = {
      light: this.#fields.light.swatch.value,
      dark: this.#fields.dark.swatch.value,
      [scheme]: hex,
    };
    this.#changed(color);
  }

  #box(scheme: Scheme): HTMLElement {
    const box = document.createElement('span');
    box.className = 'color-box';
    box.dataset['in'] = scheme;
    box.append(this.#fields[scheme].swatch, this.#fields[scheme].text);
    return box;
  }
}
