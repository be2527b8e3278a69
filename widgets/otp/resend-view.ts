import { html, type TemplateResult } from 'lit';
import type { Verification } from '../../worker/contract/index.ts';
import type { StepContext } from './step-form.ts';

/** How else a code may come: again, and after the first time again by another channel. */
export function resendView(
  { state, store, t, language, disabled }: StepContext,
  verification: Verification,
): TemplateResult {
  const { channels, sends, busy } = state;
  const { resendIn } = store;
  if (verification.sendsLeft === 0) return html`<p class="note ways">${t('otp.no-sends')}</p>`;
  const again = busy === 'send' ? 'otp.sending' : resendIn > 0 ? 'otp.resend-in' : 'otp.resend';
  const others =
    sends > 1 && verification.channel !== 'email'
      ? channels.filter((channel) => channel !== verification.channel && channel !== 'email')
      : [];
  return html`<div class="ways">
    ${[undefined, ...others].map(
      (channel) =>
        html`<button
          type="button"
          ?disabled=${resendIn > 0 || busy || disabled}
          @click=${() => store.resend(channel)}
        >
          ${t(channel ? `otp.send.${channel}` : again, { time: clock(resendIn, language) })}
        </button>`,
    )}
  </div>`;
}

/** `0:24`, in the language's digits. */
export function clock(seconds: number, language: string): string {
  const minutes = new Intl.NumberFormat(language, { useGrouping: false });
  const two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });
  return `${minutes.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}
