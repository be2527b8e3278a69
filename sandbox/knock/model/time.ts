/** Microseconds since the epoch: the vendor dates messages that finely, and orders its feed by it. */
export type Micros = number;

/** `2026-11-21T03:00:00.123456Z`, as messages carry it. */
export function isoMicros(micros: Micros): string {
  const milliseconds = Math.floor(micros / 1000);
  const rest = String(micros - milliseconds * 1000).padStart(3, '0');
  return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
}

/** The same, or null where nothing happened yet. */
export function isoMicrosOrNull(micros: Micros | null): string | null {
  return micros === null ? null : isoMicros(micros);
}

/** The moment that ISO 8601 text with a zone means, to the microsecond; finer parts are cut off. */
export function toMicros(text: string): Micros {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  const micros = Number(fraction.slice(3, 6).padEnd(3, '0'));
  return Date.parse(text.replace(/\.\d+/, `.${fraction.slice(0, 3).padEnd(3, '0')}`)) * 1000 + micros;
}
