import { html, nothing, type TemplateResult } from 'lit';
import { linkFailure } from '../shared/vendor/link-failure.ts';
import { closeButton } from '../shared/panel.views.ts';
import { stateView } from '../shared/views.ts';
import type { ChatLinkState } from './chat-link.ts';
import { channelSkeletons } from './list/channel-list.view.ts';
import { messageSkeletons } from './conversation/conversation.view.ts';
import type { Words } from './words.ts';

export interface ConnectionViewProps {
  words: Words;
  link: ChatLinkState | undefined;
  /** Whether one channel is opened alone. */
  alone: boolean;
  retry: () => void;
  close: (() => void) | undefined;
}

/** What is shown while there is no connection: the shape of what comes, or why nothing does. */
export function connectionView({ words, link, alone, retry, close }: ConnectionViewProps): TemplateResult {
  const state = linkFailure(words.t, link, retry);
  if (state) {
    return html`<div class="frame" data-pane="list" data-alone=${alone || nothing}>
      <div class="whole">
        ${
          close
            ? html`<header class="bar">
                <h2>${words.t('chat.title')}</h2>
                ${closeButton(words.t('chat.close'), close)}
              </header>`
            : nothing
        }
        ${stateView(state)}
      </div>
    </div>`;
  }
  return html`<div
    class="frame"
    data-pane=${alone ? 'conversation' : 'list'}
    data-alone=${alone || nothing}
    aria-busy="true"
  >
    <span class="visually-hidden" role="status">${words.t('loading')}</span>
    ${
      alone
        ? nothing
        : html`<div class="list">
            <header class="bar">
              <h2>${words.t('chat.title')}</h2>
              ${closeButton(words.t('chat.close'), close)}
            </header>
            <div class="head"></div>
            ${channelSkeletons()}
          </div>`
    }
    <div class="conversation">
      <header class="bar">
        <span class="skeleton avatar"></span><span class="skeleton line"></span>
        ${alone ? closeButton(words.t('chat.close'), close) : nothing}
      </header>
      ${messageSkeletons()}
    </div>
  </div>`;
}
