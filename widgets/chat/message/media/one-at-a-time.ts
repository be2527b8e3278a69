let playing: HTMLMediaElement | undefined;

/** For `@play`: what played before, anywhere on the page, stops. */
export function playAlone({ target }: Event): void {
  if (!(target instanceof HTMLMediaElement) || target === playing) return;
  playing?.pause();
  playing = target;
}

/** What is taken out of the page plays no more. */
export function silence(media: HTMLMediaElement): void {
  media.pause();
  if (media === playing) playing = undefined;
}
