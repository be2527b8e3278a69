import path from 'node:path';
import { unstable_readConfig as readConfig } from 'wrangler';
import { root } from '../root.ts';

/** What `vars` of wrangler.jsonc sets, as texts. */
export function configuredVars(file = path.join(root, 'wrangler.jsonc')): Record<string, string> {
  const { vars = {} } = readConfig({ config: file }, { hideWarnings: true });
  return Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, String(value)]));
}
