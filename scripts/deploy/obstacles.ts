import { examineSettings, missingSettings } from '../../worker/platform/settings.ts';
import { policyProblems } from '../../worker/platform/site-policy.ts';
import { site } from '../../worker/site.ts';
import { settingWords, whereToGet } from '../docs/setting-words.ts';

export interface Configured {
  /** `vars` of wrangler.jsonc. */
  readonly vars: Readonly<Record<string, string>>;
  /** Secrets that go along with this deployment. */
  readonly sent: Readonly<Record<string, string>>;
  /** The names of the secrets that the Worker has; their values nobody can read. */
  readonly kept: ReadonlySet<string>;
  /** What `worker/site.ts` says, unless it is another. */
  readonly policy?: unknown;
}

/** What would stop the Worker's start, or should not go out: a line each, with what to do. */
export function obstacles({ vars, sent, kept, policy = site }: Configured): string[] {
  const known = { ...vars, ...sent };
  const isSet = (name: string): boolean => Boolean(known[name]) || kept.has(name);
  const isMissing = (line: string): boolean => line.includes(' is missing');
  return [
    ...missingSettings(isSet).map((line) => `${line}. ${howToSet(line.split(' ')[0] ?? '')}`),
    ...examineSettings(known)
      .problems.filter((line) => !isMissing(line))
      .map((line) => `${line}.`),
    ...policyProblems(policy).map((line) => `${line}.`),
    ...Object.entries(vars).flatMap(([name, value]) => misplaced(name, value)),
  ];
}

const howToSet = (name: string): string =>
  settingWords[name]?.secret
    ? `Run: npx wrangler secret put ${name}. ${whereToGet(name)}.`
    : `Set it in vars of wrangler.jsonc. ${whereToGet(name)}.`;

function misplaced(name: string, value: string): string[] {
  if (settingWords[name]?.secret)
    return [
      `${name} is a secret, and everybody who reads wrangler.jsonc has it. Take it out of vars, make a new one, and run: npx wrangler secret put ${name}`,
    ];
  if (/YOUR-|\.example\b|\bexample\.(?:com|org|net)\b/.test(value))
    return [`${name} in vars of wrangler.jsonc is still an example. ${whereToGet(name)}.`];
  const isAddress = name.endsWith('_BASE_URL') || name === 'IDENTITY_JWKS_URL';
  if (isAddress && /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(value))
    return [
      `${name} in vars of wrangler.jsonc is on this machine, which Cloudflare cannot reach. Take it out.`,
    ];
  return [];
}
