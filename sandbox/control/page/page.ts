import { read, send, type Run } from './api.ts';
import { setUpClock, showClock } from './clock.ts';
import { showCredentials } from './credentials.ts';
import { byId } from './dom.ts';
import { setUpFaults, showFaults } from './faults.ts';
import { showHealth, showSilence } from './health.ts';
import { showMails } from './inbox.ts';
import { listen } from './live.ts';
import { knowPeople, sortMessages } from './people.ts';
import { showMessages } from './phone.ts';
import { setUpRequests, showRequests, wantedVendor } from './requests.ts';
import type { Answers } from '../answers.ts';
import type { Topic } from '../changes.ts';

let messages: Answers['/messages'] = { messages: [] };

function drawMessages(): void {
  const { phone, inbox } = sortMessages(messages);
  showMessages(phone);
  showMails(inbox);
}

/** How to show each thing that the sandbox tells to have changed. */
const refreshers: Readonly<Record<Topic, () => Promise<void>>> = {
  clock: async () => showClock(await read('/clock')),
  async messages() {
    messages = await read('/messages');
    drawMessages();
  },
  faults: async () => showFaults(await read('/faults')),
  async requests() {
    const vendor = wantedVendor();
    const answer = await read('/requests', { limit: '500', bodies: 'false', ...(vendor && { vendor }) });
    // An answer that a change of the filter has overtaken would show the wrong vendor.
    if (vendor === wantedVendor()) showRequests(answer);
  },
};

async function health(): Promise<void> {
  showHealth(await read('/health'));
}

const complain = (error: unknown): void => {
  byId('state').textContent = error instanceof Error ? error.message : String(error);
};

const run: Run = async (work) => {
  try {
    await work();
    byId('state').textContent = '';
  } catch (error) {
    complain(error);
  }
};

setUpClock(run);
setUpFaults(run);
setUpRequests(() => void run(refreshers.requests));
byId('reset').addEventListener('click', () => run(() => send('POST', '/reset')));

await run(async () => {
  const credentials = await read('/credentials');
  showCredentials(credentials);
  knowPeople(credentials.people, drawMessages);
});
listen({
  changed: (topics) =>
    void run(async () => {
      await Promise.all([...topics.map((topic) => refreshers[topic]()), health()]);
    }),
  lost: showSilence,
});
// What no change tells: memory, and sockets that come and go.
setInterval(() => {
  if (document.visibilityState === 'visible') health().catch(showSilence);
}, 5000);
