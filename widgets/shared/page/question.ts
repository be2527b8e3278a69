import { css, html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { bell, icon } from '../icons.ts';
import { texts } from '../locale/messages.ts';
import { ask, mayAsk } from './desktop.ts';
import { questionMessages } from './messages.en.ts';

/** Until the page is left, for all elements on it. */
let declined = false;

export const questionStyles = css`
  .alerts {
    flex-wrap: wrap;
  }

  .alerts span {
    flex: 1 1 12em;
  }

  .alerts button {
    margin-inline-start: 0;
  }
`;

/**
 * A question whether the system may show what has come; once it is answered it is gone.
 * @param text what it would show
 */
export function desktopQuestion(
  host: ReactiveControllerHost,
  language: string,
  text: string,
): TemplateResult | typeof nothing {
  if (declined || !mayAsk()) return nothing;
  const t = texts(language, questionMessages);
  const agree = async () => {
    await ask();
    host.requestUpdate();
  };
  const decline = () => {
    declined = true;
    host.requestUpdate();
  };
  return html`<div class="banner alerts">
    ${icon(bell)}<span>${text}</span>
    <button class="secondary" type="button" @click=${agree}>${t('alerts.on')}</button>
    <button class="quiet" type="button" @click=${decline}>${t('alerts.later')}</button>
  </div>`;
}
