/**
 * Measures the Worker's token routes against a bare handler that does the same signing, in raw workerd, side by side:
 * `npx node bench/worker/run.ts`. Half a minute; ends with 1 where a limit is missed.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { credentials } from '../../sandbox/credentials.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { root } from '../../scripts/root.ts';
import { sandboxSettings } from '../../scripts/settings.ts';
import { offline, wrangler } from '../../scripts/worker-process.ts';
import { load, type Request } from './load.ts';
import { startUpTime } from './start-up.ts';
import { startWorkerd, type WorkerdOptions } from './workerd.ts';

/** Short turns, and many: whatever slows the machine for a while then slows both sides. */
const ROUNDS = 25;
/** ms of a measurement. */
const TURN = 300;
/** ms until both sides have compiled what they run. */
const WARM_UP = 2000;
const STARTS = 9;
/** Visitors who ask at the same time, again and again, each by a session and a connection of their own. */
const VISITORS = 16;
/** Of the bare handler's throughput. */
const SHARE = 0.6;
/** ms of script. */
const START = 60;
const [ours, bare] = [18787, 18788];
const site = 'https://shop.example';

function build(): string {
  const [command, args] = wrangler('deploy', '--dry-run', '--minify', '--outdir', '.cache/worker-bench');
  const { status, stderr } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...offline },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return join(root, '.cache/worker-bench/index.js');
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function signIn(sub: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({ sub, iat: now, exp: now + 300 })
    .setProtectedHeader({ alg: 'HS256', kid: credentials.identity.kid })
    .sign(new TextEncoder().encode(credentials.identity.secret));
  const answer = await fetch(`http://127.0.0.1:${ours}/v1/sessions`, {
    method: 'POST',
    headers: { origin: site, 'content-type': 'application/json' },
    body: JSON.stringify({ grant: 'identity', token, include: ['chat', 'feed'] }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

const objects = Object.fromEntries(
  [
    ...readFileSync(join(root, 'wrangler.jsonc'), 'utf8').matchAll(/"name": "(\w+)", "class_name": "(\w+)"/g),
  ].map(([, name = '', className = '']) => [name, className]),
);

const bundle = build();
const sandbox = await startSandbox({ port: 0 });
const route: WorkerdOptions = {
  module: bundle,
  port: ours,
  settings: sandboxSettings(sandbox, [site]),
  objects,
};
const least: WorkerdOptions = {
  module: join(import.meta.dirname, 'bare.js'),
  port: bare,
  settings: { SIGNING_KEY: sandbox.signingKey.privateKeyPem, SECRET: credentials.stream.apiSecret },
};

const starts: number[] = [];
for (let round = 0; round < STARTS; round += 1) {
  // The classes of Durable Objects are those of the first module.
  starts.push(await startUpTime({ ...route, objects: {} }, 18789));
}
const script = median(starts);
if (script >= START) process.exitCode = 1;
console.log(
  `${script.toFixed(0).padStart(6)} ms  (limit ${START})${script < START ? '' : '  MISSED'}  ` +
    `script until the Worker is up; the slowest of ${STARTS}: ${Math.max(...starts).toFixed(0)}`,
);

const running = await Promise.all([startWorkerd(route), startWorkerd(least)]);
try {
  const people = await Promise.all(Array.from({ length: VISITORS }, (_, at) => signIn(`visitor-${at}`)));
  const byEach = (port: number, path: string): [Request, ...Request[]] => {
    const [first = '', ...others] = people;
    const request = (token: string): Request => ({
      port,
      path,
      method: 'POST',
      headers: { origin: site, authorization: `Bearer ${token}` },
    });
    return [request(first), ...others.map(request)];
  };
  for (const vendor of ['chat', 'feed']) {
    const [token, signing] = [byEach(ours, `/v1/tokens/${vendor}`), byEach(bare, `/${vendor}`)];
    for (const requests of [token, signing]) await load(requests, WARM_UP);
    const rounds: { route: number; least: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        route: await load(token, TURN),
        least: await load(signing, TURN),
      });
    }
    const share = median(rounds.map((round) => round.route / round.least));
    const met = share >= SHARE;
    if (!met) process.exitCode = 1;
    console.log(
      `${(share * 100).toFixed(0).padStart(6)} %   (limit ${SHARE * 100})${met ? '' : '  MISSED'}  ` +
        `a ${vendor} token: ${median(rounds.map((round) => round.route)).toFixed(0)}/s beside ` +
        `${median(rounds.map((round) => round.least)).toFixed(0)}/s`,
    );
  }
} finally {
  for (const each of running) await each.close();
  await sandbox.close();
}
