import type { SessionUser } from '../contract/index.ts';

/** Who a session is, as the vendors are told. The id is the site's own, or one with a reserved prefix. */
export interface Profile {
  readonly id: string;
  readonly kind: SessionUser['kind'];
  readonly name?: string;
  readonly email?: string;
  /** http or https. */
  readonly image?: string;
  /** What was verified in this session, masked. */
  readonly verified?: { readonly phone?: string; readonly email?: string };
  /** Set when a preference link is all that was shown: then the session is for these preferences, and nothing else. */
  readonly link?: LinkScope;
}

/** The preferences that a link opens: the person's own, or those within a tenant. */
export interface LinkScope {
  readonly tenant?: string;
}

/** Ids that Belfry gives; an identity token may not claim one. */
export const reservedPrefixes = { phone: 'tel-', email: 'mail-', guest: 'guest-' } as const;
