import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, TestSuiteResult } from '@web/test-runner';
import type { Failure } from './failures.ts';
import { root } from './root.ts';

/** Writes how many tests passed, and which failed, over all browsers, for the end of `npm test`. */
export function countReporter(file: string | undefined): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      let passed = 0;
      const failures: Failure[] = [];
      const count = (suite: TestSuiteResult, where: string, under: readonly string[]): void => {
        for (const { name, passed: ok, skipped, error } of suite.tests) {
          if (ok) passed += 1;
          else if (!skipped)
            failures.push({
              where,
              name: [...under, name].join(' '),
              why: error?.message ?? 'It did not end.',
            });
        }
        for (const inner of suite.suites) count(inner, where, [...under, inner.name]);
      };
      for (const { testFile, browser, testResults, errors } of sessions) {
        const where = `${testFile ? path.relative(root, testFile) : 'a page'} (${browser.name})`;
        if (testResults) count(testResults, where, []);
        // A file that could not be loaded or run holds no results, and is a failure all the same.
        if (errors.length > 0 || !testResults)
          failures.push({
            where,
            name: 'the file itself',
            why: errors.map(({ message }) => message).join('\n') || 'It gave no results.',
          });
      }
      writeFileSync(file, JSON.stringify({ passed, failed: failures.length, failures }));
    },
  };
}
