import { html, type TemplateResult } from 'lit';
import type { Verification } from '../../worker/contract/index.ts';
import type { StepContext, StepFoot } from './step-form.ts';

/** s; what takes longer is not counted down. */
export const HOUR = 3600;

/** How else a code may come: again, and once the first has had its time, by another channel. */
export function resendView(
  { state, store, t, language, disabled }: StepContext,
  verification: Verification,
): TemplateResult {
  const { channels, sends, busy } = state;
  const { resendIn } = store;
  if (verification.sendsLeft === 0) return html`<p class="note ways">${t('otp.no-sends')}</p>`;
  const again = busy === 'send' ? 'otp.sending' : resendIn > 0 ? 'otp.resend-in' : 'otp.resend';
  const others =
    (sends > 1 || resendIn === 0) && verification.channel !== 'email'
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

/** What is left when a verification takes no more codes: a new one, as soon as it can be sent, or another address now. */
export function endedFoot(
  { state, store, t, language, disabled }: StepContext,
  { channel }: Verification,
): StepFoot {
  const { resendIn } = store;
  const byEmail = channel === 'email';
  const other = byEmail ? 'phone' : 'email';
  const counted = resendIn > 0 && resendIn <= HOUR;
  return {
    button: t(counted ? 'otp.resend-in' : 'otp.resend-new', { time: clock(resendIn, language) }),
    waiting: state.busy && t('otp.sending'),
    early: resendIn > 0,
    submit: () => void store.resend(),
    more: state.channels.some((offered) => (offered === 'email') !== byEmail)
      ? html`<div class="ways">
          <button
            type="button"
            ?disabled=${disabled}
            @click=${() => {
              store.changeAddress();
              store.askFor(other);
            }}
          >
            ${t(`otp.by.${other}`)}
          </button>
        </div>`
      : undefined,
  };
}

/** `0:24`, in the language's digits. */
export function clock(seconds: number, language: string): string {
  const minutes = new Intl.NumberFormat(language, { useGrouping: false });
  const two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });
  return `${minutes.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}
