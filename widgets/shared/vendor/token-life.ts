/** ms before its end at which a token is renewed; of a short-lived one, half of its life. */
const lead = 60_000;

export interface TokenLife {
  /** ms that the token lives from when it came. */
  readonly life: number;
  /** ms from when it came until it should be replaced. */
  readonly due: number;
}

/** The visitor's clock may be wrong: a token that says when it was issued lives as long as it says, from when it came. */
export function lifeOf({ token, expiresAt }: { token: string; expiresAt: string }): TokenLife {
  const life = spanOf(token) ?? Date.parse(expiresAt) - Date.now();
  return { life, due: life - Math.min(lead, life / 2) };
}

/** ms between a token's `iat` and `exp`, if it says both. */
function spanOf(token: string): number | undefined {
  try {
    const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const { iat, exp } = JSON.parse(atob(payload)) as { iat?: unknown; exp?: unknown };
    return typeof iat === 'number' && typeof exp === 'number' ? (exp - iat) * 1000 : undefined;
  } catch {
    return undefined;
  }
}
