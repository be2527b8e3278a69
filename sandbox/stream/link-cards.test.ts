import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from './test-server.ts';

const page =
  '<title>Plain</title><meta property="og:title" content="Alma lamp"><meta content="/lamp.png" property="og:image">';

/** The origin of a site on this machine that shows one page and nothing else. */
async function startSite(): Promise<string> {
  const site = createServer((request, response) => {
    response.statusCode = request.url === '/alma' ? 200 : 404;
    response.setHeader('content-type', 'text/html').end(page);
  });
  await new Promise<void>((resolve) => site.listen(0, 'localhost', resolve));
  onTestFinished(() => void site.close());
  return `http://localhost:${(site.address() as AddressInfo).port}`;
}

test('a local page has a card; what is elsewhere, or not there, has none', async () => {
  const [server, site] = [await startServer(), await startSite()];
  const ann = await server.connect('ann');
  expect(await ann.enrichURL(`${site}/alma`)).toMatchObject({
    title: 'Alma lamp',
    title_link: `${site}/alma`,
    og_scrape_url: `${site}/alma`,
    image_url: `${site}/lamp.png`,
  });
  await expect(ann.enrichURL(`${site}/nothing`)).rejects.toMatchObject({ code: 4, status: 400 });
  await expect(ann.enrichURL('https://shop.example/')).rejects.toMatchObject({ code: 4, status: 400 });
  await expect(ann.enrichURL('file:///etc/hosts')).rejects.toMatchObject({ code: 4, status: 400 });
});

test('a link in a message brings its card along, unless the sender or the channel’s type does not want it', async () => {
  const [server, site] = [await startServer(), await startSite()];
  const ann = await server.connect('ann');
  const channel = ann.channel('messaging', 'general');
  const text = `Look: ${site}/alma. And https://shop.example/`;
  const { message } = await channel.sendMessage({ text });
  expect(message.attachments).toMatchObject([{ title: 'Alma lamp', og_scrape_url: `${site}/alma` }]);
  const plain = await channel.sendMessage({ text }, { skip_enrich_url: true });
  expect(plain.message.attachments).toEqual([]);
  const live = await ann.channel('livestream', 'launch').sendMessage({ text });
  expect(live.message.attachments).toEqual([]);
});
