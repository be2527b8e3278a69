/** A chunk's SHA-384, in base64, and the chunks that it imports itself. */
export type CheckedChunk = readonly [hash: string, imports: readonly string[]];

/** Chunks by file name. */
export type CheckedChunks = Readonly<Record<string, CheckedChunk>>;
