import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withGenerated } from '../docs/generated.ts';
import { root } from '../root.ts';
import { workerSize } from '../worker-size.ts';

/** Nothing listens there, so that a program which needs the network fails. */
const nowhere = 'http://localhost:9';

interface Result {
  readonly code: number;
  readonly text: string;
}

/** The command as `npm run deploy` calls it. */
function deploy(args: readonly string[], env: Record<string, string>): Promise<Result> {
  const { PATH, HOME } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['scripts/deploy/deploy.ts', ...args],
      { cwd: root, env: { PATH, HOME, WRANGLER_SEND_METRICS: 'false', ...env } },
      (error, stdout, stderr) => resolve({ code: error ? 1 : 0, text: stdout + stderr }),
    );
  });
}

describe('a dry run of the deployment', () => {
  const out = '.cache/deploy-test';
  const file = (name: string) => path.join(root, name);
  let result: Result;
  // It builds the elements, and the documentation where that is not built yet.
  beforeAll(async () => {
    rmSync(file(out), { recursive: true, force: true });
    result = await deploy(['--dry-run', '--out', out], {
      CLOUDFLARE_API_BASE_URL: nowhere,
      HTTPS_PROXY: nowhere,
    });
  }, 240_000);

  it('ends well, without the network and without an account', () => {
    expect(result.text).toContain('Nothing was deployed.');
    expect(result.code).toBe(0);
  });

  it('makes the Worker’s script, with every class of its objects, within its budget', () => {
    const script = readFileSync(file(`${out}/index.js`), 'utf8');
    const exported = /export\s*\{([^}]*)\}/.exec(script)?.[1] ?? '';
    const names = exported.split(',').map((part) =>
      part
        .trim()
        .split(/\s+as\s+/)
        .at(-1),
    );
    const configuration = readFileSync(file('wrangler.jsonc'), 'utf8');
    const classes = [...configuration.matchAll(/"class_name": "(\w+)"/g)].map(([, name]) => name);
    expect(classes.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining([...classes, 'default']));
    const { bytes, limit } = workerSize(out);
    expect(bytes).toBeLessThan(limit);
  });

  it('has the files that the Worker serves', () => {
    for (const name of ['_headers', 'v1/belfry.js', 'v1/themes', 'link-page/page.js', 'docs/index.html'])
      expect(existsSync(file(`dist/cdn/${name}`)), name).toBe(true);
  });

  it('binds what the documentation says, and nothing else', () => {
    const page = withGenerated(readFileSync(file('docs/operating/settings.md'), 'utf8'));
    const [, section = ''] = page.split('\n## Bindings\n');
    const documented = [...section.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
    const bound = [...result.text.matchAll(/env\.([A-Z_]+)/g)].map(([, name]) => name);
    expect(bound.length).toBeGreaterThan(0);
    expect(bound.sort()).toEqual(documented.sort());
  });
});

describe('a deployment that would not start', () => {
  let cloudflare: Server;
  let account: Record<string, string>;
  /** The secrets that the Worker has; undefined where it was never deployed. */
  let secrets: string[] | undefined;
  const calls: string[] = [];
  beforeAll(async () => {
    cloudflare = createServer((request, response) => {
      calls.push(`${request.method} ${request.url}`);
      const result = secrets?.map((name) => ({ name, type: 'secret_text' }));
      const errors = result ? [] : [{ code: 10007, message: 'This Worker does not exist on your account.' }];
      response.writeHead(result ? 200 : 404, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ success: result !== undefined, result: result ?? null, errors, messages: [] }),
      );
    });
    await once(cloudflare.listen(0, 'localhost'), 'listening');
    account = {
      CLOUDFLARE_API_BASE_URL: `http://localhost:${(cloudflare.address() as AddressInfo).port}`,
      CLOUDFLARE_API_TOKEN: 'token',
      CLOUDFLARE_ACCOUNT_ID: 'account',
    };
  });
  afterAll(() => void cloudflare.close());

  it('is refused with a line for each thing, before anything is sent', async () => {
    secrets = ['SESSION_KEYS', 'IDENTITY_KEYS', 'KNOCK_SECRET_KEY'];
    const { code, text } = await deploy([], account);
    const lines = text.split('\n').filter((line) => line.startsWith('✗ '));
    expect(lines.map((line) => line.split(' ')[1])).toEqual(
      expect.arrayContaining(['KNOCK_SIGNING_KEY', 'PHONE_PEPPER', 'SITE_ORIGINS']),
    );
    expect(text).not.toContain('SESSION_KEYS is missing');
    expect(text).toContain('npm run deploy -- --worker https://YOUR-WORKER (or --first');
    expect(code).toBe(1);
    expect(calls.filter((call) => !call.startsWith('GET '))).toEqual([]);
  });

  it('is refused for want of secrets when the Worker is new', async () => {
    secrets = undefined;
    const { code, text } = await deploy([], account);
    expect(text).toContain('✗ SESSION_KEYS is missing. Run: npx wrangler secret put SESSION_KEYS');
    expect(code).toBe(1);
  });

  it('is refused for an address that is none', async () => {
    const { code, text } = await deploy(['--worker', 'belfry.example'], account);
    expect(text).toContain('--worker belfry.example is no address');
    expect(code).toBe(1);
  });

  it('says when Cloudflare cannot be asked', async () => {
    const { code, text } = await deploy(['--first'], { ...account, CLOUDFLARE_API_BASE_URL: nowhere });
    expect(text).toContain('Cloudflare could not be asked');
    expect(code).toBe(1);
  });
});
