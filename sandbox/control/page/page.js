import { call } from './api.js';
import { setUpClock, showClock } from './clock.js';
import { byId } from './dom.js';
import { setUpFaults, showFaults } from './faults.js';
import { offerOwners, showMessages, showTime } from './phone.js';
import { showRequests } from './requests.js';

const interval = 1000;
/** Counts refreshes, so that an answer overtaken by a newer one is not shown. */
let latest = 0;

async function refresh() {
  latest += 1;
  const mine = latest;
  const vendor = byId('vendor').value;
  try {
    const [clock, { messages }, faults, requests] = await Promise.all([
      call('GET', '/clock'),
      call('GET', '/messages'),
      call('GET', '/faults'),
      call('GET', `/requests?limit=200${vendor && `&vendor=${vendor}`}`),
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

/** Does something and shows at once what came of it. */
async function run(work) {
  try {
    await work();
    await refresh();
  } catch (error) {
    byId('state').textContent = error.message;
  }
}

async function poll() {
  if (document.visibilityState === 'visible') await refresh();
  setTimeout(poll, interval);
}

setUpClock(run);
setUpFaults(run);
byId('reset').addEventListener('click', () => run(() => call('POST', '/reset')));
byId('owner').addEventListener('change', refresh);
byId('vendor').addEventListener('change', refresh);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());
void run(async () => offerOwners((await call('GET', '/credentials')).people));
void poll();
