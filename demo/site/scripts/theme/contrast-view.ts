import { find } from '../page.ts';
import { check, pairs, type Finding } from './contrast.ts';
import type { Theme } from './theme.ts';

/** Says how the theme stands to WCAG 2.2: what fails by name, and every pair in a table. */
export function showContrast(theme: Theme): void {
  const found = check(theme);
  const fails = found.filter(({ passes }) => !passes);
  find('[data-contrast]').toggleAttribute('data-failed', fails.length > 0);
  const verdict = find('[data-verdict]');
  const words =
    fails.length === 0
      ? `All ${found.length} pairs pass WCAG 2.2 AA, in light and in dark.`
      : `${fails.length} of ${found.length} pairs are too faint to be read or seen by all.`;
  // Said once, not again with every step of a slider.
  if (verdict.textContent !== words) verdict.textContent = words;
  find('[data-fails]').replaceChildren(
    ...fails.map(({ scheme, label, contrast, least }) => {
      const line = document.createElement('li');
      line.textContent = `${label}, ${scheme}: ${ratio(contrast)}, needs ${least}`;
      return line;
    }),
  );
  find('[data-pairs]').replaceChildren(
    ...pairs.map(({ front, back, label }) => {
      const of = (scheme: string) =>
        found.find((one) => one.scheme === scheme && one.front === front && one.back === back);
      const row = document.createElement('tr');
      const head = document.createElement('th');
      head.scope = 'row';
      head.textContent = label;
      row.append(head, cell(of('light')), cell(of('dark')));
      return row;
    }),
  );
}

function cell(finding: Finding | undefined): HTMLElement {
  const data = document.createElement('td');
  data.textContent = finding ? `${ratio(finding.contrast)}${finding.passes ? '' : ' fails'}` : '';
  data.toggleAttribute('data-failed', finding?.passes === false);
  return data;
}

/** Down to what is surely reached: 4.49 is no 4.5. */
const ratio = (contrast: number): string => (Math.floor(contrast * 10) / 10).toFixed(1);
