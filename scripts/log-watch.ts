import type { LogEvent } from '../worker/platform/log.ts';
import { revealedBy, textOf } from '../worker/testing/revealing.ts';

/** Looks through what the Worker logs while others test it: no line may hold a phone, an address or a token. */
export class LogWatch {
  #lines = 0;
  readonly #revealed = new Set<string>();

  readonly hear = (line: string): void => {
    if (!line.startsWith('{"event":')) return;
    this.#lines += 1;
    if (line.startsWith('{"event":"unhandled_error"')) console.error(`The Worker met an error: ${line}`);
    for (const found of revealedBy(readable(line))) this.#revealed.add(`${found} in ${line}`);
  };

  /** @throws {Error} with what was found; or when no line was heard, for then nothing was looked through */
  end(): void {
    if (this.#revealed.size > 0)
      throw new Error(`The Worker’s log holds what it must not:\n${[...this.#revealed].join('\n')}`);
    if (this.#lines === 0) throw new Error('The Worker has logged nothing that could be looked through.');
  }
}

/** A line's text. Wrangler maps the frames of a stack to sources, and what it writes is not always JSON then. */
function readable(line: string): string {
  try {
    return textOf(JSON.parse(line) as LogEvent);
  } catch {
    return line.replace(/"requestId":"[^"]*"/, '').replaceAll(/\(?(?:file|\/)\S+/g, '');
  }
}
