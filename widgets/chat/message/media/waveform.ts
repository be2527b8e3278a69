/** A loudness curve in as many steps as there is room for: of each step the loudest. */
export function resampled(loudness: readonly number[], steps: number): readonly number[] {
  if (loudness.length === 0) return [];
  return Array.from({ length: steps }, (_, step) => {
    const from = Math.floor((step * loudness.length) / steps);
    const to = Math.max(from + 1, Math.floor(((step + 1) * loudness.length) / steps));
    return Math.max(...loudness.slice(from, to));
  });
}

/** A length of time as players write it: `0:07`, `1:02:30`. */
export function clock(seconds: number): string {
  const whole = Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds) : 0;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
