/** px, on a screen of double density: the side of the square that a picture is shown in before it is sent. */
const side = 128;

/** A picture as it will be sent. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Drawn and not linked: a page's policy may block addresses of blobs. */
  readonly preview: HTMLCanvasElement;
}

/** Decodes a file; undefined for what this browser cannot show. */
export async function readPicture(file: Blob): Promise<Picture | undefined> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    const preview = document.createElement('canvas');
    preview.width = preview.height = side;
    // The middle of it fills the square.
    const scale = side / Math.min(width, height);
    const drawn = [width * scale, height * scale] as const;
    preview
      .getContext('2d')
      ?.drawImage(bitmap, (side - drawn[0]) / 2, (side - drawn[1]) / 2, drawn[0], drawn[1]);
    bitmap.close();
    return { width, height, preview };
  } catch {
    return undefined;
  }
}
