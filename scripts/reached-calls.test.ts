import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { unreachedCalls } from './reached-calls.ts';

const shapes = {
  stream: { routes: { 'GET /a': z.unknown(), 'GET /a/:b?c': z.unknown() } },
  knock: { routes: { 'GET /a': z.unknown() } },
};

test('a call that no test reached is named with its vendor', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'reached-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const names = () => unreachedCalls(folder, shapes).map(({ where, name }) => `${where} ${name}`);
  expect(names()).toEqual(['sandbox/stream GET /a', 'sandbox/stream GET /a/:b?c', 'sandbox/knock GET /a']);
  writeFileSync(path.join(folder, 'stream.txt'), 'GET /a\nGET /a\n');
  expect(names()).toEqual(['sandbox/stream GET /a/:b?c', 'sandbox/knock GET /a']);
  writeFileSync(path.join(folder, 'stream.txt'), 'GET /a/:b?c\nGET /a\n');
  writeFileSync(path.join(folder, 'knock.txt'), 'GET /a\n');
  expect(names()).toEqual([]);
});
