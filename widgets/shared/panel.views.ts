import { html, nothing, type TemplateResult } from 'lit';
import type { Say } from './failure.ts';
import { close, icon, offline } from './icons.ts';

/** What closes a panel; nothing where it cannot be closed. */
export function closeButton(label: string, run: (() => void) | undefined): TemplateResult | typeof nothing {
  if (!run) return nothing;
  return html`<button class="icon-button close" type="button" aria-label=${label} @click=${run}>
    ${icon(close)}
  </button>`;
}

/** Says that what is shown may be old, while there is no connection. */
export function offlineBanner(t: Say, online: boolean): TemplateResult | typeof nothing {
  if (online) return nothing;
  return html`<div class="banner" role="status">
    ${icon(offline)}<span>${t(navigator.onLine ? 'reconnecting' : 'offline')}</span>
  </div>`;
}

/** The shape of what is on its way. */
export function loadingView(t: Say, skeletons: TemplateResult): TemplateResult {
  return html`<div aria-busy="true">
    ${skeletons}<span class="visually-hidden" role="status">${t('loading')}</span>
  </div>`;
}

/**
 * What stands at a list's end while there is more of it: a button, for which `NearEnd` mostly presses first; the shape of
 * what is on its way; or that it did not come. The button stays all the while, for the focus may be on it.
 */
export function moreView(
  t: Say,
  state: 'idle' | 'loading' | 'failed',
  more: () => void,
  skeletons: TemplateResult,
): TemplateResult {
  const failed = state === 'failed';
  const loading = state === 'loading';
  return html`${loading ? loadingView(t, skeletons) : nothing}
    <div class="more">
      ${failed ? html`<p role="alert">${t('more-failed')}</p>` : loading ? nothing : html`<span class="sentinel"></span>`}
      <button type="button" class="secondary" aria-disabled=${loading} @click=${more}>
        ${t(failed ? 'retry' : 'more')}
      </button>
    </div>`;
}
