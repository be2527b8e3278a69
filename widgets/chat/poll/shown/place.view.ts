import { html, type TemplateResult } from 'lit';
import { cssVars } from '../../../shared/css-vars.ts';
import type { MessageContext } from '../../message/message.view.ts';
import type { ChatMessage } from '../../model.ts';

let element: Promise<unknown> | undefined;

/** A message's poll; its place until the code for it is here, as high as it will be about. */
export function pollPlace({ store, channel, actions }: MessageContext, message: ChatMessage): TemplateResult {
  element ??= import('./poll-element.ts').catch(() => (element = undefined));
  const { options } = (message.raw['poll'] ?? {}) as { options?: unknown };
  const count = Array.isArray(options) ? options.length : 2;
  return html`<belfry-chat-poll
    class="poll"
    .message=${message}
    .store=${store}
    .cid=${channel.cid}
    .actions=${actions}
    ${cssVars({ '--_options': String(count) })}
  ></belfry-chat-poll>`;
}
