import { createHash, randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** KSUIDs count their seconds from here (2014-05-13). */
const ksuidEpochSeconds = 1_400_000_000;
const ksuidLength = 27;

/** A message's id: a KSUID (27 characters) dated by the given milliseconds. */
export function newMessageId(milliseconds: number): string {
  return ksuid(Math.floor(milliseconds / 1000) - ksuidEpochSeconds, randomBytes(16));
}

const seededIds = new Map<string, string>();

/** An id of the same shape that is the same at every start: a seeded message keeps its id over a reset. */
export function seededMessageId(name: string): string {
  const known = seededIds.get(name);
  if (known !== undefined) return known;
  const id = ksuid(300_000_000, createHash('sha256').update(name).digest().subarray(0, 16));
  seededIds.set(name, id);
  return id;
}

/** A UUID made from a name, for what has an id of its own in the vendor's dashboard: a channel, a workflow's version. */
export function namedUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function ksuid(seconds: number, payload: Uint8Array): string {
  let rest = BigInt(seconds);
  for (const byte of payload) rest = (rest << 8n) | BigInt(byte);
  let text = '';
  for (let place = 0; place < ksuidLength; place += 1) {
    text = alphabet.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}
