import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { gatherSettings } from './environment.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'belfry-settings-'));
const file = path.join(folder, '.dev.vars');
afterEach(() => rmSync(file, { force: true }));

const vars = { SITE_ORIGINS: 'https://vars.example', STREAM_API_KEY: 'of-vars' };

it('lets the file stand over the configuration, and the environment over both', () => {
  writeFileSync(file, 'STREAM_API_KEY="of-file"\nPHONE_PEPPER=of-file\nOTHER=of-file\n');
  const found = gatherSettings({ vars, file, named: false, environment: { PHONE_PEPPER: 'of-environment' } });
  expect(found).toEqual({
    SITE_ORIGINS: 'https://vars.example',
    STREAM_API_KEY: 'of-file',
    PHONE_PEPPER: 'of-environment',
  });
});

it('does without a file that nobody asked for', () => {
  expect(gatherSettings({ vars, file, named: false, environment: {} })).toEqual(vars);
});

it('says that a file which was asked for is not there', () => {
  expect(() => gatherSettings({ vars, file, named: true, environment: {} })).toThrow(file);
});

it('takes an empty value for none', () => {
  writeFileSync(file, 'STREAM_API_KEY=\n');
  expect(gatherSettings({ vars, file, named: true, environment: {} })).toEqual(vars);
});
