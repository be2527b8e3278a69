import { base64url, hmac, hmacKey, utf8 } from '../../platform/crypto.ts';

const HEADER = base64url(utf8('{"alg":"HS256","typ":"JWT"}'));

/** Stream's tokens: HS256 over the API secret, byte for byte as its own SDK writes them. Times in s. */
export class StreamSigner {
  readonly #key: Promise<CryptoKey>;

  constructor(apiSecret: string) {
    this.#key = hmacKey(apiSecret);
  }

  user(id: string, exp: number, iat: number): Promise<string> {
    return this.#sign({ user_id: id, exp, iat });
  }

  /** For calls from the Worker; it may do everything and never leaves. */
  server(): Promise<string> {
    return this.#sign({ server: true });
  }

  async #sign(payload: Record<string, unknown>): Promise<string> {
    const text = `${HEADER}.${base64url(utf8(JSON.stringify(payload)))}`;
    return `${text}.${base64url(await hmac(await this.#key, text))}`;
  }
}
