import { defineConfig } from 'vitest/config';

/** See there; what `expect.poll` waits for, likewise. */
const patient = { setupFiles: 'scripts/patient-wait.ts', expect: { poll: { timeout: 20_000 } } };

/** Plain logic, sandbox and scripts in Node; the Worker in workerd; end to end over the started system. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{sandbox,scripts,widgets,demo}/**/*.test.ts'],
          exclude: ['**/*.element.test.ts', '**/node_modules/**', '**/dist/**'],
          ...patient,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      'worker*/vitest.config.ts',
      {
        test: {
          name: 'e2e',
          include: ['{demo,sandbox}/**/*.e2e.ts'],
          globalSetup: 'demo/e2e/setup.ts',
          ...patient,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
