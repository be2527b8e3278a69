import type { Counts, Failure } from './failures.ts';

/** Beyond as many failures it is not chance, and the time of a second try is better saved. */
const most = 10;

/** What two tries of one suite came to. */
export interface Tried extends Counts {
  /** What failed once and passed once. It is no failure, and is named all the same: it wants mending. */
  unsteady: readonly Failure[];
}

/**
 * Runs the files of failed tests once more, by themselves; and all of a suite whose run itself broke off, as one of
 * three browsers can. Every suite runs real servers, sockets or browsers, side by side on two cores: there a frame or an
 * answer can come later than any test waits. A test fails when it fails both times.
 */
export async function withSecondTry(
  first: Counts,
  /** Runs these files; all of the suite's when there are none. */
  again: (files: readonly string[]) => Promise<Counts>,
): Promise<Tried> {
  if (first.failures.length === 0 || first.failures.length > most) return { ...first, unsteady: [] };
  const files = [...new Set(first.failures.map(fileOf))].filter((file) => file !== undefined);

  const second = await again(brokeOff(first) ? [] : files);
  // A try that broke off has shown nothing.
  if (brokeOff(second)) return { ...first, unsteady: [] };
  if (brokeOff(first)) {
    const tried = await withSecondTry(second, again);
    return { ...tried, unsteady: [...first.failures, ...tried.unsteady] };
  }
  const same = (one: Failure) => (other: Failure) => one.where === other.where && one.name === other.name;

  const failures = first.failures.filter((failure) => second.failures.some(same(failure)));
  const unsteady = [
    ...first.failures.filter((failure) => !failures.includes(failure)),
    ...second.failures.filter((failure) => !first.failures.some(same(failure))),
  ];
  return {
    passed: first.passed + first.failures.length - failures.length,
    failed: first.failed - (first.failures.length - failures.length),
    failures,
    unsteady,
  };
}

function brokeOff({ failures }: Counts): boolean {
  return failures.some((failure) => fileOf(failure) === undefined);
}

/** The file of a failure; none when the run itself failed. */
function fileOf({ where }: Failure): string | undefined {
  return /^\S+\.ts(?= \(|$)/.exec(where)?.[0];
}
