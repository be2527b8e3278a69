/** Two short tones. s from the start, Hz. */
const tones = [
  [0, 784],
  [0.11, 1047],
] as const;
const length = 0.25;
const loudness = 0.08;

let context: AudioContext | undefined;

/** A short sound, made here. Silent as long as the visitor has not used the page: no browser lets it sound before. */
export async function chime(): Promise<void> {
  if (!navigator.userActivation?.hasBeenActive) return;
  try {
    context ??= new AudioContext();
    await context.resume();
    const now = context.currentTime;
    for (const [at, frequency] of tones) {
      const tone = new OscillatorNode(context, { frequency, type: 'sine' });
      const volume = new GainNode(context, { gain: 0 });
      volume.gain.setValueAtTime(0, now + at);
      volume.gain.linearRampToValueAtTime(loudness, now + at + 0.01);
      volume.gain.exponentialRampToValueAtTime(0.0001, now + at + length);
      tone.connect(volume).connect(context.destination);
      tone.start(now + at);
      tone.stop(now + at + length);
    }
  } catch {
    // Without a device to sound by there is no sound.
  }
}
