/** How many values the vendor keeps of a recording. */
export const waveformLength = 100;

/** The loudness of a sound over its length, as so many values from 0 to 1, of which the loudest is 1. */
export function waveformOf(samples: Float32Array, count = waveformLength): readonly number[] {
  const loudness = buckets(samples.length, count).map(([from, to]) => {
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += (samples[at] ?? 0) ** 2;
    return Math.sqrt(sum / Math.max(1, to - from));
  });
  const loudest = Math.max(...loudness);
  return loudness.map((value) => (loudest > 0 ? Math.round((value / loudest) * 1000) / 1000 : 0));
}

/** Values told as more or fewer, each the highest of those it stands for. */
export function resampled(values: readonly number[], count: number): readonly number[] {
  if (values.length === 0) return Array.from({ length: count }, () => 0);
  return buckets(values.length, count).map(([from, to]) => Math.max(...values.slice(from, to)));
}

/** `count` spans over `length` places, none of them empty. */
function buckets(length: number, count: number): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, index) => {
    const from = Math.min(Math.max(0, length - 1), Math.floor((index * length) / count));
    return [from, Math.max(from + 1, Math.floor(((index + 1) * length) / count))] as const;
  });
}

/** A length of time as players write it: `0:07`, `1:02:30`. */
export function clock(seconds: number): string {
  const whole = Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) : 0;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
