/** The digits of a text as 0–9, whatever script they are written in; all else is left out. */
export function digitsOf(text: string): string {
  return text.replace(/\P{Nd}/gu, '').replace(/[^0-9]/gu, valueOf);
}

// Unicode encodes the digits of a script as ten in a row from its zero; several such rows may follow each other.
function valueOf(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let zero = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((codePoint - zero) % 10);
}
