import { Agent, request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { credentials } from '../../sandbox/credentials.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { percentiles, type Percentiles } from './percentiles.ts';

const { secretKey, feedChannelId } = credentials.knock;

export interface FeedPaging {
  items: number;
  pages: number;
  /**
   * ms for each page of 50, from asking until the whole of it is parsed: the middle one of five readings, so that a
   * page which is slow by itself shows, and one that met a pause of the machine does not.
   */
  page: Percentiles;
  /** The same for each reading alone: with the machine's pauses. */
  single: Percentiles;
  /** ms for each `POST /reset` of the sandbox that holds all this, the first one included. */
  reset: Percentiles;
}

/** One user gets so many items by as many triggers; then their feed is read from the newest to the oldest. */
export async function measureFeed(items: number): Promise<FeedPaging> {
  const sandbox = await startSandboxProcess();
  try {
    const { knock, control } = sandbox.origins;
    await call(`${knock}/v1/users/reader`, 'PUT', { name: 'Reader' });
    await trigger(knock, items);
    const readings: number[][] = [];
    for (let reading = 0; reading < 5; reading += 1) {
      // What this process piled up must not make it pause amid a page: that would count as the sandbox's time.
      collectGarbage();
      readings.push(await readAll(`${knock}/v1/users/reader/feeds/${feedChannelId}`, items));
    }
    const pages = (readings[0] ?? []).map((_, page) =>
      percentiles(readings.map((reading) => reading[page] ?? Number.NaN)),
    );
    const resets: number[] = [];
    for (let run = 0; run < 20; run += 1) {
      const started = performance.now();
      await call(`${control}/reset`, 'POST');
      resets.push(performance.now() - started);
    }
    return {
      items,
      pages: pages.length,
      page: percentiles(pages.map(({ p50 }) => p50)),
      single: percentiles(readings.flat()),
      reset: percentiles(resets),
    };
  } finally {
    await sandbox.close();
  }
}

/** ms for each page, from the newest to the oldest. */
async function readAll(feed: string, items: number): Promise<number[]> {
  const latencies: number[] = [];
  let seen = 0;
  for (let after: string | null | undefined; after !== null;) {
    const query = new URLSearchParams({ page_size: '50', ...(after && { after }) });
    const started = performance.now();
    const page = (await read(`${feed}?${query}`)) as Page;
    latencies.push(performance.now() - started);
    seen += page.entries.length;
    after = page.page_info.after;
  }
  if (seen !== items) throw new Error(`The feed has ${seen} items, not ${items}`);
  return latencies;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}

interface Page {
  entries: unknown[];
  page_info: { after: string | null };
}

/** Some at a time, each for one recipient, as a site's backend would. */
async function trigger(origin: string, times: number): Promise<void> {
  let left = times;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      await call(`${origin}/v1/workflows/order-status-updated/trigger`, 'POST', { recipients: ['reader'] });
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

/** One connection for all pages, and no `fetch`: by it, even a plain server's fixed text took 8 to 10 ms at p99. */
const agent = new Agent({ keepAlive: true });

function read(url: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { authorization: `Bearer ${secretKey}` } }, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => (text += chunk))
        .once('end', () => {
          if (response.statusCode === 200) resolve(JSON.parse(text));
          else reject(new Error(`${url}: ${response.statusCode} ${text}`));
        });
    });
    asked.once('error', reject).end();
  });
}

async function call(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
