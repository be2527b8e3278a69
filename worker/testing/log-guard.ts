import { env } from 'cloudflare:workers';
import { afterEach, expect } from 'vitest';
import { credentials } from '../../sandbox/credentials.ts';
import { settingNames } from '../platform/settings.ts';
import { logged } from './logged.ts';
import { allDeliveries } from './sandbox.ts';

/** Settings that are addresses or names, and may stand anywhere. */
const open = /_URL$|_ORIGINS$|^STREAM_API_KEY$|^TURNSTILE_SITE_KEY$|^KNOCK_PUBLIC_KEY$/;
const secrets = settingNames
  .filter((name) => !open.test(name))
  .flatMap((name) => String(env[name] ?? '').split(/[,:]/))
  .concat(credentials.identity.secret)
  .filter((text) => text.length >= 8);

/** What looks like a phone number, an e-mail address, a JSON Web Token or an id of a verification. */
const patterns = [
  /\+\d{7,15}/,
  /(?<![\w.:/-])\d{10,15}(?![\w.])/,
  /[\w.+-]+@[\w-]+\.\w+/,
  /eyJ[\w-]{10,}/,
  /[\w-]{80,}/,
];

/**
 * After each test of the whole run: of what the Worker logged meanwhile, no line holds a phone, an address, a code, a
 * token or a secret, whichever test provoked it.
 */
afterEach(async () => {
  // Our own random id may hold any digits, and a duration is a number.
  const lines = logged.splice(0).map(({ requestId: _id, ms: _ms, stack = '', ...rest }) => {
    // Frames name files and lines of this repository.
    return JSON.stringify({ ...rest, stack: stack.replaceAll(/\(?(?:file|\/)\S+/g, '') });
  });
  if (lines.length === 0) return;
  const told = await allDeliveries();
  const words = new Set([
    ...secrets,
    ...told.flatMap(({ to, code }) => [to, ...(code === undefined ? [] : [code])]),
  ]);
  const all = lines.join('\n');
  const found = [...words].filter((word) => all.includes(word));
  const shaped = patterns.map((pattern) => pattern.exec(all)?.[0]).filter((text) => text !== undefined);
  expect([...found, ...shaped], 'in a line of the log').toEqual([]);
});
