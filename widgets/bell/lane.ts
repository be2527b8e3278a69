/**
 * Does one thing after another. Reads and marks of a feed take turns, so that it is never in doubt whether an answer
 * was made before or after a mark.
 */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `task` when everything before it has settled. */
  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
