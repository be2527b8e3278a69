import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { close, file, icon, retry } from '../../../shared/icons.ts';
import { safeImageUrl } from '../../../shared/urls.ts';
import { fileSize } from '../../file-size.ts';
import type { Texts } from '../composer-texts.ts';
import { audioLines, video } from '../icons.ts';
import { mostFiles } from './limits.ts';
import type { Upload } from './uploads.ts';

export interface TrayActions {
  remove: (upload: Upload) => void;
  retry: (upload: Upload) => void;
}

/** The files that go with the message. */
export function trayView(
  t: Texts,
  language: string,
  uploads: readonly Upload[],
  actions: TrayActions,
): TemplateResult | typeof nothing {
  if (uploads.length === 0) return nothing;
  return html`<ul class="tray" aria-label=${t('composer.files')}>
    ${repeat(
      uploads,
      ({ key }) => key,
      (upload) => item(t, language, upload, actions),
    )}
  </ul>`;
}

function item(t: Texts, language: string, upload: Upload, actions: TrayActions): TemplateResult {
  const { name, status, kind, progress } = upload;
  const refused = status === 'refused';
  const picture = kind === 'image' && !refused && status !== 'failed';
  return html`<li class="upload ${picture ? 'picture' : ''} ${status}">
    ${face(upload)}
    ${
      picture
        ? html`<span class="visually-hidden">${name}</span>`
        : html`<span class="upload-words">
            <span class="upload-name" dir="auto">${title(t, upload)}</span>
            <span class="upload-note">${note(t, language, upload)}</span>
          </span>`
    }
    ${
      status === 'failed'
        ? html`<button
            class="icon-button"
            type="button"
            aria-label=${t('composer.retry-file', { name })}
            title=${t('composer.retry-file', { name })}
            @click=${() => actions.retry(upload)}
          >
            ${icon(retry)}
          </button>`
        : nothing
    }
    <button
      class="icon-button take-off"
      type="button"
      aria-label=${t(status === 'uploading' ? 'composer.cancel-file' : 'composer.remove-file', { name })}
      @click=${() => actions.remove(upload)}
    >
      ${icon(close)}
    </button>
    ${
      status === 'uploading'
        ? html`<progress
            max="1"
            .value=${progress}
            aria-label=${t('composer.uploading', { name })}
          ></progress>`
        : nothing
    }
  </li>`;
}

function face({ preview, kind, attachment }: Upload): TemplateResult {
  if (preview) return html`${preview}`;
  const address = kind === 'image' ? safeImageUrl(attachment && 'url' in attachment && attachment.url) : '';
  if (address) return html`<img src=${address} alt="" />`;
  return html`<span class="upload-icon"
    >${icon(kind === 'video' ? video : kind === 'audio' ? audioLines : file)}</span
  >`;
}

function title(t: Texts, { attachment, name }: Upload): string {
  return attachment?.kind === 'audio' && attachment.waveform ? t('composer.voice-message') : name;
}

/** Its size, or why it is not taken. */
function note(t: Texts, language: string, { status, reason, size, largest }: Upload): string {
  if (status === 'failed') return t('composer.failed-file');
  switch (reason) {
    case 'kind':
      return t('composer.refused-kind');
    case 'size':
      return t('composer.refused-size', { size: fileSize(largest, language) });
    case 'empty':
      return t('composer.refused-empty');
    case 'count':
      return t('composer.refused-count', { count: mostFiles });
    case undefined:
      return size === undefined ? '' : fileSize(size, language);
  }
}
