/** What is set for one environment in the vendor's dashboard. Tests may change it while it runs; a reset brings it back. */
export interface KnockSettings {
  /** Whether the public key needs a user token; without it, that key alone reads and writes for any user. */
  enhancedSecurity: boolean;
  /** Whether the account's plan demands that a feed shows the vendor's name. */
  brandingRequired: boolean;
  /** Whether calls are limited by their endpoint's tier, as the vendor's are; off for who calls faster than people do. */
  rateLimits: 'on' | 'off';
}

/** How an environment is set up unless told otherwise. */
export const usualSettings: Readonly<KnockSettings> = {
  enhancedSecurity: true,
  brandingRequired: false,
  rateLimits: 'on',
};
