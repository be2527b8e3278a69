import { errors, importJWK, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod/mini';
import { verificationChannels } from '../contract/config.ts';
import type { PublicKey, RedeemedProof } from '../contract/index.ts';
import type { Claim } from '../objects/claim.ts';
import { isStrictBase64url, randomText, sha256 } from '../platform/crypto.ts';
import { ProblemError } from '../platform/problem.ts';
import type { ProofKey } from '../platform/proof-keys.ts';
import type { Proven } from './verifications.ts';

/** Explicit typing, so that no other token passes for a proof, nor a proof for another token (RFC 8725 §3.11). */
const TYPE = 'belfry-proof+jwt';
/** Seconds: a form is filled in and sent within them. */
const LIFE = 600;
/** ms for which a redemption is remembered after the proof has ended: for a backend that missed the answer. */
const REMEMBERED = 86_400_000;

const claimsSchema = z.lazy(() =>
  z.object({
    sub: z.string().check(z.minLength(1)),
    aud: z.string().check(z.minLength(1)),
    jti: z.string().check(z.minLength(1)),
    iat: z.int(),
    exp: z.int(),
    phone_number: z.optional(z.e164()),
    email: z.optional(z.string()),
    amr: z.tuple([z.enum(verificationChannels)]),
  }),
);

interface Ports {
  readonly keys: readonly ProofKey[];
  readonly claims: DurableObjectNamespace<Claim>;
  readonly siteOrigins: ReadonlySet<string>;
}

/**
 * What a visitor takes from a verification to the site's backend: a JWT (ES256) that says which phone or e-mail
 * address was verified, by whom and on which of the site's origins. The backend checks it by the public keys, or has it
 * redeemed here, which works once.
 */
export class Proofs {
  readonly #ports: Ports;
  readonly #keys: readonly { kid: string; key: Promise<CryptoKey>; publicKey: Promise<CryptoKey> }[];

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#keys = ports.keys.map(({ kid, privateJwk, publicJwk }) => ({
      kid,
      key: imported(privateJwk),
      publicKey: imported(publicJwk),
    }));
  }

  /** A JSON Web Key Set: what proofs are checked by. */
  get keySet(): { keys: PublicKey[] } {
    return { keys: this.#ports.keys.map(({ publicJwk }) => publicJwk) };
  }

  /**
   * @param server the Worker's origin, the issuer
   * @param about `userId`: whom the proof is about; `origin`: the page that asked; `now` in ms
   */
  async issue(
    server: string,
    { kind, address, channel }: Proven,
    about: { userId: string; origin: string; now: number },
  ): Promise<string> {
    const [signing] = this.#keys;
    if (!signing) throw new Error('There is no key for proofs.');
    const iat = Math.floor(about.now / 1000);
    return new SignJWT({ [kind === 'phone' ? 'phone_number' : 'email']: address, amr: [channel] })
      .setProtectedHeader({ alg: 'ES256', typ: TYPE, kid: signing.kid })
      .setIssuer(server)
      .setAudience(about.origin)
      .setSubject(about.userId)
      .setJti(randomText(16))
      .setIssuedAt(iat)
      .setExpirationTime(iat + LIFE)
      .sign(await signing.key);
  }

  /**
   * Takes a proof, once. With an idempotency key the same request has the same answer, also when the proof has ended
   * meanwhile; what was answered follows from the proof alone, so nothing of it need be kept.
   * @param server the Worker's origin, which must have issued it
   * @param now ms
   * @throws {ProblemError} proof_invalid, proof_expired, proof_used, idempotency_key_reused
   */
  async redeem(
    proof: string,
    server: string,
    { idempotencyKey, now }: { idempotencyKey: string | undefined; now: number },
  ): Promise<RedeemedProof> {
    const owner = idempotencyKey === undefined ? randomText(16) : await sha256(idempotencyKey);
    if (idempotencyKey !== undefined) {
      const request = await sha256(proof);
      const key = this.#ports.claims.getByName(`key redeemProof ${owner}`);
      if ((await key.claim(request, now + REMEMBERED)) !== request) {
        throw new ProblemError('idempotency_key_reused', 'Take another key for another proof.');
      }
    }
    const { jti, exp, ...claims } = await this.#read(proof, server);
    const redemption = this.#ports.claims.getByName(`proof ${await sha256(jti)}`);
    if (exp * 1000 <= now && (await redemption.held()) !== owner) {
      throw new ProblemError('proof_expired', 'Have the visitor verify again.');
    }
    if ((await redemption.claim(owner, exp * 1000 + REMEMBERED)) !== owner) {
      throw new ProblemError('proof_used', 'A proof is good once.');
    }
    return {
      userId: claims.sub,
      ...(claims.phone_number !== undefined && { phone: claims.phone_number }),
      ...(claims.email !== undefined && { email: claims.email }),
      channel: claims.amr[0],
      verifiedAt: new Date(claims.iat * 1000).toISOString(),
      origin: claims.aud,
    };
  }

  /** Everything but its end, which is judged where it is known whether the proof was redeemed in time. */
  async #read(proof: string, server: string): Promise<z.infer<typeof claimsSchema>> {
    if (!isStrictBase64url(proof)) throw invalid();
    try {
      const { payload } = await jwtVerify(
        proof,
        async ({ kid }) => {
          const key = this.#keys.find((candidate) => candidate.kid === kid);
          if (!key) throw new errors.JWKSNoMatchingKey();
          return key.publicKey;
        },
        { algorithms: ['ES256'], typ: TYPE, issuer: server, currentDate: new Date(0) },
      );
      const claims = claimsSchema.parse(payload);
      if (this.#ports.siteOrigins.has(claims.aud)) return claims;
    } catch {
      // One refusal for all that is wrong with it.
    }
    throw invalid();
  }
}

const invalid = (): ProblemError =>
  new ProblemError('proof_invalid', 'It was not issued here, or for another site.');

async function imported(jwk: Readonly<Record<string, string>>): Promise<CryptoKey> {
  const key = await importJWK({ ...jwk }, 'ES256');
  if (key instanceof Uint8Array) throw new Error('A key for proofs is no secret.');
  return key;
}
