import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { intl } from '../../../shared/intl.ts';
import { BelfryElement } from '../../../shared/base-element.ts';
import { cssVars } from '../../../shared/css-vars.ts';
import { define } from '../../../shared/define.ts';
import { icon } from '../../../shared/icons.ts';
import { LocaleController } from '../../../shared/locale/locale-controller.ts';
import { pause, play } from '../icons.ts';
import { audioStyles } from './audio.styles.ts';
import { audioMessages } from './messages.en.ts';
import { playAlone, silence } from './one-at-a-time.ts';
import { clock, resampled } from './waveform.ts';

const speeds = [1, 1.5, 2] as const;
const bars = 40;

/** A player for a sound, or for a voice message with its curve of loudness. Nothing is fetched before it is played. */
export class AudioPlayerElement extends BelfryElement {
  static override styles = [BelfryElement.styles, audioStyles];

  readonly #locale = new LocaleController(this, audioMessages);
  #media: HTMLAudioElement | undefined;

  @state() private at = 0;
  /** Whether it plays. */
  @property({ type: Boolean, reflect: true }) running = false;
  @state() private failed = false;
  @state() private speed: (typeof speeds)[number] = 1;
  @state() private length = 0;

  /** Its address, which must be a safe one. */
  @property({ attribute: false }) url = '';
  @property({ attribute: false }) name = '';
  /** s, as its sender told. */
  @property({ attribute: false }) duration: number | undefined;
  @property({ attribute: false }) waveform: readonly number[] | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#media) silence(this.#media);
  }

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('url') || !this.#media) return;
    silence(this.#media);
    this.#media = undefined;
    this.at = 0;
  }

  get #length(): number {
    return this.length || this.duration || 0;
  }

  #player(): HTMLAudioElement {
    if (this.#media) return this.#media;
    const media = new Audio(this.url);
    media.addEventListener('play', playAlone);
    for (const event of ['play', 'pause', 'ended'])
      media.addEventListener(event, () => (this.running = !media.paused && !media.ended));
    media.addEventListener('timeupdate', () => (this.at = media.currentTime));
    media.addEventListener('durationchange', () => {
      if (Number.isFinite(media.duration)) this.length = media.duration;
    });
    media.addEventListener('error', () => (this.failed = true));
    return (this.#media = media);
  }

  readonly #toggle = (): void => {
    const media = this.#player();
    if (!media.paused) {
      media.pause();
      return;
    }
    this.failed = false;
    if (media.error) media.load();
    media.playbackRate = this.speed;
    media.play().catch((error: unknown) => {
      // It was stopped before it began.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.failed = true;
    });
  };

  readonly #seek = (event: Event): void => {
    const media = this.#player();
    this.at = Number((event.target as HTMLInputElement).value);
    media.currentTime = this.at;
  };

  readonly #faster = (): void => {
    this.speed = speeds[(speeds.indexOf(this.speed) + 1) % speeds.length] ?? 1;
    if (this.#media) this.#media.playbackRate = this.speed;
  };

  protected override render(): TemplateResult {
    const { t, language } = this.#locale;
    const name = this.waveform ? t('chat.audio.voice') : this.name;
    const speed = `${intl('number', language).format(this.speed)}×`;
    const done = this.#length > 0 ? Math.min(1, this.at / this.#length) : 0;
    return html`<button
        class="play"
        type="button"
        aria-label=${t(this.running ? 'chat.audio.pause' : 'chat.audio.play', { name })}
        @click=${this.#toggle}
      >
        ${icon(this.running ? pause : play)}
      </button>
      <div class="middle">
        ${this.waveform ? nothing : html`<span class="name" dir="auto">${name}</span>`}
        <div class="track">
          ${this.#track(done)}
          <input
            type="range"
            min="0"
            max=${Math.max(1, this.#length)}
            step="0.1"
            .value=${String(this.at)}
            ?disabled=${this.#length === 0}
            aria-label=${t('chat.audio.place')}
            aria-valuetext=${clock(this.at)}
            @input=${this.#seek}
          />
        </div>
        ${
          this.failed
            ? html`<span class="time failed" role="alert">${t('chat.audio.failed')}</span>`
            : html`<span class="time">${clock(this.running || this.at > 0 ? this.at : this.#length)}</span>`
        }
      </div>
      <button
        class="speed"
        type="button"
        aria-label=${t('chat.audio.speed', { speed })}
        @click=${this.#faster}
      >
        ${speed}
      </button>`;
  }

  #track(done: number): TemplateResult | TemplateResult[] {
    if (!this.waveform?.length)
      return html`<span class="line" ${cssVars({ '--_done': String(done) })}></span>`;
    return resampled(this.waveform, bars).map(
      (loud, bar) =>
        html`<i class=${bar < done * bars ? 'past' : ''} ${cssVars({ '--_loud': loud.toFixed(2) })}></i>`,
    );
  }
}

define('belfry-chat-audio', AudioPlayerElement);

declare global {
  interface HTMLElementTagNameMap {
    'belfry-chat-audio': AudioPlayerElement;
  }
}
