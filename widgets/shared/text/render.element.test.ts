import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { accessible } from '../../testing/accessible.ts';
import { byRole, textOf } from '../../testing/queries.ts';
import { renderText } from './render.ts';
import { textStyles } from './text.styles.ts';

/** A text as an element draws it. */
function drawn(source: string): HTMLElement {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const text = document.createElement('div');
  text.className = 'text';
  root.append(text);
  if (textStyles.styleSheet) root.adoptedStyleSheets.push(textStyles.styleSheet);
  render(renderText(source), text);
  document.body.append(host);
  return host;
}

/** px between the left edge of a cell and its words. */
function indent(cell: Element | undefined): number {
  if (!cell) throw new Error('There is no such cell.');
  const words = document.createRange();
  words.selectNodeContents(cell);
  return words.getBoundingClientRect().left - cell.getBoundingClientRect().left;
}

describe('a table in a text', () => {
  let host: HTMLElement | undefined;
  const table = (...lines: string[]): HTMLElement => (host = drawn(lines.join('\n')));
  const cell = (words: string) =>
    [...(host?.shadowRoot?.querySelectorAll('th, td') ?? [])].find((one) => textOf(one) === words);
  afterEach(() => {
    host?.remove();
  });

  it('closes a short row with one cell', () => {
    const few = table('a | b | c | d', '- | - | - | -', 'one', '1 | 2 | 3 | 4');
    const [, short, full] = few.shadowRoot?.querySelectorAll('tr') ?? [];
    expect(short?.cells.length).to.equal(2);
    const edges = [short, full].map((row) => row?.getBoundingClientRect().right);
    expect(short?.cells[1]?.getBoundingClientRect().right).to.equal(edges[1]);
    expect(full?.cells.length).to.equal(4);
  });

  it('says what one has come to by the keyboard', async () => {
    const one = table('Lamp | Price', '--- | ---', 'Tall | 12');
    const frame = byRole(one, 'group', 'Lamp Price');
    expect(frame.tabIndex).to.equal(0);
    expect(textOf(byRole(frame, 'table'))).to.include('Tall');
    await accessible(one);
  });

  it('begins at the side from which its words are written', () => {
    table('مصباح | سعر', '--- | ---', 'طويل | 12');
    const left = (words: string) => cell(words)?.getBoundingClientRect().left ?? NaN;
    expect(left('مصباح')).to.be.greaterThan(left('سعر'));
  });

  it('has a column at the side it was given, whatever is written in a cell', () => {
    const wide = 'a long line of words';
    table(`${wide} | ${wide} b | ${wide} c`, ':-- | --: | ---', 'مصباح | سعر | كتاب');
    expect(indent(cell('مصباح'))).to.be.lessThan(20);
    expect(indent(cell('سعر'))).to.be.greaterThan(50);
    expect(indent(cell('كتاب'))).to.be.greaterThan(50);
  });
});
