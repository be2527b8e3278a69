import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../platform/server.ts';
import { startServer } from '../testing/server.ts';

const page =
  '<title>Plain</title><meta property="og:title" content="Alma lamp"><meta content="/lamp.png" property="og:image">';

/** The origin of a site on this machine that shows one page and nothing else. */
async function startSite(): Promise<string> {
  const headers = { 'content-type': 'text/html' };
  const { origin, close } = await listen('site', 0, ({ url }) => {
    return new Response(page, { status: new URL(url).pathname === '/alma' ? 200 : 404, headers });
  });
  onTestFinished(close);
  return origin;
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
