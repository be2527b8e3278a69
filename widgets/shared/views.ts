import { html, nothing, type TemplateResult } from 'lit';
import { cssVars } from './css-vars.ts';
import { icon } from './icons.ts';
import { safeImageUrl } from './urls.ts';

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

/** A person's picture, or their initials on a colour that is always theirs. Decoration: the name stands beside it. */
export function avatar(person: { id: string; name?: string | undefined; image?: unknown }): TemplateResult {
  const image = safeImageUrl(person.image);
  return html`<span
    class="avatar"
    part="avatar"
    aria-hidden="true"
    ${cssVars({ '--_hue': String(hueOf(person.id)) })}
    >${
      image
        ? html`<img src=${image} alt="" loading="lazy" decoding="async" />`
        : html`<span>${initials(person.name || person.id)}</span>`
    }</span
  >`;
}

/** First letters of the first and last word, by grapheme: no half emoji, no lone mark. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return picked
    .map((word) => firstGrapheme(word ?? ''))
    .join('')
    .toLocaleUpperCase();
}

let segmenter: Intl.Segmenter | undefined;

function firstGrapheme(word: string): string {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(word)) return segment;
  return '';
}

/** A hue in degrees that depends on the id alone. */
export function hueOf(id: string): number {
  let hash = 0;
  for (let index = 0; index < id.length; index += 1) hash = (hash * 31 + id.charCodeAt(index)) | 0;
  return ((hash % 360) + 360) % 360;
}
