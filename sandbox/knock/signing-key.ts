import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The RSA key that user tokens are signed with, as the vendor's dashboard would hand it out. */
export interface SigningKey {
  /** PKCS#8 PEM: what the Worker signs with. */
  readonly privateKeyPem: string;
  /** SPKI PEM: what the sandbox checks with. */
  readonly publicKeyPem: string;
}

const fileName = 'knock-signing-key.pem';

/**
 * The signing key kept in `directory`; made at the first start. Two processes that start at once get the same one:
 * the key is linked into place whole, and whoever comes second reads what is there.
 */
export function loadSigningKey(directory: string): SigningKey {
  const path = join(directory, fileName);
  const privateKeyPem = read(path) ?? create(directory, path);
  const publicKeyPem = createPublicKey(createPrivateKey(privateKeyPem)).export({
    type: 'spki',
    format: 'pem',
  });
  return { privateKeyPem, publicKeyPem: publicKeyPem.toString() };
}

function create(directory: string, path: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  writeFileSync(draft, privateKey, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, 'utf8');
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
