import { describe, expect, it } from 'vitest';
import { checkPrefix, renamed } from './prefix.ts';

describe('another prefix', () => {
  it.each([
    ["define('belfry-bell', Bell)", "define('acme-bell', Bell)"],
    ['html`<belfry-feed ${x}></belfry-feed>`', 'html`<acme-feed ${x}></acme-feed>`'],
    ["super('belfry-open')", "super('acme-open')"],
    ['`belfry:chat:${worker}`', '`acme:chat:${worker}`'],
    [
      "Object.hasOwn(globalThis, 'belfry') ? globalThis.belfry : 0",
      "Object.hasOwn(globalThis, 'acme') ? globalThis.acme : 0",
    ],
    ['`:where(belfry-${name}:not(:defined))`', '`:where(acme-${name}:not(:defined))`'],
  ])('names %s', (own, other) => {
    expect(renamed(own, 'acme')).toBe(other);
  });

  it.each([
    'var(--belfry-accent, blue)',
    "import './belfry.ts'",
    'client_belfry: {}',
    "from './belfry-panel.ts'",
  ])('leaves %s', (code) => {
    expect(renamed(code, 'acme')).toBe(code);
  });

  it.each(['', 'Acme', '1acme', 'ac-me', 'a'.repeat(31), 'x"y'])('cannot be “%s”', (prefix) => {
    expect(() => checkPrefix(prefix)).toThrow('can be no prefix');
  });
});
