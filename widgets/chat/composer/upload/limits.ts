/** What an app takes of one kind of upload. An empty list of what is allowed allows everything. */
export interface FileLimits {
  readonly allowedExtensions: readonly string[];
  readonly blockedExtensions: readonly string[];
  readonly allowedTypes: readonly string[];
  readonly blockedTypes: readonly string[];
  /** bytes */
  readonly largest: number;
}

/** Why a file is not taken. */
export type Refusal = 'empty' | 'kind' | 'size' | 'count';

/** The vendor's own limits. */
export const mostFiles = 10;
export const largestFile = 100 * 1024 * 1024;

/** What holds while an app's own limits are not known. */
export const vendorLimits: FileLimits = {
  allowedExtensions: [],
  blockedExtensions: [],
  allowedTypes: [],
  blockedTypes: [],
  largest: largestFile,
};

/** Why a file will not be taken, if it will not. */
export function refusalOf(
  { name, type, size }: Pick<File, 'name' | 'type' | 'size'>,
  limits: FileLimits,
): Refusal | undefined {
  const extension = name.includes('.') ? (name.split('.').pop() ?? '') : '';
  // `.png`, `png` and `PNG` are the same in a list.
  const bare = (value: string): string => value.replace(/^\./, '').toLowerCase();
  const isIn = (list: readonly string[], value: string): boolean => list.map(bare).includes(bare(value));
  const isOut = (allowed: readonly string[], value: string): boolean =>
    allowed.length > 0 && !isIn(allowed, value);
  if (isIn(limits.blockedExtensions, extension) || isOut(limits.allowedExtensions, extension)) return 'kind';
  // The vendor finds out the type of a file whose type the browser does not know.
  if (type && (isIn(limits.blockedTypes, type) || isOut(limits.allowedTypes, type))) return 'kind';
  if (size > limits.largest) return 'size';
  return size === 0 ? 'empty' : undefined;
}
