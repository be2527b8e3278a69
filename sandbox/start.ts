/** Runs a sandbox by itself: `npx node sandbox/start.ts`, or `belfry-sandbox` from the package. */
import * as nodeModule from 'node:module';
import { parseArgs } from 'node:util';

const help = `Usage: belfry-sandbox [--port 8790] [--demo http://localhost:5173] [--keys folder] [--no-knock-limits]

Local servers that speak the protocols of Stream Chat, Knock and Twilio, for their own SDKs to talk to.

  --port   the control page's port, the vendors take the four after it; 0 = any free ports   (SANDBOX_PORT)
  --demo   the site that seeded links and pictures point to      (DEMO_PORT: its port on localhost)
  --keys   where the key is kept that signs Knock's user tokens; made at the first start
  --no-knock-limits   Knock's API takes more calls a second than the vendor's does, for tests that need them
  --help   this`;

interface Settings {
  port: number;
  demoOrigin: string;
  keyDirectory?: string;
  knock?: { rateLimits: 'off' };
}

try {
  const settings = readSettings();
  if (settings) await run(settings);
  else console.log(help);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** What was asked for; nothing, where help was. @throws {Error} naming what is wrong */
function readSettings(): Settings | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      demo: { type: 'string' },
      keys: { type: 'string' },
      'no-knock-limits': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  const port = process.env['SANDBOX_PORT'] || '8790';
  const demoPort = process.env['DEMO_PORT'] || '5173';
  const demo = values.demo ?? `http://localhost:${readPort('DEMO_PORT', demoPort)}`;
  if (!URL.canParse(demo))
    throw new Error(`--demo must be an origin such as http://localhost:5173, not "${demo}".`);
  return {
    port: values.port === undefined ? readPort('SANDBOX_PORT', port) : readPort('--port', values.port),
    demoOrigin: new URL(demo).origin,
    ...(values.keys !== undefined && { keyDirectory: values.keys }),
    ...(values['no-knock-limits'] && { knock: { rateLimits: 'off' } }),
  };
}

/** The vendors' ports come after it, so that the last few are none to begin with. */
function readPort(name: string, value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (port >= 0 && port <= 65_531) return port;
  throw new Error(`${name} must be a port from 0 to 65531, not "${value}".`);
}

async function run(settings: Settings): Promise<void> {
  // What was compiled once is not compiled at the next start: half the time of one. So nothing is imported before.
  // Older versions of Node do not have it.
  nodeModule.enableCompileCache?.();
  const { startSandbox } = await import('./sandbox.ts');
  const sandbox = await startSandbox(settings);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
  const { origins, credentials } = sandbox;
  const { stream, knock, twilio, plivo, identity } = credentials;
  console.log(`The sandbox is ready. Its control page: ${origins.control}
  Stream  ${origins.stream}  key ${stream.apiKey}, secret ${stream.apiSecret}
  Knock   ${origins.knock}  ${knock.publicKey}, ${knock.secretKey}, feed ${knock.feedChannelId}
          user tokens are signed RS256 with the key that ${origins.control}/credentials tells
  Twilio  ${origins.twilio}  ${twilio.accountSid}, token ${twilio.authToken},
          Verify service ${twilio.verifyServiceSid}
  Plivo   ${origins.plivo}  ${plivo.authId}, token ${plivo.authToken}
  Identity tokens are signed HS256 with ${identity.secret}, kid ${identity.kid}.
Ctrl-C ends it.`);
}
