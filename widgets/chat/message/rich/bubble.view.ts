import { html, type TemplateResult } from 'lit';
import { renderText } from '../../../shared/text/render.ts';

/** What somebody wrote. @param drawn its text, drawn otherwise than it is usually */
export function bubble(text: string, drawn: unknown = renderText(text)): TemplateResult {
  const emoji = isEmoji(text.trim()) ? 'emoji' : '';
  return html`<div class="bubble text ${emoji}" part="message">${drawn}</div>`;
}

/** A few emoji and nothing else are drawn large, as people mean them. */
function isEmoji(text: string): boolean {
  return (
    text.length <= 24 &&
    /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s)+$/u.test(text) &&
    !/^[\d#*\s]+$/.test(text)
  );
}
