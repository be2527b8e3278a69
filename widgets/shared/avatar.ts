import { html, type TemplateResult } from 'lit';
import { cssVars } from './css-vars.ts';
import { safeImageUrl } from './urls.ts';

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
  // Most names begin plainly, with nothing that could belong to their first letter; a segmenter takes long to make.
  if (/^[!-~]([!-~]|$)/.test(word)) return word.charAt(0);
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
