import { env } from 'cloudflare:workers';
import { afterEach, expect } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { settingNames } from '../platform/settings.ts';
import { logged } from './logged.ts';
import { revealedBy, textOf } from './revealing.ts';
import { allDeliveries } from './sandbox.ts';

/** Settings that are addresses or names, and may stand anywhere. */
const open = /_URL$|_ORIGINS$|^STREAM_API_KEY$|^TURNSTILE_SITE_KEY$|^KNOCK_PUBLIC_KEY$/;
const secrets = settingNames
  .filter((name) => !open.test(name))
  .flatMap((name) => String(env[name] ?? '').split(/[,:]/))
  .concat(credentials.identity.secret)
  .filter((text) => text.length >= 8);

/**
 * After each test of the whole run: of what the Worker logged meanwhile, no line holds a phone, an address, a code, a
 * token or a secret, whichever test provoked it.
 */
afterEach(async () => {
  const lines = logged.splice(0).map(textOf);
  if (lines.length === 0) return;
  const told = await allDeliveries();
  const words = new Set([
    ...secrets,
    ...told.flatMap(({ to, code }) => [to, ...(code === undefined ? [] : [code])]),
  ]);
  const all = lines.join('\n');
  const found = [...words].filter((word) => all.includes(word));
  expect([...found, ...revealedBy(all)], 'in a line of the log').toEqual([]);
});
