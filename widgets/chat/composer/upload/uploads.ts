import { asChatError } from '../../connection.ts';
import type { Attachment } from '../../model.ts';
import { mostFiles, refusalOf, vendorLimits, type Refusal } from './limits.ts';
import type { Picture } from './pictures.ts';
import type { UploadCalls, UploadKind } from './upload-calls.ts';

/** A recording, and what is known of it besides its bytes. */
export interface Recording {
  readonly file: File;
  /** s */
  readonly duration: number;
  readonly waveform: readonly number[];
}

/** A file that goes with the message being written. */
export interface Upload {
  readonly key: string;
  readonly name: string;
  /** bytes; undefined for one that is known from a kept draft. */
  readonly size: number | undefined;
  readonly kind: Exclude<Attachment['kind'], 'giphy' | 'card' | 'unknown'>;
  /** `refused`: it cannot be sent at all. `failed`: it may be tried again. */
  readonly status: 'uploading' | 'failed' | 'refused' | 'done';
  /** From 0 to 1. */
  readonly progress: number;
  readonly reason: Refusal | undefined;
  /** bytes that one of its kind may have. */
  readonly largest: number;
  readonly preview: HTMLCanvasElement | undefined;
  readonly attachment: Attachment | undefined;
}

interface Source {
  readonly file: File;
  readonly recording: Recording | undefined;
  readonly abort: AbortController;
}

interface Parts {
  calls: () => Promise<UploadCalls>;
  readPicture: (file: File) => Promise<Picture | undefined>;
}

/** Files on their way, by the channel they are written in: they go on while the visitor looks at another one. */
export class Uploads {
  readonly #parts: Parts;
  readonly #all = new Map<string, readonly Upload[]>();
  readonly #sources = new Map<string, Source>();
  readonly #listeners = new Set<(cid: string) => void>();
  #count = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Calls `listener` with the channel in which something is different; returns what ends it. */
  listen(listener: (cid: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  of(cid: string): readonly Upload[] {
    return this.#all.get(cid) ?? [];
  }

  /** What is uploaded, in the order in which it was added. */
  attachments(cid: string): readonly Attachment[] {
    return this.of(cid).flatMap(({ attachment }) => attachment ?? []);
  }

  /** Takes files, up to what a message may hold; resolves when each is uploaded or is not. */
  async add(cid: string, files: readonly File[]): Promise<void> {
    await Promise.all(files.map((file) => this.#begin(cid, file, undefined)));
  }

  /** Resolves with what has become of it. */
  addRecording(cid: string, recording: Recording): Promise<Upload | undefined> {
    return this.#begin(cid, recording.file, recording);
  }

  async retry(cid: string, key: string): Promise<void> {
    const source = this.#sources.get(key);
    if (!source) return;
    this.#sources.set(key, { ...source, abort: new AbortController() });
    this.#change(cid, key, { status: 'uploading', progress: 0 });
    await this.#run(cid, key);
  }

  /** Takes a file off, on its way or there. */
  remove(cid: string, key: string): void {
    this.#sources.get(key)?.abort.abort();
    this.#sources.delete(key);
    this.#set(
      cid,
      this.of(cid).filter((upload) => upload.key !== key),
    );
  }

  /** Follows a draft that was kept, or changed elsewhere: what it holds is here, and what it does not hold is not. */
  agree(cid: string, attachments: readonly Attachment[]): void {
    if (sameFiles(this.attachments(cid), attachments)) return;
    const now = this.of(cid);
    const known = (one: Attachment) => now.find(({ attachment }) => attachment && isSame(attachment, one));
    this.#set(cid, [
      ...attachments.flatMap((one) => known(one) ?? this.#found(one)),
      ...now.filter(({ attachment }) => !attachment),
    ]);
  }

  /** Begins anew after everything was sent. */
  clear(cid: string): void {
    for (const { key } of this.of(cid)) this.#sources.delete(key);
    this.#set(cid, []);
  }

  async #begin(cid: string, file: File, recording: Recording | undefined): Promise<Upload | undefined> {
    const counted = this.of(cid).filter(({ status }) => status !== 'refused').length;
    const key = this.#nextKey();
    const upload: Upload = {
      key,
      name: file.name,
      size: file.size,
      kind: recording ? 'audio' : kindOf(file),
      status: counted < mostFiles ? 'uploading' : 'refused',
      progress: 0,
      reason: counted < mostFiles ? undefined : 'count',
      largest: vendorLimits.largest,
      preview: undefined,
      attachment: undefined,
    };
    if (upload.status === 'uploading') {
      this.#sources.set(key, { file, recording, abort: new AbortController() });
    }
    this.#set(cid, [...this.of(cid), upload]);
    if (upload.status === 'uploading') await this.#run(cid, key);
    return this.#find(cid, key);
  }

  async #run(cid: string, key: string): Promise<void> {
    const source = this.#sources.get(key);
    const kind = this.#find(cid, key)?.kind;
    if (!source || !kind) return;
    const { file, abort } = source;
    const store: UploadKind = kind === 'image' ? 'image' : 'file';
    try {
      const calls = await this.#parts.calls();
      const limits = (await calls.limits().catch(() => undefined))?.[store] ?? vendorLimits;
      const reason = refusalOf(file, limits);
      if (reason) {
        this.#change(cid, key, { status: 'refused', reason, largest: limits.largest });
        return;
      }
      const picture = kind === 'image' ? await this.#parts.readPicture(file) : undefined;
      if (picture) this.#change(cid, key, { preview: picture.preview });
      const answer = await calls.upload(cid, file, store, {
        signal: abort.signal,
        progress: (progress) => this.#change(cid, key, { progress }),
      });
      const attachment = attachmentOf(kind, source, picture, answer);
      this.#change(cid, key, { status: 'done', progress: 1, attachment });
    } catch (error) {
      if (abort.signal.aborted) return;
      const refused = asChatError(error).kind === 'refused';
      this.#change(cid, key, refused ? { status: 'refused', reason: 'kind' } : { status: 'failed' });
    }
  }

