/** Runs a sandbox by itself: `npx node sandbox/start.ts`. `SANDBOX_PORT` and `DEMO_PORT` override the ports. */
import * as z from 'zod';
import { startSandbox } from './sandbox.ts';

const portSchema = z.coerce.number().int().min(0).max(65_531);
const environment = z
  .object({ SANDBOX_PORT: portSchema.default(8790), DEMO_PORT: portSchema.default(5173) })
  .safeParse(process.env);

if (environment.success) {
  await run(environment.data.SANDBOX_PORT, environment.data.DEMO_PORT);
} else {
  for (const { path, message } of environment.error.issues) console.error(`${path.join('.')}: ${message}`);
  process.exitCode = 1;
}

async function run(port: number, demoPort: number): Promise<void> {
  try {
    const sandbox = await startSandbox({ port, demoOrigin: `http://localhost:${demoPort}` });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
    const { origins, credentials } = sandbox;
    const { stream, knock, twilio, plivo, identity } = credentials;
    console.log(`The sandbox is ready. Its control page: ${origins.control}
  Stream  ${origins.stream}  key ${stream.apiKey}, secret ${stream.apiSecret}
  Knock   ${origins.knock}  ${knock.publicKey}, ${knock.secretKey}, feed ${knock.feedChannelId}
  Twilio  ${origins.twilio}  ${twilio.accountSid}, token ${twilio.authToken},
          Verify service ${twilio.verifyServiceSid}
  Plivo   ${origins.plivo}  ${plivo.authId}, token ${plivo.authToken}
  Identity tokens are signed HS256 with ${identity.secret}, kid ${identity.kid}.
Ctrl-C ends it.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
