import { expect } from '@open-wc/testing';
import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

const shown = (from: number): unknown =>
  html`<ul>
    ${repeat(
      Array.from({ length: 20 }, (_, at) => from + at),
      (key) => key,
      (key) => html`<li>${key}</li>`,
    )}
  </ul>`;

describe('a list whose rows come and go', () => {
  it('leaves nothing behind of those that have gone', () => {
    // Since its 3.3.1, `lit-html` leaves a comment for each: a long conversation would pile them up.
    const place = document.createElement('div');
    render(shown(0), place);
    const nodes = place.querySelector('ul')?.childNodes;
    const before = nodes?.length ?? 0;
    for (let from = 0; from < 500; from += 7) render(shown(from), place);
    expect(nodes?.length).to.equal(before);
    expect(before).to.be.above(20);
  });
});
