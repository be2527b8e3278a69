import type { LogEvent } from '../platform/log.ts';

/** What looks like a phone number, an e-mail address, a JSON Web Token or an id of a verification. */
const shapes = [
  /\+\d{7,15}/,
  /(?<![\w.:/-])\d{10,15}(?![\w.])/,
  /[\w.+-]+@[\w-]+\.\w+/,
  /eyJ[\w-]{10,}/,
  /[\w-]{80,}/,
];

/** An event of the log as the text that must reveal nothing. */
export function textOf({ requestId: _id, ms: _ms, stack = '', ...rest }: LogEvent): string {
  // Our own random id may hold any digits, and a duration is a number; frames name files and lines of this repository.
  return JSON.stringify({ ...rest, stack: stack.replaceAll(/\(?(?:file|\/)\S+/g, '') });
}

/** What in a text looks like something that no log may hold. */
export function revealedBy(text: string): string[] {
  return shapes.map((shape) => shape.exec(text)?.[0]).filter((found) => found !== undefined);
}
