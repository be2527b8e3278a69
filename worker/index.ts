import { env, waitUntil } from 'cloudflare:workers';
import { createApp } from './app.ts';
import { consoleLog } from './platform/log.ts';
import { steadyPace } from './platform/pace.ts';
import { readSettings } from './platform/settings.ts';
import { sitePolicySchema } from './platform/site-policy.ts';
import { site } from './site.ts';

export { CarryOver } from './objects/carry-over.ts';
export { Claim } from './objects/claim.ts';
export { Limiter } from './objects/limiter.ts';
export { PrefixRecord } from './objects/prefix-record.ts';
export { PreferenceCache } from './objects/preference-cache.ts';
export { SessionFamily } from './objects/session-family.ts';
export { SignOuts } from './objects/sign-outs.ts';
export { VerificationObject } from './objects/verification.ts';

// Read while the module starts: with a wrong setting the Worker does not come up, and says which one it is.
const app = createApp({
  settings: readSettings(env),
  policy: sitePolicySchema.parse(site),
  // Looked up once: `env` itself looks for the request's own at each use.
  bindings: { ...env },
  log: consoleLog,
  now: Date.now,
  pace: steadyPace(site.verification.answerAfter, waitUntil),
  goOn: waitUntil,
});

export default { fetch: app.fetch } satisfies ExportedHandler<WorkerEnv>;
