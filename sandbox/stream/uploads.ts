import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../platform/context.ts';

export interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Nobody: it belongs to the seed. */
  readonly ownerId: string | undefined;
}

/** What the app allows, told by `GET /app` and checked at each upload. */
export const uploadLimits = {
  /** Bytes. */
  size: 100 * 1024 * 1024,
  imageTypes: [
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp',
    'image/avif',
    'image/svg+xml',
    'image/bmp',
  ],
  blockedExtensions: ['.exe', '.bat', '.cmd', '.sh', '.html', '.htm'],
} as const;

/** Shown in place; all else is a download of unknown type, so that no page of ours runs somebody's file. */
const shownTypes =
  /^(?:image\/(?:png|jpeg|gif|webp|avif|svg\+xml|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf|text\/plain)$/;

/** The uploaded files, in memory, served under `/files/`. */
export class Uploads {
  readonly #files = new Map<string, StoredFile>();
  readonly #context: SandboxContext;

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  clear(): void {
    this.#files.clear();
  }

  /** @returns the file's address */
  add(file: StoredFile, key: string = randomUUID()): string {
    const path = `/files/${key}/${encodeURIComponent(file.name)}`;
    this.#files.set(path, file);
    return this.#context.origins.stream + path;
  }

  /** The file at an address of this server. */
  at(address: string): StoredFile | undefined {
    return this.#files.get(pathOf(address));
  }

  delete(address: string): void {
    this.#files.delete(pathOf(address));
  }

  serve(path: string): Response {
    const file = this.#files.get(path);
    if (!file)
      return new Response('Not found', { status: 404, headers: { 'access-control-allow-origin': '*' } });
    const shown = shownTypes.test(file.type);
    return new Response(file.bytes, {
      headers: {
        'content-type': shown ? file.type : 'application/octet-stream',
        'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'x-content-type-options': 'nosniff',
        // A script in an SVG must not run, even when the file is opened by itself.
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=31536000, immutable',
      },
    });
  }
}

function pathOf(address: string): string {
  return URL.canParse(address) ? new URL(address).pathname : '';
}
