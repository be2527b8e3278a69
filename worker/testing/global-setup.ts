import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What tests in workerd need of the sandbox, which runs beside them in Node. */
export interface SandboxAccess {
  readonly origins: Readonly<Record<'control' | 'stream' | 'knock' | 'twilio', string>>;
  /** PKCS#8 PEM. */
  readonly signingKey: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    sandbox: SandboxAccess;
  }
}

/**
 * One sandbox for all tests of the Worker. In a process of its own: this module is resolved as for workerd, where the
 * sandbox's sockets are not to be had.
 */
export default async function setup(project: {
  provide(key: 'sandbox', value: SandboxAccess): void;
}): Promise<() => Promise<void>> {
  const child = fork(join(import.meta.dirname, 'sandbox-process.js'));
  const ended = once(child, 'exit');
  const started = once(child, 'message') as Promise<[SandboxAccess]>;
  const [access] = await Promise.race([
    started,
    ended.then((): never => {
      throw new Error('The sandbox ended before it was ready.');
    }),
  ]);
  project.provide('sandbox', access);
  return async () => {
    child.disconnect();
    await ended;
  };
}
