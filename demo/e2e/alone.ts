import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/root.ts';

interface Manifest {
  dependencies?: Record<string, string>;
}

/**
 * A project outside of this repository, with a package and what that declares to need, as npm would install it: what a
 * module or a type needs besides is not there.
 * @param folder the package
 * @param more packages that the project itself depends on
 * @returns the project's folder
 */
export function installAlone(folder: string, more: readonly string[]): string {
  const project = mkdtempSync(path.join(tmpdir(), 'belfry-alone-'));
  const modules = path.join(project, 'node_modules');
  const put = (name: string, from: string): void => {
    const to = path.join(modules, name);
    if (existsSync(to)) return;
    cpSync(from, to, { recursive: true });
    const { dependencies = {} } = JSON.parse(
      readFileSync(path.join(from, 'package.json'), 'utf8'),
    ) as Manifest;
    for (const needed of Object.keys(dependencies)) {
      // One that is nested has come along.
      const own = path.join(from, 'node_modules', needed);
      if (!existsSync(own)) put(needed, path.join(root, 'node_modules', needed));
    }
  };
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  put('belfry', folder);
  for (const name of more) put(name, path.join(root, 'node_modules', name));
  return project;
}
