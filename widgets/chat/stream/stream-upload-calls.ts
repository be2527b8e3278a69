import { largestFile, type FileLimits } from '../composer/upload/limits.ts';
import type { UploadCalls, UploadKind } from '../composer/upload/upload-calls.ts';
import type { StreamAccess } from './stream-access.ts';

/** `UploadCalls` by the vendor's SDK. */
export class StreamUploadCalls implements UploadCalls {
  readonly #stream: StreamAccess;
  #limits: Promise<Readonly<Record<UploadKind, FileLimits>>> | undefined;

  constructor(stream: StreamAccess) {
    this.#stream = stream;
  }

  limits(): Promise<Readonly<Record<UploadKind, FileLimits>>> {
    this.#limits ??= this.#ask().catch((error: unknown) => {
      this.#limits = undefined;
      throw error;
    });
    return this.#limits;
  }

  upload(
    cid: string,
    file: File,
    kind: UploadKind,
    { progress, signal }: { progress: (done: number) => void; signal: AbortSignal },
  ): Promise<{ url: string; thumbnail: string | undefined }> {
    return this.#stream.call(async () => {
      const channel = this.#stream.channel(cid);
      const request = {
        signal,
        onUploadProgress: ({ loaded, total }: { loaded: number; total?: number }) => {
          if (total) progress(loaded / total);
        },
      };
      const answer = await (kind === 'image'
        ? channel.sendImage(file, file.name, file.type, undefined, request)
        : channel.sendFile(file, file.name, file.type, undefined, request));
      return { url: answer.file, thumbnail: answer.thumb_url || undefined };
    });
  }

  #ask(): Promise<Readonly<Record<UploadKind, FileLimits>>> {
    return this.#stream.call(async (client) => {
      const { app } = await client.getAppSettings();
      return {
        image: toLimits(app?.image_upload_config ?? {}),
        file: toLimits(app?.file_upload_config ?? {}),
      };
    });
  }
}

/** What the vendor tells of limits; nothing of it is sure. */
function toLimits(config: object): FileLimits {
  const fields = config as Readonly<Record<string, unknown>>;
  const size = fields['size_limit'];
  return {
    allowedExtensions: strings(fields['allowed_file_extensions']),
    blockedExtensions: strings(fields['blocked_file_extensions']),
    allowedTypes: strings(fields['allowed_mime_types']),
    blockedTypes: strings(fields['blocked_mime_types']),
    largest: typeof size === 'number' && size > 0 ? size : largestFile,
  };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
