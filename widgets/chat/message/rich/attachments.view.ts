import { html, nothing, type TemplateResult } from 'lit';
import { cssVars } from '../../../shared/css-vars.ts';
import { file, icon } from '../../../shared/icons.ts';
import { safeImageUrl, safeUrl } from '../../../shared/urls.ts';
import type { Attachment } from '../../model.ts';
import type { RichWords } from './rich-words.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
/** Where the sender did not tell a picture's size. */
const usualRatio = 4 / 3;

/** What hangs on a message. What has no address that may be followed is left out. */
export function attachments(words: RichWords, all: readonly Attachment[]): TemplateResult[] {
  return all.flatMap((attachment) => {
    const drawn = one(words, attachment);
    return drawn === nothing ? [] : [drawn as TemplateResult];
  });
}

function one(words: RichWords, attachment: Attachment): TemplateResult | typeof nothing {
  if (attachment.kind === 'unknown') return nothing;
  const url = safeUrl(attachment.url);
  if (!url) return nothing;
  switch (attachment.kind) {
    case 'image':
      return picture(words, url, attachment);
    case 'card':
      return card(url, attachment);
    case 'giphy':
      return link(url, attachment.title);
    case 'video':
    case 'audio':
      return link(url, attachment.name);
    case 'file':
      return link(
        url,
        attachment.name,
        attachment.size === undefined ? '' : sizeText(words, attachment.size),
      );
  }
}

function link(url: string, name: string, size = ''): TemplateResult {
  return html`<a class="file" href=${url} target="_blank" rel="noopener noreferrer nofollow">
    ${icon(file)}
    <span class="file-name" dir="auto">${name}</span>
    ${size ? html`<span class="file-size">${size}</span>` : nothing}
  </a>`;
}

/** Its box is there before it has loaded, so that nothing below it moves. */
function picture(
  words: RichWords,
  url: string,
  { alt, width, height }: Extract<Attachment, { kind: 'image' }>,
): TemplateResult | typeof nothing {
  const source = safeImageUrl(url);
  if (!source) return nothing;
  const ratio = width && height && width > 0 && height > 0 ? width / height : usualRatio;
  return html`<a class="picture" href=${url} target="_blank" rel="noopener noreferrer nofollow"
    ><img
      src=${source}
      alt=${alt || words.t('chat.rich.photo')}
      loading="lazy"
      decoding="async"
      ${cssVars({ '--_ratio': String(Math.min(3, Math.max(0.5, ratio))) })}
  /></a>`;
}

function card(url: string, { title, text, image }: Extract<Attachment, { kind: 'card' }>): TemplateResult {
  const source = safeImageUrl(image);
  return html`<a class="card" href=${url} target="_blank" rel="noopener noreferrer nofollow">
    ${source ? html`<img src=${source} alt="" loading="lazy" decoding="async" />` : nothing}
    <span class="card-title" dir="auto">${title}</span>
    ${text ? html`<span class="card-text" dir="auto">${text}</span>` : nothing}
    <span class="card-site">${new URL(url).host}</span>
  </a>`;
}

function sizeText({ language }: RichWords, bytes: number): string {
  const step = bytes > 0 ? Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3)) : 0;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}
