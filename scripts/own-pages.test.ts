import { expect, it } from 'vitest';
import { ownPages } from './own-pages.ts';

it('are the usual addresses of this machine, and those that are named', () => {
  expect(ownPages([])).toContain('http://127.0.0.1:8000');
  const named = ['--origin', 'http://localhost:9000', '--origin', 'https://shop.test'];
  expect(ownPages(named)).toEqual([...ownPages([]), 'http://localhost:9000', 'https://shop.test']);
});

it.each(['localhost:9000', 'http://localhost:9000/', 'shop.test', ''])(
  'refuse what is no origin: "%s"',
  (origin) => {
    expect(() => ownPages(['--origin', origin])).toThrow(/must be an origin, such as/);
  },
);

it('refuse an option that there is not', () => {
  expect(() => ownPages(['--port', '1'])).toThrow(/--port/);
});
