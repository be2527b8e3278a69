/** px */
const size = 32;
const icons = 'link[rel~="icon"]';

/**
 * The page's icon with a mark on it that something is new. The page's own stays in the document, and is set aside as
 * long as there is a mark. Where the page's policy forbids pictures of data, nothing is changed.
 */
export class PageIcon {
  #link: HTMLLinkElement | undefined;
  #aside = new Map<HTMLLinkElement, string | null>();
  #wanted = false;
  #forbidden = false;

  show(on: boolean): void {
    if (on === this.#wanted || this.#forbidden) return;
    this.#wanted = on;
    if (on) void this.#draw();
    else this.#restore();
  }

  async #draw(): Promise<void> {
    const own = [...document.querySelectorAll<HTMLLinkElement>(icons)];
    const picture = await load(own.at(-1)?.href ?? new URL('/favicon.ico', location.href).href);
    const data = paint(picture) ?? paint(undefined);
    if (!this.#wanted || !data) return;
    document.addEventListener('securitypolicyviolation', this.#refused);
    for (const link of own) {
      this.#aside.set(link, link.getAttribute('media'));
      link.media = 'not all';
    }
    this.#link = document.createElement('link');
    this.#link.rel = 'icon';
    this.#link.type = 'image/png';
    this.#link.href = data;
    document.head.append(this.#link);
  }

  #restore(): void {
    document.removeEventListener('securitypolicyviolation', this.#refused);
    this.#link?.remove();
    this.#link = undefined;
    for (const [link, media] of this.#aside) {
      if (media === null) link.removeAttribute('media');
      else link.media = media;
    }
    this.#aside.clear();
  }

  readonly #refused = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): void => {
    if (blockedURI !== 'data' || effectiveDirective !== 'img-src') return;
    this.#forbidden = true;
    this.#restore();
  };
}

/** A picture that may be drawn; undefined for what cannot be loaded, or belongs to somebody who does not allow it. */
async function load(url: string): Promise<HTMLImageElement | undefined> {
  const image = new Image(size, size);
  image.crossOrigin = 'anonymous';
  image.src = url;
  try {
    await image.decode();
    return image;
  } catch {
    return undefined;
  }
}

/** The picture with a mark in its corner, as an address; undefined where it may not be read. */
function paint(picture: HTMLImageElement | undefined): string | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  try {
    if (picture) context.drawImage(picture, 0, 0, size, size);
    const radius = picture ? size / 4 : size / 2.5;
    const centre = picture ? size - radius : size / 2;
    const circle = (of: number): void => {
      context.beginPath();
      context.arc(centre, picture ? radius : centre, of, 0, 2 * Math.PI);
      context.fill();
    };
    // A gap around it, whatever it stands on.
    context.globalCompositeOperation = 'destination-out';
    circle(radius + 2);
    context.globalCompositeOperation = 'source-over';
    context.fillStyle = '#e5484d';
    circle(radius);
    return canvas.toDataURL();
  } catch {
    return undefined;
  }
}
