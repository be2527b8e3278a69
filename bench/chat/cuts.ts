/**
 * The chat in a storm, without a browser: `npx node bench/chat/cuts.ts`. 100 cuts of 0.1 to 60 s while 5,000 messages
 * flow and 200 are sent. Ends with 1 where what is shown is not what the vendor has, or something was not sent once.
 */
import { parseArgs } from 'node:util';
import { rideOut } from '../../widgets/chat/testing/storm.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cuts: { type: 'string', default: '100' },
    messages: { type: 'string', default: '5000' },
    sends: { type: 'string', default: '200' },
  },
});
const [seed, cuts, messages, sends] = [values.seed, values.cuts, values.messages, values.sends].map(Number);
if (seed === undefined || !cuts || !messages || !sends) throw new Error('Give numbers.');

// The SDK warns of a visitor's connection from Node, and of every socket that it loses.
console.warn = () => undefined;
const began = performance.now();
const { faults, written, sent, resent, recovered, away } = await rideOut({ seed, cuts, messages, sends });
console.log(
  `seed ${seed}: ${cuts} cuts, ${away.toFixed(0)} s away by the sandbox's clock, ${recovered} recoveries; ` +
    `${written} messages written, ${sent} sent, ${resent} of them by hand once more; ` +
    `${((performance.now() - began) / 1000).toFixed(0)} s`,
);
for (const fault of faults) console.log(`  ${fault}`);
console.log(faults.length === 0 ? 'no difference to the vendor' : `${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
