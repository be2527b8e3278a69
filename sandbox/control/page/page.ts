import { read, send, type Run } from './api.ts';
import { setUpClock, showClock } from './clock.ts';
import { byId } from './dom.ts';
import { setUpFaults, showFaults } from './faults.ts';
import { offerOwners, showMessages, showTime } from './phone.ts';
import { setUpRequests, showRequests } from './requests.ts';

/** How often the page asks for what is new, in ms. */
const interval = 1000;
const vendor = byId('vendor', HTMLSelectElement);
/** Counts refreshes, so that an answer overtaken by a newer one is not shown. */
let latest = 0;

async function refresh(): Promise<void> {
  latest += 1;
  const mine = latest;
  try {
    const [clock, messages, faults, requests] = await Promise.all([
      read('/clock'),
      read('/messages'),
      read('/faults'),
      read('/requests', { limit: '200', ...(vendor.value && { vendor: vendor.value }) }),
    ]);
    if (mine !== latest) return;
    showTime(clock.now);
    showClock(clock);
    showMessages(messages);
    showFaults(faults);
    showRequests(requests);
    byId('state').textContent = '';
  } catch {
    byId('state').textContent = 'The sandbox does not answer.';
  }
}

const run: Run = async (work) => {
  try {
    await work();
    await refresh();
  } catch (error) {
    byId('state').textContent = error instanceof Error ? error.message : String(error);
  }
};

async function poll(): Promise<void> {
  if (document.visibilityState === 'visible') await refresh();
  setTimeout(poll, interval);
}

setUpClock(run);
setUpFaults(run);
setUpRequests();
byId('reset').addEventListener('click', () => run(() => send('POST', '/reset')));
byId('owner').addEventListener('change', refresh);
vendor.addEventListener('change', refresh);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void refresh();
});
void run(async () => offerOwners((await read('/credentials')).people));
void poll();
