import { resampled, waveformLength, waveformOf } from '../../message/media/waveform.ts';
import type { Recording } from '../upload/uploads.ts';

/** What browsers record, the most widely playable first. */
const types = ['audio/mp4;codecs=mp4a.40.2', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];

/** ms between two looks at how loud it is. */
const interval = 80;
/** s after which a recording ends by itself. */
export const longestRecording = 600;

/** What was recorded, and the sound of it if this browser can play it again. */
export interface Taken extends Recording {
  readonly sound: AudioBuffer | undefined;
}

/** One recording by the microphone, from its start to its end. It frees the microphone when it ends either way. */
export class SoundRecorder {
  readonly #stream: MediaStream;
  readonly #context = new AudioContext();
  readonly #analyser: AnalyserNode;
  readonly #recorder: MediaRecorder;
  readonly #chunks: Blob[] = [];
  readonly #levels: number[] = [];
  readonly #heard: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  /**
   * Asks for the microphone and begins.
   * @param heard told whenever there is something new to show
   * @throws {DOMException} `NotAllowedError`, `NotFoundError` and others of `getUserMedia`
   */
  static async start(heard: () => void): Promise<SoundRecorder> {
    return new SoundRecorder(await navigator.mediaDevices.getUserMedia({ audio: true }), heard);
  }

  private constructor(stream: MediaStream, heard: () => void) {
    this.#stream = stream;
    this.#heard = heard;
    this.#analyser = this.#context.createAnalyser();
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
    this.#recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#chunks.push(data));
    this.#recorder.start();
    this.#timer = setInterval(() => this.#listen(), interval);
  }

  /** How loud it was, from 0 to 1, at even times. */
  get levels(): readonly number[] {
    return this.#levels;
  }

  /** s */
  get duration(): number {
    return (this.#levels.length * interval) / 1000;
  }

  /** Ends it; resolves with what was recorded. */
  async stop(): Promise<Taken> {
    const ended = new Promise((resolve) => this.#recorder.addEventListener('stop', resolve, { once: true }));
    if (this.#recorder.state === 'inactive')
      throw new DOMException('Nothing is recorded', 'InvalidStateError');
    this.#recorder.stop();
    await ended;
    this.#free();
    // Without what follows the semicolon: the codec is no part of a file's type.
    const type = this.#recorder.mimeType.split(';', 1)[0] || 'audio/webm';
    const file = new File(this.#chunks, `voice-message.${type.split('/')[1] ?? 'webm'}`, { type });
    const sound = await this.#decode(file);
    await this.#context.close();
    return {
      file,
      sound,
      duration: sound?.duration ?? this.duration,
      waveform: sound ? waveformOf(sound.getChannelData(0)) : resampled(this.#levels, waveformLength),
    };
  }

  /** Ends it without a result. */
  cancel(): void {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    this.#free();
    if (this.#context.state !== 'closed') void this.#context.close();
  }

  async #decode(file: File): Promise<AudioBuffer | undefined> {
    try {
      return await this.#context.decodeAudioData(await file.arrayBuffer());
    } catch {
      return undefined;
    }
  }

  #listen(): void {
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    // The ear hears quiet things louder than their numbers say.
    this.#levels.push(Math.min(1, Math.sqrt(peak)));
    this.#heard();
  }

  #free(): void {
    clearInterval(this.#timer);
    for (const track of this.#stream.getTracks()) track.stop();
  }
}
