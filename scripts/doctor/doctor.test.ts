import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { root } from '../root.ts';
import { sandboxSettings } from '../settings.ts';

let sandbox: Sandbox;
const folder = mkdtempSync(path.join(tmpdir(), 'belfry-doctor-'));
const file = path.join(folder, 'production.env');
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  const lines = Object.entries(sandboxSettings(sandbox, ['https://shop.example']));
  writeFileSync(file, lines.map(([name, value]) => `${name}="${value}"\n`).join(''));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await sandbox.close();
});

/** The command as `npm run doctor` calls it, with the settings of the file. */
function doctor(env: Record<string, string> = {}): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['scripts/doctor/doctor.ts', '--env-file', file],
      { cwd: root, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
    );
  });
}

describe('the doctor', () => {
  it('ends well over good settings, with a line for each check and the sum', async () => {
    const { code, text } = await doctor();
    expect(text).toMatch(/✓ Stream .*\n/);
    expect(text).toMatch(/\d+ good, 0 wrong\n$/);
    expect(code).toBe(0);
  });

  it('ends badly over a bad key, and says the line that mends it', async () => {
    const { code, text } = await doctor({ TWILIO_AUTH_TOKEN: 'another' });
    expect(text).toMatch(/✗ Twilio .*TWILIO_AUTH_TOKEN.*https:\/\/console\.twilio\.com/);
    expect(text).toContain(', 1 wrong');
    expect(code).toBe(1);
  });
});
