/** The basic alphabet of GSM 03.38: one septet each. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension: an escape comes first, so two septets each. */
const extension = new Set('\f^{}\\[~]|€');

/** Lookalikes that `SmartEncoded` replaces, so that a text stays in the GSM alphabet. */
const lookalikes: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u2009': ' ',
};

/** A text with the lookalikes of GSM characters replaced by them. */
export function smartEncode(text: string): string {
  return text.replaceAll(/[‘’‚“”„–—…\u00a0\u2009]/g, (character) => lookalikes[character] ?? character);
}

/**
 * How many SMS a text takes: 160 septets of the GSM alphabet, or 70 UTF-16 units as soon as one character is not in
 * it; 153 and 67 each once there are several, for the header that joins them.
 * https://www.twilio.com/docs/glossary/what-sms-character-limit
 */
export function countSegments(text: string): number {
  const characters = [...text];
  const isGsm = characters.every((character) => basic.has(character) || extension.has(character));
  const costs = characters.map((character) =>
    isGsm ? (extension.has(character) ? 2 : 1) : character.length,
  );
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const [alone, joined] = isGsm ? [160, 153] : [70, 67];
  if (total <= alone) return 1;
  // A character of two units is never cut in half: it goes to the next segment whole.
  let segments = 1;
  let used = 0;
  for (const cost of costs) {
    if (used + cost > joined) {
      segments += 1;
      used = 0;
    }
    used += cost;
  }
  return segments;
}
