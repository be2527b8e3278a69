import { createPrivateKey, createPublicKey } from 'node:crypto';
import * as z from 'zod/mini';
import type { PublicKey } from '../contract/index.ts';

/** A key that signs proofs: ES256, named by `kid`. */
export interface ProofKey {
  readonly kid: string;
  readonly privateJwk: Readonly<Record<string, string>>;
  readonly publicJwk: PublicKey;
}

const jwkSchema = z.object({
  kid: z.string().check(z.minLength(1), z.maxLength(64)),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  alg: z.exactOptional(z.literal('ES256')),
});

const WANTED =
  'must be a JSON list of private ES256 keys (kty EC, crv P-256) that name a kid, or base64 of it';

/** `[{"kid": …, "kty": "EC", "crv": "P-256", "x": …, "y": …, "d": …}]`, as it is or as base64: the first signs. */
export const proofKeyList = z.pipe(
  z.string().check(z.trim()),
  z.transform((value, context): [ProofKey, ...ProofKey[]] => {
    const refuse = (message: string): never => {
      context.issues.push({ code: 'custom', message, input: value });
      return z.NEVER;
    };
    const list = z.array(jwkSchema).check(z.minLength(1)).safeParse(parse(value));
    if (!list.success) return refuse(WANTED);
    if (new Set(list.data.map(({ kid }) => kid)).size < list.data.length) return refuse('names a kid twice');
    const keys = list.data.map(({ kid, kty, crv, x, y, d }): ProofKey => ({
      kid,
      privateJwk: { kty, crv, x, y, d },
      publicJwk: { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' },
    }));
    const [first, ...others] = keys;
    if (!first || !keys.every(isWhole)) return refuse(WANTED);
    return [first, ...others];
  }),
);

function parse(value: string): unknown {
  try {
    return JSON.parse(value.startsWith('[') ? value : atob(value));
  } catch {
    return undefined;
  }
}

/** Whether it is a key at all, and its public half belongs to its private one: else nobody could check a proof. */
function isWhole({ privateJwk, publicJwk }: ProofKey): boolean {
  try {
    const key = createPrivateKey({ key: { ...privateJwk }, format: 'jwk' });
    // A JWK is taken as it is; the two halves are held against each other when they are read from this form.
    const { x, y } = createPublicKey(key.export({ type: 'pkcs8', format: 'pem' })).export({ format: 'jwk' });
    return x === publicJwk.x && y === publicJwk.y;
  } catch {
    return false;
  }
}
