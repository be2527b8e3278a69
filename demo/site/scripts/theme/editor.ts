import { find, markOpenPage } from '../page.ts';
import { showContrast } from './contrast-view.ts';
import { Controls } from './controls.ts';
import { finished } from './finished.ts';
import { Preview } from './preview.ts';
import { Starts } from './starts.ts';
import { fromCss, fromFragment, ownTheme, ThemeError, toCss, toFragment, type Theme } from './theme.ts';

/** The theme that is shown; what is left of a change when the address, the controls and the preview have it. */
let theme: Theme = ownTheme;

const form = find<HTMLFormElement>('[data-controls]');
const feedback = find<HTMLOutputElement>('[data-feedback]');
const preview = new Preview();
const controls = new Controls((changed) => change(changed));
const starts = new Starts((chosen) => {
  change(chosen);
  controls.show(chosen);
});

markOpenPage();
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', (event) => {
  event.preventDefault();
  begin(starts.chosen);
  say('As it was.');
});
for (const button of form.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  button.addEventListener('click', () => void copy(button.dataset['copy'] === 'css'));
}
addEventListener('hashchange', readAddress);
readAddress();
void offerThemes();

/** What somebody shared, or Belfry's own look. */
function readAddress(): void {
  try {
    begin(fromFragment(location.hash.slice(1)));
  } catch (error) {
    if (!(error instanceof ThemeError)) throw error;
    begin(ownTheme);
    say(`The address held no theme, so this is Belfry’s own. ${error.message}`, true);
  }
}

function begin(from: Theme): void {
  change(from);
  controls.show(from);
  starts.mark(from);
}

function change(to: Theme): void {
  theme = to;
  const fragment = toFragment(theme);
  history.replaceState(null, '', fragment ? `#${fragment}` : location.pathname);
  find('[data-css]').textContent = toCss(theme);
  say('');
  showContrast(theme);
  preview.wear(theme);
}

async function copy(css: boolean): Promise<void> {
  try {
    await navigator.clipboard.writeText(css ? toCss(theme) : location.href);
    say(css ? 'Copied. Paste it into your stylesheet.' : 'Copied. The link is the theme.');
  } catch {
    say(css ? 'The browser did not allow it. Select the CSS below.' : 'Copy it from the address bar.', true);
  }
}

function say(text: string, failed = false): void {
  feedback.textContent = text;
  feedback.toggleAttribute('data-failed', failed);
}

/** The files that a site would link to, read as they are served. */
async function offerThemes(): Promise<void> {
  const read = finished.map(async (one) => {
    const answer = await fetch(`%WORKER%/v1/themes/${one.id}.css`);
    if (!answer.ok) throw new Error(`${one.id}: ${answer.status}`);
    return { ...one, theme: fromCss(await answer.text()) };
  });
  try {
    starts.offer(await Promise.all(read));
    starts.mark(theme);
  } catch {
    say('The finished themes could not be loaded. Reload the page to try again.', true);
  }
}
