import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { BelfryElement } from '../shared/base-element.ts';
import { define } from '../shared/define.ts';
import { feedStyles } from './feed-element.styles.ts';
import { FeedPanelElement } from './feed-panel.ts';
import type { FeedFilter } from './model.ts';

/**
 * `<belfry-feed>`: a visitor's notifications, in the page.
 *
 * @summary A feed of notifications that grows as new ones arrive.
 * @slot empty - in place of the words when there is nothing
 * @slot footer - below the list
 * @fires {BelfryNotificationEvent} belfry-notification - a notification or its button was chosen; cancelable
 * @fires {BelfryErrorEvent} belfry-error - something failed that the feed could not mend by itself
 * @csspart item - a notification
 * @csspart state - what stands in place of the list: empty, error, signed out
 */
export class BelfryFeedElement extends BelfryElement {
  static override styles = [BelfryElement.styles, feedStyles];

  /** Which notifications it lists. */
  @property() filter: FeedFilter = 'all';

  /** The account within the site whose notifications these are; without it, all of the visitor's. */
  @property() tenant?: string;

  override connectedCallback(): void {
    define('belfry-feed-panel', FeedPanelElement);
    super.connectedCallback();
  }

  protected override render(): TemplateResult {
    return html`<belfry-feed-panel
      exportparts="item, state"
      .owner=${this}
      .filter=${this.filter}
      .tenant=${this.tenant || undefined}
      ><slot name="empty" slot="empty"></slot><slot name="footer" slot="footer"></slot
    ></belfry-feed-panel>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-feed': BelfryFeedElement;
  }
}
