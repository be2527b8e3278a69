import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { samples, type Sample } from '../../scripts/docs/samples.ts';
import { runPackage } from '../../scripts/run.ts';
import { install } from './frameworks.ts';

/** What checks the types of each kind of sample, in the settings of the small app of that framework. */
export const checkers = {
  react: ['typescript:tsc', '-p'],
  solid: ['typescript:tsc', '-p'],
  vue: ['vue-tsc', '-p'],
  svelte: ['svelte-check', '--fail-on-warnings', '--workspace'],
  angular: ['@angular/compiler-cli:ngc', '--noEmit', '-p'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Framework = keyof typeof checkers;

/** Whose settings a sample is compiled in. */
export function frameworkOf({ kind, words }: Sample): Framework | undefined {
  if (kind === 'vue' || kind === 'svelte') return kind;
  if (kind === 'tsx') return words.includes('solid') ? 'solid' : 'react';
  if (kind === 'ts') return words.includes('angular') ? 'angular' : 'react';
  return undefined;
}

export const fileOf = ({ page, line, kind }: Sample): string =>
  `${page.replace(/\.md$/, '').replaceAll('/', '-')}-${line}.${kind}`;

/** The documentation's TypeScript, against the package as it is installed. The package must have been built. */
export function describeTypedSamples(): void {
  let project: string;

  beforeAll(() => {
    project = install();
  });
  afterAll(() => {
    rmSync(project, { recursive: true });
  });

  describe('the samples of the documentation', () => {
    const typed = samples().filter(({ notRun, words }) => notRun === undefined && !words.includes('policy'));

    it.each(Object.keys(checkers) as Framework[])('compile against the package: %s', async (checker) => {
      const own = typed.filter((sample) => frameworkOf(sample) === checker);
      expect(own).not.toEqual([]);
      const folder = path.join(project, `samples-${checker}`);
      mkdirSync(folder);
      cpSync(path.join(project, checker, 'tsconfig.json'), path.join(folder, 'base.json'));
      if (checker === 'svelte')
        cpSync(path.join(project, 'svelte/svelte.config.js'), path.join(folder, 'svelte.config.js'));
      writeFileSync(
        path.join(folder, 'tsconfig.json'),
        JSON.stringify({
          extends: './base.json',
          // A sample shows its way, and need not use all that it gets.
          compilerOptions: { noUnusedLocals: false, noUnusedParameters: false, types: [] },
          include: ['*'],
          // In place of the app's own, where it names any.
          files: [...own.map(fileOf), 'css.d.ts'],
        }),
      );
      writeFileSync(path.join(folder, 'css.d.ts'), "declare module '*.css';\n");
      for (const sample of own) writeFileSync(path.join(folder, fileOf(sample)), `${sample.code}\n`);
      const [command, ...args] = checkers[checker];
      expect(await runPackage(command, [...args, folder])).toBe(0);
    });
  });
}
