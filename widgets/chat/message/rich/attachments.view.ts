import { html, nothing, type TemplateResult } from 'lit';
import { cssVars } from '../../../shared/css-vars.ts';
import { file, icon } from '../../../shared/icons.ts';
import { safeImageUrl, safeUrl } from '../../../shared/urls.ts';
import { fileSize } from '../../file-size.ts';
import type { Attachment } from '../../model.ts';
import { unknownFile } from '../icons.ts';
import { playAlone } from '../media/one-at-a-time.ts';
import { ratioOf } from '../message.view.ts';
import { gallery } from './gallery.view.ts';
import type { RichWords } from './rich-words.ts';

type Of<Kind extends Attachment['kind']> = Extract<Attachment, { kind: Kind }>;

/** What hangs on a message: its pictures together, then the rest. What has no address that may be followed is left out. */
export function attachments(words: RichWords, all: readonly Attachment[]): TemplateResult[] {
  const pictures = all.filter((one) => one.kind === 'image' && safeImageUrl(one.url)) as Of<'image'>[];
  const others = all.filter(({ kind }) => kind !== 'image').map((one) => other(words, one));
  return [
    ...(pictures.length > 0 ? [gallery(words, pictures)] : []),
    ...others.filter((one) => one !== undefined),
  ];
}

function other(words: RichWords, attachment: Attachment): TemplateResult | undefined {
  if (attachment.kind === 'unknown') return unknown(words, attachment);
  const url = safeUrl(attachment.url);
  const media = safeImageUrl(attachment.url);
  if (!url) return undefined;
  switch (attachment.kind) {
    case 'image':
      return undefined;
    case 'card':
      return card(url, attachment);
    case 'giphy':
      return media ? giphy(media, attachment) : undefined;
    case 'video':
      return media ? video(words, media, attachment) : undefined;
    case 'audio':
      return media ? audio(media, attachment) : undefined;
    case 'file':
      return fileLink(words, url, attachment);
  }
}

function fileLink(words: RichWords, url: string, { name, size }: Of<'file'>): TemplateResult {
  return html`<a class="file" href=${url} target="_blank" rel="noopener noreferrer nofollow">
    ${icon(file)}
    <span class="file-name" dir="auto">${name}</span>
    ${size === undefined ? nothing : html`<span class="file-size">${fileSize(size, words.language)}</span>`}
  </a>`;
}

function card(url: string, { title, text, image }: Of<'card'>): TemplateResult {
  const source = safeImageUrl(image);
  return html`<a class="card" href=${url} target="_blank" rel="noopener noreferrer nofollow">
    ${source ? html`<img src=${source} alt="" loading="lazy" decoding="async" />` : nothing}
    <span class="card-title" dir="auto">${title}</span>
    ${text ? html`<span class="card-text" dir="auto">${text}</span>` : nothing}
    <span class="card-site">${new URL(url).host}</span>
  </a>`;
}

function giphy(source: string, attachment: Of<'giphy'>): TemplateResult {
  return html`<figure class="giphy">
    <img
      src=${source}
      alt=${attachment.title}
      loading="lazy"
      decoding="async"
      ${cssVars({ '--_ratio': String(ratioOf(attachment)) })}
    />
    <figcaption><span dir="auto">${attachment.title}</span><span>GIPHY</span></figcaption>
  </figure>`;
}

/** Its box is there before anything of it has loaded. */
function video(words: RichWords, source: string, attachment: Of<'video'>): TemplateResult {
  const still = safeImageUrl(attachment.image);
  return html`<video
    class="video"
    controls
    playsinline
    preload=${still ? 'none' : 'metadata'}
    src=${source}
    poster=${still ?? nothing}
    aria-label=${words.t('chat.rich.video', { name: attachment.name })}
    @play=${playAlone}
    ${cssVars({ '--_ratio': String(ratioOf(attachment)) })}
  ></video>`;
}

let player: Promise<unknown> | undefined;

/** Until the player is here, and where it cannot come, it is a link. */
function audio(source: string, { name, duration, waveform }: Of<'audio'>): TemplateResult {
  player ??= import('../media/audio-element.ts').catch(() => (player = undefined));
  return html`<belfry-chat-audio
    class="audio"
    .url=${source}
    .name=${name}
    .duration=${duration}
    .waveform=${waveform}
    ><a href=${source} target="_blank" rel="noopener noreferrer nofollow" dir="auto"
      >${name}</a
    ></belfry-chat-audio
  >`;
}

function unknown({ t }: RichWords, { title }: Of<'unknown'>): TemplateResult {
  return html`<p class="file unknown">
    ${icon(unknownFile)} ${title ? html`<span class="file-name" dir="auto">${title}</span>` : nothing}
    <span class="file-size">${t('chat.rich.unknown')}</span>
  </p>`;
}
