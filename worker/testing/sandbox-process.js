/**
 * A sandbox in a process of its own; its parent learns where it is, and ends it by hanging up.
 * Plain JavaScript, since the sandbox is typed for Node and everything here for workerd.
 */
import { startSandbox } from '../../sandbox/sandbox.ts';

const sandbox = await startSandbox({ port: 0 });
const { control, stream, knock, twilio } = sandbox.origins;
process.once('disconnect', () => void sandbox.close());
process.send?.({
  origins: { control, stream, knock, twilio },
  signingKey: sandbox.signingKey.privateKeyPem,
});
