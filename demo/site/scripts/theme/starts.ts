import { find } from '../page.ts';
import { palette } from './contrast.ts';
import { ownTheme, toFragment, type Theme } from './theme.ts';

interface Start {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly theme: Theme;
}

const own: Start = { id: 'belfry', name: 'Belfry', about: 'As it comes', theme: ownTheme };

/** The looks to start from, as a group of radio buttons; none is chosen once something was changed. */
export class Starts {
  #group = find('[data-starts]');
  #offered: Start[] = [];
  #choose: (theme: Theme) => void;
  #latest: Theme = ownTheme;

  constructor(choose: (theme: Theme) => void) {
    this.#choose = choose;
    this.offer([]);
  }

  /** What a reset goes back to. */
  get chosen(): Theme {
    return this.#latest;
  }

  offer(others: readonly Start[]): void {
    const fresh = [own, ...others].filter(({ id }) => !this.#offered.some((one) => one.id === id));
    this.#offered.push(...fresh);
    this.#group.append(...fresh.map((start) => this.#card(start)));
  }

  /** Checks the look that a theme is, if it is one. */
  mark(theme: Theme): void {
    const same = this.#offered.find((start) => toFragment(start.theme) === toFragment(theme));
    this.#latest = same?.theme ?? theme;
    for (const radio of this.#group.querySelectorAll('input')) radio.checked = radio.value === same?.id;
  }

  #card(start: Start): HTMLElement {
    const card = document.createElement('label');
    card.className = 'start';
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = 'start';
    radio.value = start.id;
    radio.addEventListener('change', () => {
      this.#latest = start.theme;
      this.#choose(start.theme);
    });
    const swatch = document.createElement('span');
    swatch.className = 'swatch';
    for (const scheme of ['light', 'dark'] as const) {
      const { surface, accent, text } = palette(start.theme, scheme);
      const half = document.createElement('span');
      half.style.setProperty('--ground', surface);
      half.style.setProperty('--dot', accent);
      half.style.setProperty('--line', text);
      swatch.append(half);
    }
    const words = document.createElement('span');
    const name = document.createElement('strong');
    name.textContent = start.name;
    const about = document.createElement('small');
    about.textContent = start.about;
    words.append(name, about);
    card.append(radio, swatch, words);
    return card;
  }
}
