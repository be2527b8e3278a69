import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { BelfryElement } from '../../../shared/base-element.ts';
import { cssVars } from '../../../shared/css-vars.ts';
import { alert, arrowUp, icon, trash } from '../../../shared/icons.ts';
import { LocaleController } from '../../../shared/locale/locale-controller.ts';
import { sharedMessages } from '../../../shared/locale/en.ts';
import { clock, resampled } from '../../message/media/waveform.ts';
import type { Recording } from '../upload/uploads.ts';
import { pause, play, square } from './icons.ts';
import { recorderMessages } from './messages.en.ts';
import { recorderStyles } from './recorder.styles.ts';
import { SoundPlayer } from './sound-player.ts';
import { longestRecording, SoundRecorder, type Taken } from './sound-recorder.ts';

type State = 'asking' | 'denied' | 'missing' | 'failed' | 'recording' | 'taken';

const bars = 40;

/**
 * Records a voice message: it asks for the microphone as soon as it is there, and frees it when it goes.
 *
 * @fires cancel - the visitor wants none
 */
export class RecorderElement extends BelfryElement {
  static override styles = [BelfryElement.styles, recorderStyles];

  #locale = new LocaleController(this, { ...sharedMessages, ...recorderMessages });
  #recorder: SoundRecorder | undefined;
  #player: SoundPlayer | undefined;
  #taken: Taken | undefined;

  @state() private state: State = 'asking';

  /** Takes what was recorded. */
  @property({ attribute: false }) send: (recording: Recording) => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#recorder?.cancel();
    this.#player?.close();
    this.#recorder = this.#player = this.#taken = undefined;
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  protected override updated(changed: PropertyValues): void {
    // The control with the focus has made room for another one.
    if (changed.has('state')) {
      this.renderRoot.querySelector<HTMLElement>('.main')?.focus({ preventScroll: true });
    }
  }

  async #begin(): Promise<void> {
    this.state = 'asking';
    try {
      const recorder = await SoundRecorder.start(() => this.#heard());
      // Cancelled while the browser asked.
      if (!this.isConnected) {
        recorder.cancel();
        return;
      }
      this.#recorder = recorder;
      this.state = 'recording';
    } catch (error) {
      this.state = reasonOf(error);
    }
  }

  #heard(): void {
    if ((this.#recorder?.duration ?? 0) >= longestRecording) void this.#stop();
    this.requestUpdate();
  }

  readonly #stop = async (): Promise<void> => {
    const recorder = this.#recorder;
    this.#recorder = undefined;
    if (!recorder) return;
    try {
      this.#taken = await recorder.stop();
      const { sound } = this.#taken;
      this.#player = sound && new SoundPlayer(sound, () => this.requestUpdate());
      this.state = 'taken';
    } catch {
      recorder.cancel();
      this.state = 'failed';
    }
  };

  readonly #cancel = (): void => {
    this.dispatchEvent(new Event('cancel'));
  };

  readonly #send = (): void => {
    if (!this.#taken) return;
    const { file, duration, waveform } = this.#taken;
    this.send({ file, duration, waveform });
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#cancel();
  };

  protected override render(): TemplateResult {
    const { t } = this.#locale;
    return html`<div class="recorder" role="group" aria-label=${t('recorder.title')} @keydown=${this.#key}>
      ${this.#content()}
    </div>`;
  }

  #content(): TemplateResult {
    const { t } = this.#locale;
    switch (this.state) {
      case 'asking':
        return html`<p role="status">${t('recorder.asking')}</p>
          <button class="main" type="button" @click=${this.#cancel}>${t('recorder.cancel')}</button>`;
      case 'denied':
      case 'missing':
      case 'failed':
        return html`${icon(alert)}
          <p role="alert">${t(`recorder.${this.state}`)}</p>
          <button class="main secondary" type="button" @click=${() => this.#begin()}>${t('retry')}</button>
          <button type="button" @click=${this.#cancel}>${t('recorder.cancel')}</button>`;
      case 'recording':
        return html`${this.#discard()}
          <span class="pulse"></span>
          <span class="visually-hidden" role="status">${t('recorder.recording')}</span>
          <span class="time">${clock(this.#recorder?.duration ?? 0)}</span>
          ${this.#wave(this.#recorder?.levels.slice(-bars) ?? [], 1)}
          <button
            class="icon-button main"
            type="button"
            aria-label=${t('recorder.stop')}
            title=${t('recorder.stop')}
            @click=${this.#stop}
          >
            ${icon(square)}
          </button>`;
      case 'taken':
        return this.#review();
    }
  }

  #review(): TemplateResult {
    const { t } = this.#locale;
    const player = this.#player;
    const duration = this.#taken?.duration ?? 0;
    const position = player?.position ?? 0;
    const listen = t(player?.playing ? 'recorder.pause' : 'recorder.listen');
    return html`${this.#discard()}
      ${
        player
          ? html`<button
              class="icon-button"
              type="button"
              aria-label=${listen}
              title=${listen}
              @click=${() => (player.playing ? player.pause() : player.play())}
            >
              ${icon(player.playing ? pause : play)}
            </button>`
          : nothing
      }
      <span class="time">${clock(player?.playing || position > 0 ? position : duration)}</span>
      ${this.#wave(resampled(this.#taken?.waveform ?? [], bars), duration ? position / duration : 0)}
      <button
        class="main primary send"
        type="button"
        aria-label=${t('recorder.send')}
        title=${t('recorder.send')}
        @click=${this.#send}
      >
        ${icon(arrowUp)}
      </button>`;
  }

  #discard(): TemplateResult {
    const label = this.#locale.t('recorder.discard');
    return html`<button
      class="icon-button"
      type="button"
      aria-label=${label}
      title=${label}
      @click=${this.#cancel}
    >
      ${icon(trash)}
    </button>`;
  }

  /** @param played how much of it is behind, from 0 to 1 */
  #wave(levels: readonly number[], played: number): TemplateResult {
    return html`<span class="wave" aria-hidden="true"
      >${levels.map(
        (level, at) =>
          html`<i
            class=${at < played * levels.length ? 'played' : ''}
            ${cssVars({ '--_level': level.toFixed(2) })}
          ></i>`,
      )}</span
    >`;
  }
}

function reasonOf(error: unknown): 'denied' | 'missing' | 'failed' {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' ? 'missing' : 'failed';
}

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-recorder': RecorderElement;
  }
}
