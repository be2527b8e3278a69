import { randomBytes } from 'node:crypto';

/** What a sid is of, by its two letters. */
export type SidPrefix = 'BL' | 'GN' | 'ME' | 'MM' | 'RK' | 'SM' | 'VA' | 'VE' | 'VL';

/** A new sid: two letters for the kind of resource, 32 hexadecimal digits. */
export function newSid(prefix: SidPrefix): string {
  return prefix + randomBytes(16).toString('hex');
}

/** Whether a text has the form of a sid of this kind. */
export function isSid(text: string, prefix: string): boolean {
  return text.startsWith(prefix) && /^[0-9a-fA-F]{32}$/.test(text.slice(2));
}
