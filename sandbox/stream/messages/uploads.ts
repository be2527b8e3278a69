import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../../platform/context.ts';

export interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Nobody: it belongs to the seed. */
  readonly ownerId: string | undefined;
}

/** Shown in place; all else is a download of unknown type, so that no page of ours runs somebody's file. */
const shownTypes =
  /^(?:image\/(?:png|jpeg|gif|webp|avif|svg\+xml|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf|text\/plain)$/;

/** Everybody may read a file who knows its address. */
const openToAll = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'content-range, content-length, accept-ranges',
  'cross-origin-resource-policy': 'cross-origin',
};

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

  /** @param range the `Range` of the request: players ask for parts of audio and video */
  serve(path: string, range?: string): Response {
    const file = this.#files.get(path);
    if (!file) return new Response('Not found', { status: 404, headers: openToAll });
    const part = range === undefined ? undefined : partOf(range, file.bytes.length);
    if (part === 'outside') {
      const headers = { ...openToAll, 'content-range': `bytes */${file.bytes.length}` };
      return new Response('', { status: 416, headers });
    }
    const shown = shownTypes.test(file.type);
    return new Response(part ? file.bytes.slice(part.start, part.end + 1) : file.bytes, {
      status: part ? 206 : 200,
      headers: {
        ...openToAll,
        ...(part && { 'content-range': `bytes ${part.start}-${part.end}/${file.bytes.length}` }),
        'accept-ranges': 'bytes',
        'content-type': shown ? file.type : 'application/octet-stream',
        'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'x-content-type-options': 'nosniff',
        // A script in an SVG must not run, even when the file is opened by itself.
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'cache-control': 'public, max-age=31536000, immutable',
      },
    });
  }
}

/** The one part that a range asks for (RFC 9110, 14.1.2); what is no such range is as if it were not there. */
function partOf(range: string, size: number): { start: number; end: number } | 'outside' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (from === '' && to === '') return undefined;
  const last = size - 1;
  // Without a start it is the file's last bytes.
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? last : Math.min(Number(to), last);
  return start > end ? 'outside' : { start, end };
}

function pathOf(address: string): string {
  return URL.canParse(address) ? new URL(address).pathname : '';
}
