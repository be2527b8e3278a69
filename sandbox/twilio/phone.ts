/** E.164: a plus, then 7 to 15 digits, the first of them no zero. */
const e164 = /^\+[1-9]\d{6,14}$/;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Whether a text is a phone number as E.164 writes it. Whether anybody has that number is another question. */
export function isPhone(text: string): boolean {
  return e164.test(text);
}

export function isEmail(text: string): boolean {
  return email.test(text);
}
