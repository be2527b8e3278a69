import { callStream, serverToken } from '../sandbox/stream-api.ts';
import { buildCdn } from '../../scripts/build-cdn.ts';
import { startSystem, type System } from '../../scripts/system.ts';

/** Calls that are on their way at once while messages are written. */
const atOnce = 8;

/** The whole chain, as a customer's site has it, with the built elements. @param port the first of ten */
export async function startChain(port: number, build: boolean): Promise<System> {
  if (build) await buildCdn();
  return startSystem({ demo: port, worker: port + 1, sandbox: port + 2 });
}

/** A channel of Ann's, Ben's and Cleo's. */
export async function makeRoom(origin: string, id: string): Promise<string> {
  await callStream(origin, `/channels/messaging/${id}/query`, serverToken, {
    data: { created_by_id: 'ann', members: ['ann', 'ben', 'cleo'], name: id },
  });
  return `messaging:${id}`;
}

/** Has Ben and Cleo say so many things, a few in a row each, short and long; Ann says one of eight. */
export async function fillRoom(origin: string, cid: string, count: number): Promise<void> {
  let at = 0;
  const write = async (): Promise<void> => {
    while (at < count) {
      at += 1;
      await say(origin, cid, at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, write));
}

/** One message; what it is follows from its number. */
export function say(origin: string, cid: string, number: number, text = textOf(number)): Promise<void> {
  const user_id = number % 8 === 0 ? 'ann' : Math.floor(number / 5) % 2 === 0 ? 'ben' : 'cleo';
  return callStream(origin, `/channels/${cid.replace(':', '/')}/message`, serverToken, {
    message: { text, user_id },
  });
}

const sentence = 'The boxes have come, and most of what was in them is whole. ';

function textOf(number: number): string {
  return `${number} ${sentence.repeat(number % 4)}${number % 11 === 0 ? 'See **page 4**, _please_.' : ''}`.trim();
}
