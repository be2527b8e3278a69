import { cells, type Cell } from './cells.ts';
import { cellFigure, headings } from './frames.ts';
import { find, markOpenPage } from './page.ts';

/** What the switches and the page's address say alike: `?width=320&scheme=dark&dir=rtl&lang=de&element=chat`. */
const switches = ['element', 'width', 'scheme', 'dir', 'lang'] as const;

const linkPageStates = [
  ['updates', 'Asks before it unsubscribes'],
  ['security', 'A row that is locked'],
  ['gone', 'A row that is gone'],
] as const;

const form = find<HTMLFormElement>('[data-switches]');
const stage = find('[data-stage]');

markOpenPage();
readAddress();
show();
form.addEventListener('change', () => {
  history.replaceState(null, '', `?${chosen()}`);
  show();
});
form.addEventListener('submit', (event) => event.preventDefault());

function readAddress(): void {
  const address = new URLSearchParams(location.search);
  for (const name of switches) {
    const field = form.elements.namedItem(name);
    const value = address.get(name);
    if (value === null || !(field instanceof HTMLSelectElement)) continue;
    if ([...field.options].some((option) => option.value === value)) field.value = value;
  }
}

function chosen(): URLSearchParams {
  const values = new URLSearchParams();
  for (const name of switches) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLSelectElement && field.selectedIndex > 0) values.set(name, field.value);
  }
  return values;
}

function show(): void {
  const options = chosen();
  const only = options.get('element');
  document.documentElement.dataset['scheme'] = options.get('scheme') ?? 'auto';
  stage.dataset['width'] = options.get('width') ?? 'wide';
  const shown = cells.filter(({ element }) => !only || element === only);
  const groups = Map.groupBy(shown, ({ element }) => element);
  stage.replaceChildren(
    ...[...groups].map(([element, members]) => group(headings[element], members, options)),
    ...(!only || only === 'preferences' ? [linkPages()] : []),
  );
}

/** The page of an e-mail's link is the Worker's own, and lets no other page frame it. */
function linkPages(): HTMLElement {
  const section = document.createElement('section');
  const title = document.createElement('h2');
  title.textContent = 'Unsubscribe page';
  const list = document.createElement('ul');
  list.className = 'pages';
  for (const [row, label] of linkPageStates) {
    const link = document.createElement('a');
    link.href = `/unsubscribe?${new URLSearchParams({ visitor: 'ann', row })}`;
    link.textContent = label;
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  section.append(title, list);
  return section;
}

function group(heading: string, members: readonly Cell[], options: URLSearchParams): HTMLElement {
  const section = document.createElement('section');
  const title = document.createElement('h2');
  title.textContent = heading;
  const grid = document.createElement('div');
  grid.className = 'cells';
  grid.append(...members.map((cell) => cellFigure(cell, options)));
  section.append(title, grid);
  return section;
}
