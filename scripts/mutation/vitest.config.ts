import { defineConfig } from 'vitest/config';
import { root } from '../root.ts';

/** The tests of the sandbox's vendors, with everything that these send passed through `setup.ts`. */
export default defineConfig({
  root,
  test: {
    include: ['sandbox/{stream,knock,twilio}/**/*.test.ts'],
    setupFiles: [`${root}/scripts/mutation/setup.ts`],
  },
});
