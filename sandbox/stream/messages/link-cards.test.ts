import { describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../../platform/server.ts';
import { startServer } from '../testing/server.ts';
import type { TestServer } from '../testing/server.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const titled = '<title>Plain</title>';
const tag = (name: string, content: string) => `<meta property="og:${name}" content="${content}">`;

/** The pages of a site, by path: what stands there, and what else its answer is. */
const pages: Record<string, [body: string, init?: ResponseInit]> = {
  '/alma': [`${titled}<meta content="/lamp.png" property="og:image">${tag('title', 'Alma lamp')}`],
  '/bare': [`<html><head>\n<title lang="en">\n  Only a title \n</title></head></html>`],
  '/full': [
    [
      titled,
      '<meta name="description" content="Of the page">',
      tag('title', 'Of the graph'),
      tag('description', 'Said of the graph'),
      tag('image', 'https://pictures.example/a.png'),
      tag('url', 'https://shop.example/full'),
      tag('site_name', 'The shop'),
    ].join(''),
  ],
  '/described': [`${titled}<META NAME='description' CONTENT='Of the "page"'>`],
  '/by-name': ['<meta name="og:title" content="By name">'],
  '/odd-picture': [`${tag('title', 'Odd')}${tag('image', 'http://[')}`],
  '/empty': [`${tag('title', '')}${titled}`],
  '/untitled': [tag('image', '/lamp.png')],
  '/no-title': ['<title> </title>'],
  '/nothing': [''],
  '/picture': ['binary', { headers: { 'content-type': 'image/png' } }],
  '/data': [`{"title":"${titled}"}`, { headers: { 'content-type': 'application/json' } }],
  '/gone': [titled, { status: 404 }],
  '/broken': [titled, { status: 500 }],
  '/moved': ['', { status: 302, headers: { ...html, location: '/alma' } }],
};

/** The origin of a site on this machine. */
async function startSite(): Promise<string> {
  const { origin, close } = await listen('site', 0, ({ url }) => {
    const [body, init] = pages[new URL(url).pathname] ?? ['', { status: 404 }];
    return new Response(body, { headers: html, ...init });
  });
  onTestFinished(close);
  return origin;
}

const cardAt = (server: TestServer, url: string) => server.call('GET', '/og', { query: { url } });

async function expectNone(server: TestServer, url: string, words: RegExp): Promise<void> {
  const answer = await cardAt(server, url);
  expect(answer).toMatchObject({ status: 400, body: { code: 4, StatusCode: 400 } });
  expect(answer.body['message']).toMatch(words);
}

describe('the card of a local page', () => {
  test('is what the SDK reads of it', async () => {
    const [server, site] = [await startServer(), await startSite()];
    const ann = await server.connect('ann');
    expect(await ann.enrichURL(`${site}/alma`)).toEqual({
      duration: expect.stringMatching(/ms$/) as string,
      type: 'image',
      title: 'Alma lamp',
      title_link: `${site}/alma`,
      og_scrape_url: `${site}/alma`,
      image_url: `${site}/lamp.png`,
      thumb_url: `${site}/lamp.png`,
    });
  });

  test.each<[what: string, path: string, card: object]>([
    ['its title alone, where that is all', '/bare', { title: 'Only a title' }],
    [
      'what it says of itself before what it is',
      '/full',
      {
        type: 'image',
        title: 'Of the graph',
        text: 'Said of the graph',
        title_link: 'https://shop.example/full',
        image_url: 'https://pictures.example/a.png',
        thumb_url: 'https://pictures.example/a.png',
        author_name: 'The shop',
      },
    ],
    [
      'its description, where the graph has none, however it is written',
      '/described',
      { title: 'Plain', text: 'Of the "page"' },
    ],
    ['tags by name too', '/by-name', { title: 'By name' }],
    ['no picture that has no address', '/odd-picture', { title: 'Odd' }],
    ['no tag that says nothing', '/empty', { title: 'Plain' }],
  ])('has %s', async (_what, path, card) => {
    const [server, site] = [await startServer(), await startSite()];
    const { status, body } = await cardAt(server, `${site}${path}`);
    expect(status).toBe(200);
    const { duration: _duration, ...shown } = body;
    expect(shown).toEqual({ title_link: `${site}${path}`, og_scrape_url: `${site}${path}`, ...card });
  });

  test.each([
    ['a page without a title', '/untitled', /has no title/],
    ['one whose title is empty', '/no-title', /has no title/],
    ['an empty page', '/nothing', /has no title/],
    ['a picture', '/picture', /no page could be read/],
    ['data', '/data', /no page could be read/],
    ['a page that is not there', '/gone', /no page could be read/],
    ['a page that fails', '/broken', /no page could be read/],
    // It could lead away from this machine.
    ['a page that moved', '/moved', /no page could be read/],
  ])('is refused of %s', async (_what, path, words) => {
    const [server, site] = [await startServer(), await startSite()];
    await expectNone(server, `${site}${path}`, words);
  });
});

test.each([
  ['of another machine', 'https://shop.example/', /local pages only/],
  ['that only looks local', 'http://localhost.shop.example/', /local pages only/],
  ['with a local name before it', 'http://localhost@shop.example/', /local pages only/],
  ['of another kind', 'file:///etc/hosts', /no address of a page/],
  ['without a scheme', 'shop.example', /no address of a page/],
  ['that is none', 'http://', /no address of a page/],
  ['where nobody listens', 'http://127.0.0.1:1/', /no page could be read/],
])('no card is made of an address %s', async (_what, url, words) => {
  const server = await startServer();
  await expectNone(server, url, words);
});

test('an address must be given, and a card be asked for with a token', async () => {
  const server = await startServer();
  expect(await server.call('GET', '/og')).toMatchObject({ status: 400, body: { code: 4 } });
  const bare = { query: { url: 'http://localhost/' }, token: null };
  expect(await server.call('GET', '/og', bare)).toMatchObject({ status: 401, body: { code: 5 } });
});

describe('a link in a message', () => {
  test('brings its card along, unless the sender or the channel’s type does not want it', async () => {
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

  test('has one card, of the first three that have any, after what was attached', async () => {
    const [server, site] = [await startServer(), await startSite()];
    const text = ['/alma', '/gone', '/alma', '/bare', '/full'].map((path) => site + path).join(' ');
    const image = { type: 'image', image_url: 'https://shop.example/a.png' };
    const { message } = await (
      await server.connect('ann')
    )
      .channel('messaging', 'general')
      .sendMessage({ text, attachments: [image] });
    expect(message.attachments?.map(({ og_scrape_url: url }) => url)).toEqual([
      undefined,
      `${site}/alma`,
      `${site}/bare`,
    ]);
  });

  test('gets its card when an edit brings it, and keeps it once', async () => {
    const [server, site] = [await startServer(), await startSite()];
    const ann = await server.connect('ann');
    const { message } = await ann.channel('messaging', 'general').sendMessage({ text: 'Look' });
    const edit = async (text: string) => {
      const edited = await ann.partialUpdateMessage(message.id, { set: { text } });
      return edited.message.attachments?.map(({ title }) => title);
    };
    expect(await edit(`Look: ${site}/alma`)).toEqual(['Alma lamp']);
    expect(await edit(`Do look: ${site}/alma`)).toEqual(['Alma lamp']);
    expect(await edit(`Look: ${site}/alma and ${site}/bare`)).toEqual(['Alma lamp', 'Only a title']);
  });
});
