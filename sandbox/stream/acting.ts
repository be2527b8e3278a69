import * as z from 'zod';

/** For whom a backend acts, in a body: the user's id, or the user. To the vendor's Go, null is as good as nothing. */
export const acting = {
  user_id: z.string().optional(),
  user: z.looseObject({ id: z.string() }).nullish(),
};

/** Whom a body names. */
export function actingId(body: {
  readonly user_id?: string | null | undefined;
  readonly user?: { readonly id: string } | null | undefined;
}): string | undefined {
  return body.user_id ?? body.user?.id;
}
