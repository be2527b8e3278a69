import { parseArgs } from 'node:util';

/** Ports on which servers for development mostly serve a page that somebody tries Belfry on. */
const ports = [3000, 3001, 4200, 4321, 5174, 5500, 8000, 8080];

const usual = ports.flatMap((port) => [`http://localhost:${port}`, `http://127.0.0.1:${port}`]);

/**
 * The origins of a reader's own pages that may use the Worker of `npm start`: the usual ones of this machine, and those
 * that the command names (`npm start -- --origin http://localhost:9000`).
 * @throws {Error} naming what is no origin
 */
export function ownPages(args: readonly string[]): string[] {
  const { origin = [] } = parseArgs({
    args: [...args],
    options: { origin: { type: 'string', multiple: true } },
  }).values;
  for (const named of origin) {
    if (!URL.canParse(named) || new URL(named).origin !== named)
      throw new Error(`--origin must be an origin, such as http://localhost:9000, not "${named}".`);
  }
  return [...usual, ...origin];
}
