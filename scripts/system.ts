import { startDemo } from '../demo/server/server.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/sandbox.ts';
import type { Ports } from './ports.ts';
import { sandboxSettings } from './settings.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

export interface System {
  readonly sandbox: Sandbox;
  readonly worker: WorkerProcess;
  readonly demo: { readonly origin: string };
  close(): Promise<void>;
}

export interface SystemOptions {
  /** Origins besides the demo's that may use the Worker, such as a test runner's. */
  readonly otherOrigins?: readonly string[];
  /** What is unusual about the sandbox's Knock. */
  readonly knock?: SandboxOptions['knock'];
  /** False for a site without a challenge, on a machine that may ask for codes without a limit, as tests do. */
  readonly challenge?: boolean;
  /** Is told each line that the Worker logs. */
  readonly hear?: (line: string) => void;
}

/** Starts the whole chain on these ports: sandbox, Worker, demo site. The CDN's files must have been built. */
export async function startSystem(
  ports: Ports,
  { challenge = true, otherOrigins = [], knock: knockSettings, hear }: SystemOptions = {},
): Promise<System> {
  const demoOrigin = `http://localhost:${ports.demo}`;
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    await Promise.all(closing.map((end) => end()));
  };
  try {
    const sandbox = await startSandbox({
      port: ports.sandbox,
      demoOrigin,
      ...(knockSettings && { knock: knockSettings }),
    });
    closing.push(() => sandbox.close());
    const { control, stream, knock, twilio } = sandbox.origins;
    const demo = await startDemo({
      port: ports.demo,
      worker: `http://localhost:${ports.worker}`,
      sandbox: { control, stream, knock, twilio },
    });
    closing.push(() => demo.close());
    // The Worker's own: the samples of its documentation run there.
    const origins = [demoOrigin, `http://localhost:${ports.worker}`, ...otherOrigins];
    const settings = sandboxSettings(sandbox, origins, { challenge });
    const worker = await startWorker(ports.worker, settings, hear);
    closing.push(() => worker.close());
    return { sandbox, worker, demo, close };
  } catch (error) {
    await close();
    throw error;
  }
}
