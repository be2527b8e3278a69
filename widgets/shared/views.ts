import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons.ts';

/** What a widget shows in place of its content: empty, error, offline, signed out, forbidden. */
export interface StateView {
  /** Path data of an icon. */
  icon: string;
  heading: string;
  text?: string;
  action?: { label: string; run: () => void };
  /** An error is announced at once. */
  urgent?: boolean;
}

export function stateView(view: StateView): TemplateResult {
  return html`<div class="state" part="state" role=${view.urgent ? 'alert' : nothing}>
    ${icon(view.icon)}
    <h3>${view.heading}</h3>
    ${view.text ? html`<p>${view.text}</p>` : nothing}
    ${
      view.action
        ? html`<button type="button" class="secondary" @click=${view.action.run}>
            ${view.action.label}
          </button>`
        : nothing
    }
  </div>`;
}

/**
 * What stands in an empty list's place: the page's own words in the `empty` slot, else ours. A slot that is handed on
 * to an inner element hides that one's fallback even when it is empty, so whether there are any is asked of the owner.
 */
export function emptyView(owner: Element, view: StateView): TemplateResult {
  return owner.querySelector(':scope > [slot=empty]') ? html`<slot name="empty"></slot>` : stateView(view);
}
