import { css, html, type TemplateResult } from 'lit';
import { badgeCount } from '../../shared/format.ts';
import { icon } from '../../shared/icons.ts';
import { texts } from '../../shared/locale/messages.ts';
import { thread } from '../message/icons.ts';
import { opens } from '../panes/pane-event.ts';
import { threadMessages } from './messages.en.ts';

const mostShown = 99;

/** Where the button that opens the list of threads stands: in the bar above the conversations. */
export const styles = css`
  .threads {
    position: relative;
    margin-inline-start: auto;
  }

  /* One of them takes the room that is left. */
  .bar .threads + .icon-button:last-child {
    margin-inline-start: calc(var(--_space) * -2);
  }

  .threads .badge {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
  }
`;

/** Opens the list of threads. @param count of those with something unread */
export function threadsEntry(language: string, count: number): TemplateResult {
  const key = count > 0 ? 'chat.thread.list-unread' : 'chat.thread.list';
  return html`<button
    class="icon-button threads"
    type="button"
    aria-label=${texts(language, threadMessages)(key, { count })}
    @click=${opens('threads', {})}
  >
    ${icon(thread)}${count > 0 ? html`<span class="badge">${badgeCount(count, mostShown, language)}</span>` : ''}
  </button>`;
}
