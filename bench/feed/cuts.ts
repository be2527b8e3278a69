/**
 * The feed in a storm, without a browser: `npx node bench/feed/cuts.ts`. 100 cuts of 0.1 to 60 s while 2,000
 * notifications arrive and 200 are marked. Ends with 1 where what is shown, or counted, is not what the vendor has.
 */
import { parseArgs } from 'node:util';
import { rideOut } from '../../widgets/bell/testing/storm.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cuts: { type: 'string', default: '100' },
    arrivals: { type: 'string', default: '2000' },
    marks: { type: 'string', default: '200' },
  },
});
const [seed, cuts, arrivals, marks] = [values.seed, values.cuts, values.arrivals, values.marks].map(Number);
if (seed === undefined || !cuts || !arrivals || marks === undefined) throw new Error('Give numbers.');

// What the connection asks of a page: one that is always shown.
const page = new EventTarget();
Object.assign(globalThis, {
  document: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
});
const back = (): boolean => page.dispatchEvent(new Event('online'));
const began = performance.now();
const { faults, shown, taken, refused } = await rideOut({ seed, cuts, arrivals, marks, back });
console.log(
  `seed ${seed}: ${cuts} cuts, ${arrivals} arrivals, ${shown} of them shown at the end, ${taken} marks taken and ` +
    `${refused} refused; ${((performance.now() - began) / 1000).toFixed(0)} s`,
);
for (const fault of faults) console.log(`  ${fault}`);
console.log(faults.length === 0 ? 'no difference to the vendor' : `${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
