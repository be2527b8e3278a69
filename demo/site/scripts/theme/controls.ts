import { find } from '../page.ts';
import { ColorControl } from './color-control.ts';
import { Refusal } from './refusal.ts';
import { ownTheme, readFont, type Theme } from './theme.ts';
import { colors, isColor, isLength, isShadow, lengths, type LengthName } from './tokens.ts';

/** Families that a visitor's system has, for a brand whose own font is not there yet. */
const families = [
  ['', 'That of the page'],
  ['system-ui, sans-serif', 'The system’s'],
  ["'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif", 'Neutral'],
  ["'Avenir Next', Avenir, 'Nunito Sans', 'Segoe UI', system-ui, sans-serif", 'Geometric'],
  ["Optima, Candara, 'Noto Sans', source-sans-pro, sans-serif", 'Humanist'],
  ["'Iowan Old Style', 'Palatino Linotype', Palatino, P052, Georgia, serif", 'Bookish'],
  ["'Atkinson Hyperlegible', Verdana, 'DejaVu Sans', sans-serif", 'Legible'],
] as const;

const shadowLabels = { '': 'Soft', none: 'None', line: 'A line', near: 'Near', far: 'Far' } as const;

/** A control for each token by its kind: colours, lengths, shadow, font. */
export class Controls {
  #theme: Theme = ownTheme;
  #changed: (theme: Theme) => void;
  #colors = Object.keys(colors)
    .filter(isColor)
    .map(
      (name) =>
        new ColorControl(name, (color) => this.#set({ colors: { ...this.#theme.colors, [name]: color } })),
    );
  #lengths = Object.keys(lengths)
    .filter(isLength)
    .map((name) => this.#slider(name));
  #shadow = select('Shadow', Object.entries(shadowLabels));
  #family = select('Font', families);
  #font = document.createElement('input');
  #fontRefusal = new Refusal(
    'Names of families with commas between them, as: Brand Sans, Arial, sans-serif.',
  );

  /** @param changed hears of every change, with the whole theme */
  constructor(changed: (theme: Theme) => void) {
    this.#changed = changed;
    find('[data-colors]').append(...this.#colors.map(({ row }) => row));
    this.#font.type = 'text';
    this.#font.maxLength = 300;
    this.#font.spellcheck = false;
    this.#font.autocomplete = 'off';
    this.#font.placeholder = "'Brand Sans', Arial, sans-serif";
    const font = labelled('Or families of your own, as CSS writes them', this.#font);
    find('[data-shape]').append(
      ...this.#lengths.map(({ row }) => row),
      this.#shadow.row,
      this.#family.row,
      font,
      this.#fontRefusal.words,
    );

    this.#shadow.field.addEventListener('change', () => {
      const { value } = this.#shadow.field;
      this.#set({ shadow: isShadow(value) ? value : undefined });
    });
    this.#family.field.addEventListener('change', () => {
      this.#font.value = this.#family.field.value;
      this.#fontRefusal.mark(this.#font, false);
      this.#set({ font: this.#family.field.value || undefined });
    });
    this.#font.addEventListener('input', () => {
      const text = this.#font.value.trim();
      const read = readFont(text);
      this.#fontRefusal.mark(this.#font, text !== '' && !read);
      if (text && !read) return;
      this.#family.field.value = families.some(([value]) => value === (read ?? '')) ? (read ?? '') : 'own';
      this.#set({ font: read });
    });
  }

  /** Puts a whole theme into the controls. */
  show(theme: Theme): void {
    this.#theme = theme;
    for (const control of this.#colors) control.show(theme);
    for (const { show } of this.#lengths) show(theme);
    this.#shadow.field.value = theme.shadow ?? '';
    this.#font.value = theme.font ?? '';
    this.#fontRefusal.mark(this.#font, false);
    this.#family.field.value = families.some(([value]) => value === (theme.font ?? ''))
      ? (theme.font ?? '')
      : 'own';
  }

  #set(part: Partial<Theme>): void {
    const { colors: chosen, ...others } = { ...this.#theme, ...part };
    // A colour that was taken back is no colour of the theme.
    const kept = Object.fromEntries(Object.entries(chosen).filter(([, color]) => color));
    this.#theme = { ...others, colors: kept };
    // What is derived follows what it comes of.
    for (const control of this.#colors) control.follow(this.#theme);
    this.#changed(this.#theme);
  }

  #slider(name: LengthName): { row: HTMLElement; show: (theme: Theme) => void } {
    const { label, about, unit, min, max, step, own } = lengths[name];
    const field = document.createElement('input');
    field.type = 'range';
    Object.assign(field, { min: String(min), max: String(max), step: String(step) });
    const output = document.createElement('output');
    const tell = () => {
      output.textContent = `${field.value} ${unit}`;
      field.setAttribute('aria-valuetext', output.textContent);
    };
    field.addEventListener('input', () => {
      tell();
      this.#set({ lengths: { ...this.#theme.lengths, [name]: field.valueAsNumber } });
    });
    const row = labelled(label, field, about);
    row.classList.add('slider');
    row.append(output);
    const show = (theme: Theme) => {
      field.value = String(theme.lengths[name] ?? own);
      tell();
    };
    return { row, show };
  }
}

function select(
  label: string,
  options: readonly (readonly [value: string, label: string])[],
): { row: HTMLElement; field: HTMLSelectElement } {
  const field = document.createElement('select');
  field.append(...options.map(([value, text]) => new Option(text, value)));
  if (label === 'Font') {
    const own = new Option('Your own', 'own');
    own.hidden = true;
    field.append(own);
  }
  return { row: labelled(label, field), field };
}

function labelled(label: string, field: HTMLElement, about?: string): HTMLLabelElement {
  const row = document.createElement('label');
  row.className = 'row';
  const words = document.createElement('span');
  words.textContent = label;
  row.append(words, field);
  if (about) row.title = about;
  return row;
}
