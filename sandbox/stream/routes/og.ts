import type { Serve } from '../call.ts';
import { inputError } from '../errors.ts';
import type { Fields } from '../model.ts';
import { defined } from '../wire.ts';

const maxBytes = 512 * 1024;
const timeoutMs = 2000;
const local = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Link cards of pages on this machine: the sandbox never reaches out. */
export function ogRoutes(serve: Serve): void {
  serve('GET', '/og', 'GetOG', async (call) => {
    call.viewer();
    const url = call.query('url') ?? '';
    if (!URL.canParse(url)) throw inputError(`"${url}" is no url`);
    const { hostname, protocol, href } = new URL(url);
    if (!/^https?:$/.test(protocol) || !local.has(hostname)) {
      throw inputError('the sandbox makes link cards of local pages only');
    }
    const html = await fetchPage(href);
    return { ...cardOf(html, href), og_scrape_url: href };
  });
}

async function fetchPage(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' }).catch(
    () => undefined,
  );
  if (!response?.ok || !response.headers.get('content-type')?.includes('html')) {
    throw inputError(`no page could be read at ${url}`);
  }
  return (await response.text()).slice(0, maxBytes);
}

function cardOf(html: string, url: string): Fields {
  const tags = new Map<string, string>();
  for (const [tag] of html.matchAll(/<meta\b[^>]*>/gi)) {
    const name = attribute(tag, 'property') ?? attribute(tag, 'name');
    const content = attribute(tag, 'content');
    if (name && content) tags.set(name.toLowerCase(), content);
  }
  const title = tags.get('og:title') ?? /<title[^>]*>([^<]*)/i.exec(html)?.[1]?.trim();
  if (!title) throw inputError(`the page at ${url} has no title`);
  const image = tags.get('og:image');
  return defined({
    title,
    title_link: tags.get('og:url') ?? url,
    text: tags.get('og:description') ?? tags.get('description'),
    image_url: image && new URL(image, url).href,
    thumb_url: image && new URL(image, url).href,
    author_name: tags.get('og:site_name'),
    type: 'image',
  });
}

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag);
  return found?.[1] ?? found?.[2];
};
