import type { FileLimits } from './limits.ts';

/** Which of the vendor's two stores a file goes to: each has limits of its own. */
export type UploadKind = 'image' | 'file';

/** Files on their way to the vendor. Rejects with `ChatError`. */
export interface UploadCalls {
  /** What the app takes; asked for once. */
  limits(): Promise<Readonly<Record<UploadKind, FileLimits>>>;
  /**
   * Resolves with the file's address.
   * @param progress told how much has gone out, from 0 to 1
   */
  upload(
    cid: string,
    file: File,
    kind: UploadKind,
    options: { progress: (done: number) => void; signal: AbortSignal },
  ): Promise<{ url: string; thumbnail: string | undefined }>;
}
