import { defineConfig } from 'vitest/config';
import { root } from '../root.ts';

/** The tests of the sandbox's vendors, with everything that these send passed through `setup.ts`. */
export default defineConfig({
  root,
  test: {
    include: ['sandbox/{stream,knock,twilio}/**/*.test.ts'],
    // Every test runs once for each mutant that it meets, on a machine that does nothing else well meanwhile.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: [`${root}/scripts/mutation/setup.ts`],
  },
});
