const decimal = /\p{Nd}/u;

/** The digits of a text as 0–9, whatever script they are written in; all else is left out. */
export function digitsOf(text: string): string {
  let digits = '';
  for (const character of text) {
    if (character >= '0' && character <= '9') digits += character;
    else if (decimal.test(character)) digits += valueOf(character.codePointAt(0) ?? 0);
  }
  return digits;
}

// Unicode encodes the digits of a script as ten in a row from its zero; several such rows may follow each other.
function valueOf(codePoint: number): number {
  let zero = codePoint;
  while (decimal.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (codePoint - zero) % 10;
}