  /** One that a kept draft holds: the file itself is no longer here. */
  #found(attachment: Attachment): Upload[] {
    const { kind } = attachment;
    if (kind === 'giphy' || kind === 'card' || kind === 'unknown') return [];
    return [
      {
        key: this.#nextKey(),
        name: kind === 'image' ? attachment.alt : attachment.name,
        size: kind === 'file' ? attachment.size : undefined,
        kind,
        status: 'done',
        progress: 1,
        reason: undefined,
        largest: vendorLimits.largest,
        preview: undefined,
        attachment,
      },
    ];
  }

  #nextKey(): string {
    this.#count += 1;
    return `u${this.#count}`;
  }

  #find(cid: string, key: string): Upload | undefined {
    return this.of(cid).find((upload) => upload.key === key);
  }

  #change(cid: string, key: string, patch: Partial<Upload>): void {
    // It may have been taken off meanwhile.
    if (!this.#find(cid, key)) return;
    this.#set(
      cid,
      this.of(cid).map((upload) => (upload.key === key ? { ...upload, ...patch } : upload)),
    );
  }

  #set(cid: string, uploads: readonly Upload[]): void {
    this.#all.set(cid, uploads);
    for (const listener of [...this.#listeners]) listener(cid);
  }
}

function isSame(one: Attachment, other: Attachment): boolean {
  return 'url' in one && 'url' in other && one.url === other.url;
}

/** Whether two lists hold the same files, in the same order. */
export function sameFiles(some: readonly Attachment[], others: readonly Attachment[]): boolean {
  return some.length === others.length && some.every((one, at) => others[at] && isSame(one, others[at]));
}

/** Pictures that every browser shows; others travel as files. */
const pictures = /^image\/(png|jpe?g|gif|webp|avif|bmp)$/i;

function kindOf({ type }: File): Upload['kind'] {
  if (pictures.test(type)) return 'image';
  if (type.startsWith('video/')) return 'video';
  return type.startsWith('audio/') ? 'audio' : 'file';
}

function attachmentOf(
  kind: Upload['kind'],
  { file, recording }: Source,
  picture: Picture | undefined,
  { url, thumbnail }: { url: string; thumbnail: string | undefined },
): Attachment {
  const { name, size } = file;
  switch (kind) {
    case 'image':
      return { kind, url, alt: name, width: picture?.width, height: picture?.height };
    case 'video':
      return { kind, url, name, image: thumbnail, width: undefined, height: undefined };
    case 'audio':
      return { kind, url, name, duration: recording?.duration, waveform: recording?.waveform };
    case 'file':
      return { kind, url, name, size };
  }
}
