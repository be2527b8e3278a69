import { existsSync } from 'node:fs';
import { installPackages } from './debian.ts';

/** What runs the samples of the docs besides Node: paths. */
export interface Languages {
  readonly python: string;
  readonly php: string;
  readonly ruby: string;
  readonly go: string;
}

/** What each needs to be there, its interpreter first, and Debian's package of it. */
const needs: Record<keyof Languages, readonly (readonly [file: string, packageName: string])[]> = {
  python: [
    ['/usr/bin/python3', 'python3'],
    ['/usr/lib/python3/dist-packages/jwt', 'python3-jwt'],
    ['/usr/lib/python3/dist-packages/cryptography', 'python3-cryptography'],
  ],
  php: [['/usr/bin/php', 'php-cli']],
  ruby: [['/usr/bin/ruby', 'ruby']],
  go: [['/usr/bin/go', 'golang-go']],
};

const missing = (): string[] =>
  Object.values(needs)
    .flat()
    .filter(([file]) => !existsSync(file))
    .map(([, name]) => name);

/**
 * Finds the interpreters of Debian's packages, which have the libraries that samples name; installs what is missing
 * where that is possible without asking.
 * @throws {Error} with the command to run, when something is missing and cannot be installed here.
 */
export function findLanguages(): Languages {
  const wanted = missing();
  if (wanted.length > 0 && installPackages(wanted)) wanted.splice(0, Infinity, ...missing());
  if (wanted.length > 0) {
    throw new Error(
      `Missing for the samples of the docs: ${wanted.join(', ')}. Each is run as it stands; install them with\n` +
        `  sudo apt-get install ${wanted.join(' ')}`,
    );
  }
  return { python: '/usr/bin/python3', php: '/usr/bin/php', ruby: '/usr/bin/ruby', go: '/usr/bin/go' };
}
