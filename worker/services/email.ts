import { ProblemError } from '../platform/problem.ts';

/** As HTML's e-mail field takes it, with a dot in the domain: https://html.spec.whatwg.org/#valid-e-mail-address. */
const local = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;
const domain =
  /^(?=.{4,190}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/**
 * One writing of an address, so that limits and ids know it again: in lower case, and its domain as DNS writes it.
 * Strictly a mailbox may tell `A` from `a`; hardly any does, and then codes go to whom the address is usually taken for.
 * @throws {ProblemError} email_invalid
 */
export function readEmail(input: string): string {
  const text = input.trim().toLowerCase();
  const at = text.lastIndexOf('@');
  const name = text.slice(0, Math.max(at, 0));
  const host = asciiHost(text.slice(at + 1));
  const whole = `${name}@${host}`;
  if (!local.test(name) || !domain.test(host) || whole.length > 254 || /^\.|\.\.|\.$/.test(name)) {
    throw new ProblemError('email_invalid', 'Give an address such as ann@shop.example.');
  }
  return whole;
}

/** An address as its owner recognises it and nobody else learns it: the first letters of its name and its domain. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const host = email.slice(at + 1);
  return `${email.slice(0, 1)}…@${host.slice(0, 1)}…${host.slice(host.lastIndexOf('.'))}`;
}

/** `bücher.example` is `xn--bcher-kva.example`; what is more than a host, or an address of numbers, is none. */
function asciiHost(text: string): string {
  if (/[\s/?#:@\\%[\]]/.test(text) || !URL.canParse(`http://${text}`)) return '';
  const { hostname } = new URL(`http://${text}`);
  return /\.[0-9]+$/.test(hostname) ? '' : hostname;
}
