import { cells } from '../cells.ts';
import { cellFigure, headings } from '../frames.ts';
import { find } from '../page.ts';
import { palette } from './contrast.ts';
import { cssValue, ownTheme, type Theme } from './theme.ts';
import { tokenNames, type Scheme } from './tokens.ts';

/** What shows each element at its most telling. */
const overview = ['chat-two', 'bell-open', 'preferences-ready', 'otp-code', 'feed-all', 'toasts-stack'];

/** The live elements, each in a page of its own, wearing the theme as a customer's page would. */
export class Preview {
  #form = find<HTMLFormElement>('[data-shown]');
  #stage = find('[data-stage]');
  #theme: Theme = ownTheme;

  constructor() {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    this.#scheme = dark ? 'dark' : 'light';
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    this.#form.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLSelectElement) this.#fill();
      else this.wear(this.#theme);
    });
    this.#fill();
  }

  /** Puts the theme onto every frame, at once on those that stand and on the others as they load. */
  wear(theme: Theme): void {
    this.#theme = theme;
    this.#stage.dataset['scheme'] = this.#scheme;
    for (const frame of this.#stage.querySelectorAll('iframe')) this.#dress(frame);
  }

  get #scheme(): Scheme {
    return new FormData(this.#form).get('scheme') === 'dark' ? 'dark' : 'light';
  }

  set #scheme(scheme: Scheme) {
    for (const radio of this.#form.querySelectorAll<HTMLInputElement>('[name="scheme"]')) {
      radio.checked = radio.value === scheme;
    }
  }

  #fill(): void {
    const element = new FormData(this.#form).get('element');
    const shown = element
      ? cells.filter((cell) => cell.element === element)
      : cells.filter(({ id }) => overview.includes(id));
    this.#stage.replaceChildren(
      ...shown.map((cell) => {
        const label = element ? cell.label : `${headings[cell.element]}: ${cell.label}`;
        const figure = cellFigure({ ...cell, label }, new URLSearchParams());
        const frame = find<HTMLIFrameElement>('iframe', figure);
        frame.addEventListener('load', () => this.#dress(frame));
        return figure;
      }),
    );
    this.wear(this.#theme);
  }

  #dress(frame: HTMLIFrameElement): void {
    const page = frame.contentDocument?.documentElement;
    // Not come yet: a lazy frame's first page is an empty one.
    if (!page || frame.contentDocument?.URL === 'about:blank') return;
    page.dataset['scheme'] = this.#scheme;
    for (const name of tokenNames) {
      page.style.setProperty(`--belfry-${name}`, cssValue(this.#theme, name) ?? 'initial');
    }
    const { surface, text } = palette(this.#theme, this.#scheme);
    page.style.setProperty('--card', surface);
    page.style.setProperty('--ink', text);
    frame.dataset['dressed'] = '';
  }
}
