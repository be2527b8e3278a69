import { vi } from 'vitest';

/**
 * What a test waits for comes at once or it does not come: the limit only says when to give up, and the runner's own of
 * a second gives up too early on a machine that does something else too. A test that names a limit keeps it.
 */
const patience = 20_000;
const { waitFor } = vi;

vi.waitFor = (check, options) =>
  waitFor(check, typeof options === 'number' ? options : { timeout: patience, ...options });
