import { credentials } from '../sandbox/credentials.ts';
import { buildCdn } from './build-cdn.ts';
import { buildDocs } from './build-docs.ts';
import { ownPages } from './own-pages.ts';
import { readPorts } from './ports.ts';
import { startSystem, type System } from './system.ts';

/** `npm start`: builds the elements, starts the whole chain against the sandbox, and says where everything is. */
async function start(): Promise<System> {
  const ports = readPorts();
  const otherOrigins = ownPages(process.argv.slice(2));
  console.log('Building the elements and their documentation …');
  await buildDocs();
  await buildCdn();
  console.log('Starting sandbox, Worker and demo site …');
  return startSystem(ports, { otherOrigins });
}

function welcome({ demo, worker, sandbox }: System): string {
  const { control, stream, knock, twilio } = sandbox.origins;
  return `
  Belfry is ready.

  Demo site       ${demo.origin}/
  Two visitors    ${demo.origin}/two.html
  Gallery         ${demo.origin}/gallery.html
  Theme editor    ${demo.origin}/theme.html

  Worker and CDN  ${worker.origin}/v1/belfry.js
  Documentation   ${worker.origin}/docs

  A page of your own may use them from localhost: 3000, 3001, 4200, 4321, 5174, 5500, 8000, 8080. Another address:
  npm start -- --origin http://localhost:9000. Who its visitor is: data-identity="${demo.origin}/identity?visitor=ann",
  or a token of yours: key ${credentials.identity.kid}, secret ${credentials.identity.secret}.

  Sandbox         ${control}/
  Stream ${stream}   Knock ${knock}   Twilio ${twilio}
  Stream key ${credentials.stream.apiKey}, Knock key ${credentials.knock.publicKey}: public, they open nothing real.

  Ctrl-C ends everything.
`;
}

let system: System | undefined;
let ending = false;

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await system?.close();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void starting.then(() => end(0)));

const starting = start().then(
  (started) => {
    system = started;
    if (!ending) console.log(welcome(started));
  },
  async (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    await end(1);
  },
);
