import path from 'node:path';
import { parseArgs } from 'node:util';
import { configuredVars } from '../deploy/config.ts';
import { root } from '../root.ts';
import { gatherSettings } from './environment.ts';
import { examine } from './examine.ts';
import { report } from './finding.ts';

/**
 * `npm run doctor`: says of every setting and every vendor's key whether it is good, and how to mend what is not. Secrets
 * that Cloudflare has cannot be read back: `-- --env-file production.env` names a file that has them too.
 */
const { 'env-file': named } = parseArgs({ options: { 'env-file': { type: 'string' } } }).values;
try {
  const env = gatherSettings({
    vars: configuredVars(),
    // As npm was called, from wherever that was.
    file: path.resolve(process.env['INIT_CWD'] ?? root, named ?? path.join(root, '.dev.vars')),
    named: named !== undefined,
    environment: process.env,
  });
  console.log(`Settings of wrangler.jsonc, ${named ?? '.dev.vars'} and the environment:\n`);
  const findings = await examine(env);
  console.log(report(findings));
  process.exitCode = findings.some(({ state }) => state === 'wrong') ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
