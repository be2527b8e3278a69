/**
 * Reads a feed page by page, in a process of its own: it holds nothing but the page that it
 * reads, so that its own garbage does not count as the sandbox's time. Told by `process.send`: see `ReadFeed`.
 */
import { once } from 'node:events';
import { Agent, request } from 'node:http';

/** What to read. */
export interface ReadFeed {
  /** Of the feed, with its page size. */
  readonly url: string;
  /** JSON of another server, read before it. */
  readonly warmUp: string;
  readonly secretKey: string;
  readonly items: number;
}

interface Page {
  readonly entries: readonly unknown[];
  readonly page_info: { readonly after: string | null };
}

/** One connection for all pages, and no `fetch`: by it, even a plain server's fixed text took 8 to 10 ms at p99. */
const agent = new Agent({ keepAlive: true });

const [asked] = (await once(process, 'message')) as [ReadFeed];
// This process's own code is compiled by then: only the sandbox's first page is a first.
for (let call = 0; call < 50; call += 1) JSON.parse(await read(asked.warmUp, asked.secretKey));
process.send?.(await readAll(asked));
agent.destroy();
process.disconnect();

/** ms for each page, from the newest to the oldest: from asking until the whole of it is parsed. */
async function readAll({ url, secretKey, items }: ReadFeed): Promise<number[]> {
  const latencies: number[] = [];
  let seen = 0;
  for (let after: string | null = ''; after !== null;) {
    const started = performance.now();
    const page = JSON.parse(await read(after === '' ? url : `${url}&after=${after}`, secretKey)) as Page;
    latencies.push(performance.now() - started);
    seen += page.entries.length;
    after = page.page_info.after;
  }
  if (seen !== items) throw new Error(`The feed has ${seen} items, not ${items}`);
  return latencies;
}

function read(url: string, secretKey: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { agent, headers: { authorization: `Bearer ${secretKey}` } }, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => (text += chunk))
        .once('end', () => {
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${url}: ${response.statusCode} ${text}`));
        });
    });
    asking.once('error', reject).end();
  });
}
