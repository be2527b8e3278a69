import { newestSms } from '../../testing/chain.ts';
import { fill, mount, until } from '../../testing/mount.ts';
import { allByRole, byRole, textOf } from '../../testing/queries.ts';
import type { BelfryOtpElement } from '../otp-element.ts';

/** What a visitor does with a `<belfry-otp>`, for tests in a browser against the chain. */

/** A British mobile number that no other test uses, as it is written there. */
export function freshNumber(): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `07400${String(random).slice(-6).padStart(6, '0')}`;
}

/** A British number as it is written elsewhere. */
export const abroad = (number: string) => `+44${number.slice(1)}`;

export const numberField = (otp: Element) => byRole(otp, 'textbox', 'Mobile number') as HTMLInputElement;
export const codeField = (otp: Element) =>
  byRole(otp, 'textbox', 'Enter the 6-digit code') as HTMLInputElement;
export const country = (otp: Element) => byRole(otp, 'combobox', 'Country') as HTMLSelectElement;
export const alertOf = (otp: Element) => allByRole(otp, 'alert').map(textOf).join('');
export const focused = (otp: Element) => otp.shadowRoot?.activeElement;

/**
 * What a browser does for keys, paste or autofill: the text takes the selection's place, then the field hears of it.
 * Autofill names no input type in some engines.
 */
export function insert(field: HTMLInputElement, text: string, inputType?: string): void {
  field.focus();
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
  const options = { bubbles: true, composed: true };
  field.dispatchEvent(
    inputType ? new InputEvent('input', { ...options, inputType, data: text }) : new Event('input', options),
  );
}

export function type(field: HTMLInputElement, text: string): void {
  for (const character of text) insert(field, character, 'insertText');
}

export function paste(field: HTMLInputElement, text: string): void {
  insert(field, text, 'insertFromPaste');
}

/** Puts an element into the page, of a visitor who comes for the first time, and waits until it asks for the number. */
export async function mountOtp(markup = '<belfry-otp country="GB"></belfry-otp>'): Promise<BelfryOtpElement> {
  sessionStorage.clear();
  const otp = await mount<BelfryOtpElement>(markup);
  await until(() => numberField(otp));
  return otp;
}

/** Up to the code; resolves with the code that was sent. */
export async function sendTo(otp: Element, number: string): Promise<string> {
  fill(numberField(otp), number);
  byRole(otp, 'button', 'Text me a code').click();
  await until(() => codeField(otp));
  const { code } = await until(() => newestSms(abroad(number)));
  return code;
}

/** The page as if it were loaded again: the element goes, and a new one comes with the same attributes. */
export async function reload(otp: BelfryOtpElement): Promise<BelfryOtpElement> {
  const { outerHTML } = otp;
  otp.remove();
  return mount<BelfryOtpElement>(outerHTML);
}

/** Answers some requests to the Worker in its place, until `end`. @param answer undefined: the Worker answers */
export function inPlaceOfWorker(
  answer: (path: string, body: Record<string, string>) => object | undefined,
): () => void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, string>) : {};
    const given = answer(url.pathname, body);
    if (!given) return fetch(input, init);
    const { status = 200 } = given as { status?: number };
    return Response.json(given, { status });
  };
  return () => void (globalThis.fetch = fetch);
}

/** From the number to the end. */
export async function verify(otp: BelfryOtpElement): Promise<void> {
  const code = await sendTo(otp, freshNumber());
  type(codeField(otp), code);
  await until(() => otp.value !== '');
}
