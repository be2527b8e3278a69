import { writeFileSync } from 'node:fs';
import type { Reporter, TestSuiteResult } from '@web/test-runner';

/** Writes how many tests passed and failed, over all browsers, for the sum at the end of `npm test`. */
export function countReporter(file: string | undefined): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      let passed = 0;
      let failed = 0;
      const count = (suite: TestSuiteResult): void => {
        for (const test of suite.tests) {
          if (test.passed) passed += 1;
          else if (!test.skipped) failed += 1;
        }
        suite.suites.forEach(count);
      };
      for (const session of sessions) {
        if (session.testResults) count(session.testResults);
        // A file that could not be loaded or run holds no results, and is a failure all the same.
        if (session.errors.length > 0 || !session.testResults) failed += 1;
      }
      writeFileSync(file, JSON.stringify({ passed, failed }));
    },
  };
}
