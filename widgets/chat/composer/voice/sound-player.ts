/** Plays one sound from memory: a page's policy may block addresses of blobs. */
export class SoundPlayer {
  readonly #sound: AudioBuffer;
  readonly #changed: () => void;
  #context: AudioContext | undefined;
  #source: AudioBufferSourceNode | undefined;
  #startedAt = 0;
  #from = 0;
  #frame = 0;

  /** @param changed told while it plays, and when it ends */
  constructor(sound: AudioBuffer, changed: () => void) {
    this.#sound = sound;
    this.#changed = changed;
  }

  get playing(): boolean {
    return this.#source !== undefined;
  }

  /** s */
  get position(): number {
    if (!this.#source || !this.#context) return this.#from;
    return Math.min(this.#sound.duration, this.#from + this.#context.currentTime - this.#startedAt);
  }

  play(): void {
    this.#context ??= new AudioContext();
    void this.#context.resume();
    if (this.#from >= this.#sound.duration) this.#from = 0;
    const source = this.#context.createBufferSource();
    source.buffer = this.#sound;
    source.connect(this.#context.destination);
    source.addEventListener('ended', () => {
      if (source === this.#source) this.#end(0);
    });
    this.#startedAt = this.#context.currentTime;
    source.start(0, this.#from);
    this.#source = source;
    this.#tick();
  }

  pause(): void {
    this.#end(this.position);
  }

  close(): void {
    this.#end(0);
    void this.#context?.close();
    this.#context = undefined;
  }

  #end(from: number): void {
    const source = this.#source;
    this.#source = undefined;
    this.#from = from;
    cancelAnimationFrame(this.#frame);
    source?.stop();
    this.#changed();
  }

  readonly #tick = (): void => {
    this.#changed();
    this.#frame = requestAnimationFrame(this.#tick);
  };
}
