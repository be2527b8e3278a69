import type { Topic } from '../changes.ts';

interface Listener {
  /** What the sandbox tells: all of it at first, and again after it was away. */
  changed(topics: readonly Topic[]): void;
  /** The sandbox does not answer; the browser asks again by itself. */
  lost(): void;
}

/** Hears of every change as it happens. */
export function listen({ changed, lost }: Listener): void {
  const source = new EventSource('/changes');
  source.addEventListener('change', ({ data }: MessageEvent<string>) =>
    changed(JSON.parse(data) as readonly Topic[]),
  );
  source.addEventListener('error', lost);
}
