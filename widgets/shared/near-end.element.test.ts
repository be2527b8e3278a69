import { expect } from '@open-wc/testing';
import { LitElement, html, type TemplateResult } from 'lit';
import { until } from '../testing/mount.ts';
import { NearEnd } from './near-end.ts';
import { moreView } from './panel.views.ts';
import { panelStyles } from './panel.styles.ts';

/** A list of which there is more, or not. */
class LongList extends LitElement {
  static override properties = { rows: {}, more: {} };
  static override styles = panelStyles;

  declare rows: readonly string[];
  declare more: 'idle' | 'loading' | 'failed' | 'none';

  constructor() {
    super();
    this.rows = ['one', 'two'];
    this.more = 'idle';
    new NearEnd(this, () => undefined);
  }

  protected override render(): TemplateResult {
    const { more } = this;
    return html`<ul class="rows">
        ${this.rows.map((row) => html`<li><button>${row}</button></li>`)}
      </ul>
      ${
        more === 'none'
          ? ''
          : moreView(
              (key) => key,
              more,
              () => undefined,
              html`…`,
            )
      }`;
  }
}
customElements.define('long-list', LongList);

describe('the focus at the end of a list', () => {
  let list: LongList;
  const focused = () => list.shadowRoot?.activeElement?.textContent?.trim();

  beforeEach(async () => {
    list = document.createElement('long-list') as LongList;
    document.body.append(list);
    await list.updateComplete;
    list.shadowRoot?.querySelector<HTMLElement>('.more button')?.focus();
    list.more = 'loading';
    await list.updateComplete;
    expect(focused()).to.equal('more');
  });
  afterEach(() => list.remove());

  it('goes on to the first row that comes', async () => {
    list.rows = ['one', 'two', 'three', 'four'];
    list.more = 'idle';
    await until(() => focused() === 'three', 'the focus there');
  });

  it('goes on to it also if there is nothing more afterwards', async () => {
    list.rows = ['one', 'two', 'three'];
    list.more = 'none';
    await until(() => focused() === 'three', 'the focus there');
  });

  it('goes back to the last row if none came', async () => {
    list.more = 'none';
    await until(() => focused() === 'two', 'the focus there');
  });

  it('stays where it is if that has failed', async () => {
    list.more = 'failed';
    await until(() => focused() === 'retry', 'the focus there');
  });
});
