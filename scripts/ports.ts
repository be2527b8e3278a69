/** The ports of the system; each can be moved by its environment variable. */
export interface Ports {
  readonly demo: number;
  readonly worker: number;
  /** Control; Stream, Knock, Twilio and Plivo follow it. */
  readonly sandbox: number;
}

/** @throws {Error} naming the variable that is no port. */
export function readPorts(env: NodeJS.ProcessEnv = process.env): Ports {
  return {
    demo: port(env, 'DEMO_PORT', 5173),
    worker: port(env, 'WORKER_PORT', 8787),
    sandbox: port(env, 'SANDBOX_PORT', 8790),
  };
}

function port(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const value = env[name];
  if (value === undefined || value === '') return fallback;
  if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > 65_531) {
    throw new Error(`${name} must be a port number, not "${value}".`);
  }
  return Number(value);
}
