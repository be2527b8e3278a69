import { createHash, randomFillSync } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** KSUIDs count their seconds from here (2014-05-13). */
const ksuidEpochSeconds = 1_400_000_000;
const ksuidLength = 27;

/** A message's id: a KSUID (27 characters) dated by the given milliseconds; what is before its epoch, by that. */
export function newMessageId(milliseconds: number): string {
  return ksuid(Math.max(0, Math.floor(milliseconds / 1000) - ksuidEpochSeconds), pooledBytes(16));
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

/** Random bytes were fetched so many at a time: asking the system for each id takes longer than all else in a call. */
const pool = Buffer.alloc(4096);
let used = pool.length;

/** Random bytes, good until the next are asked for. */
export function pooledBytes(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

/** The seconds (4 bytes) and the payload as one number to the base of 62, divided in the way of pen and paper. */
function ksuid(seconds: number, payload: Buffer): string {
  const digits = [seconds, ...[0, 4, 8, 12].map((offset) => payload.readUInt32BE(offset))];
  // Written into bytes, since text that is put together letter by letter stays in its pieces, ten times as large.
  const text = Buffer.alloc(ksuidLength);
  for (let place = ksuidLength - 1; place >= 0; place -= 1) {
    let rest = 0;
    for (let index = 0; index < digits.length; index += 1) {
      const value = rest * 2 ** 32 + (digits[index] ?? 0);
      digits[index] = Math.floor(value / 62);
      rest = value % 62;
    }
    text[place] = alphabet.charCodeAt(rest);
  }
  return text.toString('latin1');
}
