import { html, nothing, type TemplateResult } from 'lit';
import { cssVars } from '../../../shared/css-vars.ts';
import { safeImageUrl } from '../../../shared/urls.ts';
import type { Attachment } from '../../model.ts';
import type { Picture } from '../lightbox/lightbox-element.ts';
import { ratioOf } from '../message.view.ts';
import type { RichWords } from './rich-words.ts';

type Image = Extract<Attachment, { kind: 'image' }>;

/** Pictures that are shown; the last of them says how many more there are. */
const mostShown = 4;

/** One picture in its own shape, several in a grid. Each is a link to itself; pressed, it opens over the page. */
export function gallery(words: RichWords, images: readonly Image[]): TemplateResult {
  const { t } = words;
  const pictures: Picture[] = images.flatMap((image, index) => {
    const source = safeImageUrl(image.url);
    const name = images.length > 1 ? t('chat.rich.photo-of', { index: index + 1, count: images.length }) : '';
    return source ? [{ source, alt: image.alt || name || t('chat.rich.photo'), caption: image.alt }] : [];
  });
  const shown = pictures.slice(0, mostShown);
  const more = pictures.length - shown.length;
  const [first] = images;
  const ratio = shown.length === 1 && first ? ratioOf(first) : 4 / 3;
  return html`<div class="gallery" data-count=${shown.length} ${cssVars({ '--_ratio': String(ratio) })}>
    ${shown.map(
      ({ source, alt }, index) =>
        html`<a
          class="picture"
          href=${source}
          target="_blank"
          rel="noopener noreferrer nofollow"
          @click=${(event: MouseEvent) => open(event, pictures, index)}
          ><img src=${source} alt=${alt} loading="lazy" decoding="async" />${
            more > 0 && index === mostShown - 1
              ? html`<span class="more-pictures" aria-hidden="true">+${more}</span
                  ><span class="visually-hidden">${t('chat.rich.more-photos', { count: more })}</span>`
              : nothing
          }</a
        >`,
    )}
  </div>`;
}

/** A press that means a tab or a window of its own is left to the browser, and any press where the viewer cannot come. */
function open(event: MouseEvent, pictures: readonly Picture[], index: number): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.currentTarget as HTMLAnchorElement;
  event.preventDefault();
  import('../lightbox/lightbox-element.ts').then(
    ({ openLightbox }) => openLightbox(link, pictures, index),
    () => window.open(link.href, '_blank', 'noopener,noreferrer'),
  );
}
