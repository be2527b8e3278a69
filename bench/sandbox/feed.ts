import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { credentials } from '../../sandbox/credentials.ts';
import type { ReadFeed } from './feed-reader.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { percentiles, type Percentiles } from './percentiles.ts';

const { secretKey, feedChannelId } = credentials.knock;

export interface FeedPaging {
  items: number;
  pages: number;
  /** ms for each page of 50 in each of five readings, from asking until it has come: with the pauses of two processes. */
  page: Percentiles;
  /** ms of the same pages in the sandbox alone, from a request's arrival until its answer is written. */
  served: Percentiles;
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
    const url = `${knock}/v1/users/reader/feeds/${feedChannelId}?page_size=50`;
    const warmUp = `${control}/requests?limit=50&bodies=false`;
    const readings: number[][] = [];
    const served: number[] = [];
    for (let reading = 0; reading < 5; reading += 1) {
      const pages = await read({ url, warmUp, secretKey, items });
      readings.push(pages);
      served.push(...(await servedTimes(control, pages.length)));
    }
    const resets: number[] = [];
    for (let run = 0; run < 20; run += 1) {
      const started = performance.now();
      await call(`${control}/reset`, 'POST');
      resets.push(performance.now() - started);
    }
    return {
      items,
      pages: readings[0]?.length ?? 0,
      page: percentiles(readings.flat()),
      served: percentiles(served),
      reset: percentiles(resets),
    };
  } finally {
    await sandbox.close();
  }
}

/** ms for each page, by a process that does nothing else. */
async function read(asked: ReadFeed): Promise<number[]> {
  const reader = fork(join(import.meta.dirname, 'feed-reader.ts'));
  const exit = once(reader, 'exit').then(([code]) => {
    throw new Error(`The reader of the feed ended with ${code}.`);
  });
  reader.send(asked);
  const [pages] = (await Promise.race([once(reader, 'message'), exit])) as [number[]];
  exit.catch(() => undefined);
  return pages;
}

/** ms of the last so many pages, as the sandbox's log of requests has them. */
async function servedTimes(control: string, pages: number): Promise<number[]> {
  const log = await call(`${control}/requests?vendor=knock&bodies=false&limit=${pages}`, 'GET');
  const { requests } = log as { requests: { path: string; duration: number }[] };
  const times = requests.filter(({ path }) => path.includes('/feeds/')).map(({ duration }) => duration);
  if (times.length !== pages) throw new Error(`The log has ${times.length} of ${pages} pages`);
  return times;
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
