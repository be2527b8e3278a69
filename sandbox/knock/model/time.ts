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
