/** A test or check that failed, for the list at the end of `npm test`. */
export interface Failure {
  /** Where: a file, and the engine when there are several. */
  where: string;
  name: string;
  /** What went wrong, as its runner said it. */
  why: string;
}

/** What a suite came to. */
export interface Counts {
  passed: number;
  failed: number;
  failures: readonly Failure[];
}

/** What the JSON report of Vitest says of one file; only what is read here. */
export interface VitestFile {
  name: string;
  status: string;
  message: string;
  assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
}

/** Every test that failed, and every file that could not be run at all. */
export function vitestFailures(files: readonly VitestFile[], root: string): Failure[] {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const where = name.startsWith(root) ? name.slice(root.length + 1) : name;
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [{ where, name: 'the file itself', why: message }];
    return failed.map(({ fullName, failureMessages }) => ({
      where,
      name: fullName,
      why: failureMessages?.join('\n') ?? '',
    }));
  });
}

/** The list as text: each with the head of its reason, since a long one is in the runner's output above. */
export function failuresText(
  failures: readonly Failure[],
  { title = 'FAILED', lines = 24 }: { title?: string; lines?: number } = {},
): string {
  return failures
    .map(({ where, name, why }) => {
      const reason = why.split('\n').slice(0, lines);
      return [`${title}  ${where}: ${name}`, ...reason.map((line) => `        ${line}`)].join('\n');
    })
    .join('\n');
}
