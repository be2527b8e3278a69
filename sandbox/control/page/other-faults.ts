import type { StandingFault } from '../../platform/faults.ts';
import { send, type Run } from './api.ts';
import { byId, element, reconcile } from './dom.ts';
import { vendorLabels } from './vendors.ts';

const input = byId('fault-json', HTMLTextAreaElement);
const error = byId('fault-error');
let run: Run;

/** Takes a fault that no switch puts on. */
export function setUpOtherFaults(runWork: Run): void {
  run = runWork;
  input.placeholder = '{"vendor": "twilio", "status": 429, "code": 60212, "times": 1}';
  byId('another-fault').addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      await send('POST', '/faults', JSON.parse(input.value) as object);
      error.textContent = '';
      input.value = '';
    } catch (refusal) {
      error.textContent = refusal instanceof SyntaxError ? 'This is not JSON.' : String(refusal);
    }
  });
}

/** Shows those that were put on by other ways, each with what it does and how often it did. */
export function showOtherFaults(faults: readonly StandingFault[]): void {
  const key = ({ id, acted }: StandingFault): string => `${id} ${acted}`;
  reconcile(byId('other-faults'), faults, key, (fault) => {
    const { id, acted, vendor, ...effects } = fault;
    const off = element('button', { type: 'button', className: 'quiet', textContent: 'Switch off' });
    off.addEventListener('click', () => run(() => send('DELETE', `/faults/${id}`)));
    return element(
      'li',
      { className: 'other-fault' },
      element('span', { textContent: vendorLabels[vendor] }),
      element('code', { textContent: describe(effects) }),
      element('span', { className: 'acted', textContent: acted === 0 ? '' : `${acted}×` }),
      off,
    );
  });
}

const describe = (effects: object): string =>
  Object.entries(effects)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
