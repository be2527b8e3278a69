/** ms by which a proof counts as over before it is, so that a form still gets it to the site's backend. */
const margin = 15_000;

/**
 * ms that a proof is good for from now on, by what it says of itself (`exp` − `iat`, RFC 7519), whatever this machine's
 * clock says. It is for the site's backend: nothing of it is checked here.
 */
export function lifeOf(proof: string): number {
  try {
    const payload = proof.split('.')[1] ?? '';
    const { exp, iat } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))) as {
      exp: number;
      iat: number;
    };
    return (exp - iat) * 1000 - margin;
  } catch {
    return 0;
  }
}
