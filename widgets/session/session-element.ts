import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Identity } from './identity.ts';
import { providedSession } from './page.ts';
import type { Session, SessionOptions } from './session.ts';

/**
 * `<belfry-session>`: who the visitor is, for the elements inside it. Optional: without one, all elements of a page
 * share the page's session. Several on a page are several visitors.
 *
 * @summary Who the visitor is, for the elements inside it.
 * @slot - the elements of this session
 * @fires {BelfrySessionEvent} belfry-session - the visitor signed in, out, or the session was renewed
 * @fires {BelfryErrorEvent} belfry-error - the session could not be made
 */
export class BelfrySessionElement extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  /** The Worker's origin; default: that of the page. */
  @property() worker?: string;

  /** An identity token, the address that answers one, or (as property) a function that resolves to one. */
  @property() identity?: Identity | undefined;

  /** BCP 47 language of the elements inside. */
  @property() locale?: string;

  /** The session itself: its state, its user, `signOut()`. */
  get session(): Session {
    return providedSession(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const options: SessionOptions = {};
    for (const name of ['worker', 'identity', 'locale'] as const) {
      // Only what was ever set: without a worker of its own it keeps the page's.
      if (changed.has(name) && (this[name] !== undefined || changed.get(name) !== undefined)) {
        Object.assign(options, { [name]: this[name] || undefined });
      }
    }
    if (Object.keys(options).length > 0) this.session.configure(options);
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-session': BelfrySessionElement;
  }
}
