import { html, nothing, type TemplateResult } from 'lit';
import { icon, settings } from '../../shared/icons.ts';
import { safeUrl } from '../../shared/urls.ts';
import { BelfryPreferencesEvent } from '../preferences-event.ts';
import type { Words } from '../words.ts';
import type { FeedHost } from './feed-parts.ts';
import { toolTexts } from './messages.en.ts';

const center = 'belfry-preferences';

/** What leads to the visitor's preferences, where there are any that it could lead to. */
export function cog(host: FeedHost, words: Words): TemplateResult | typeof nothing {
  const { preferences } = host.owner;
  if (preferences === undefined && !document.querySelector(center)) return nothing;
  const label = toolTexts(words)('bell.preferences');
  const url = safeUrl(preferences);
  const press = (event: MouseEvent) => {
    // A link does by itself what the visitor's keys ask for.
    if (url && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    void lead(host, url);
  };
  return url
    ? html`<a class="icon-button cog" href=${url} aria-label=${label} title=${label} @click=${press}
        >${icon(settings)}</a
      >`
    : html`<button class="icon-button cog" type="button" aria-label=${label} title=${label} @click=${press}>
        ${icon(settings)}
      </button>`;
}

/** From a popover only once that is closed, and the focus is where it came from: there it goes back to afterwards. */
async function lead(host: FeedHost, url: string | undefined): Promise<void> {
  const { owner, inPopover } = host;
  if (inPopover) {
    const closed = new Promise((resolve) => {
      owner.addEventListener('belfry-close', resolve, { once: true });
    });
    host.dispatchEvent(new Event('close'));
    await closed;
  }
  if (!owner.dispatchEvent(new BelfryPreferencesEvent())) return;
  const target = document.querySelector<HTMLElement>(center);
  if (url) location.assign(url);
  else if (target) reveal(target);
}

/** Opens what it is hidden in, and puts the focus on it; Escape gives that back, as a dialog does by itself. */
function reveal(target: HTMLElement): void {
  const from = focused(document);
  let around: Element | null = target;
  // The platform gives the focus back by itself.
  let opened = false;
  for (; around; around = around.parentElement ?? hostOf(around)) {
    if (around instanceof HTMLDialogElement && !around.open) {
      around.showModal();
      opened = true;
    } else if (around instanceof HTMLDetailsElement) around.open = true;
    else if (around instanceof HTMLElement && around.popover && !around.matches(':popover-open')) {
      around.showPopover();
      opened = true;
    }
  }
  target.scrollIntoView({ block: 'nearest' });
  target.focus({ preventScroll: true });
  if (opened || !(from instanceof HTMLElement)) return;
  const end = new AbortController();
  const { signal } = end;
  target.addEventListener(
    'keydown',
    (event) => {
      // In a dialog of its own it closes that.
      const within = event.composedPath().some((node) => node instanceof HTMLDialogElement);
      if (event.key !== 'Escape' || event.defaultPrevented || within) return;
      end.abort();
      from.focus();
    },
    { signal },
  );
  target.addEventListener('focusout', ({ relatedTarget }) => relatedTarget && end.abort(), { signal });
}

function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

function focused(root: DocumentOrShadowRoot): Element | null {
  const { activeElement } = root;
  return activeElement?.shadowRoot?.activeElement ? focused(activeElement.shadowRoot) : activeElement;
}
