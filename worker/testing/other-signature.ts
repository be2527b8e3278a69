import { base64url } from '../platform/crypto.ts';

/** The order of P-256 (SEC 2, §2.4.2). */
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** To each signature (r, s) of ES256 there is another one that is as good, (r, n - s), and anybody can tell it. */
export function otherSignature(token: string): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const binary = atob(signature.replaceAll('-', '+').replaceAll('_', '/'));
  const digits = Array.from(binary.slice(32), (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'));
  const s = (ORDER - BigInt(`0x${digits.join('')}`)).toString(16).padStart(64, '0');
  const bytes = Uint8Array.from(binary, (letter, index) =>
    index < 32 ? letter.charCodeAt(0) : Number.parseInt(s.slice(2 * (index - 32), 2 * (index - 31)), 16),
  );
  return `${head}.${body}.${base64url(bytes)}`;
}
