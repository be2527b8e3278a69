/** What the runtime binds to the Worker: the bindings of wrangler.jsonc. Settings are strings, read by `readSettings`. */
interface WorkerEnv {
  /** The first shield: approximate, per location. Exact limits are the Limiter's. */
  readonly SHIELD: RateLimit;
  readonly SESSION_FAMILIES: DurableObjectNamespace<import('./objects/session-family.ts').SessionFamily>;
  readonly VERIFICATIONS: DurableObjectNamespace<import('./objects/verification.ts').VerificationObject>;
  readonly LIMITERS: DurableObjectNamespace<import('./objects/limiter.ts').Limiter>;
  readonly PREFIX_RECORDS: DurableObjectNamespace<import('./objects/prefix-record.ts').PrefixRecord>;
  readonly PREFERENCE_CACHES: DurableObjectNamespace<import('./objects/preference-cache.ts').PreferenceCache>;
  readonly CLAIMS: DurableObjectNamespace<import('./objects/claim.ts').Claim>;
  readonly SIGN_OUTS: DurableObjectNamespace<import('./objects/sign-outs.ts').SignOuts>;
  readonly CARRY_OVERS: DurableObjectNamespace<import('./objects/carry-over.ts').CarryOver>;
  /** The elements and the documentation as files, which most requests get without the Worker. A bundle alone has none. */
  readonly ASSETS?: Fetcher;
  /** Settings and anything else that is bound: checked before use. */
  readonly [setting: string]: unknown;
}

declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import('./index.ts');
  }
  interface Env extends WorkerEnv {}
}
