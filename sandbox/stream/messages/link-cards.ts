import { inputError } from '../errors.ts';
import type { Fields } from '../model.ts';
import { defined } from '../wire.ts';

const maxLength = 512 * 1024;
const timeoutMs = 1000;
const local = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The card of a page on this machine, from its Open Graph tags; the sandbox never reaches further.
 * @throws StreamError 4 if there is no such page, or nothing to show of it
 */
export async function linkCard(address: string): Promise<Fields> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw inputError(`"${address}" is no address of a page`);
  if (!local.has(url.hostname)) throw inputError('the sandbox makes link cards of local pages only');
  return { ...cardOf(await fetchPage(url.href), url.href), og_scrape_url: url.href };
}

/** The cards of the links in a text, as the vendor adds them to a message; a page without one is left out. */
export async function cardsIn(text: string): Promise<Fields[]> {
  const addresses = new Set(text.match(/\bhttps?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]/g));
  const cards = await Promise.allSettled([...addresses].slice(0, 3).map(linkCard));
  return cards.flatMap((card) => (card.status === 'fulfilled' ? [card.value] : []));
}

async function fetchPage(url: string): Promise<string> {
  const options = { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' } as const;
  const response = await fetch(url, options).catch(() => undefined);
  if (!response?.ok || !response.headers.get('content-type')?.includes('html')) {
    throw inputError(`no page could be read at ${url}`);
  }
  return (await response.text()).slice(0, maxLength);
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
  const picture = tags.get('og:image');
  const image = picture && URL.canParse(picture, url) ? new URL(picture, url).href : undefined;
  return defined({
    type: image && 'image',
    title,
    title_link: tags.get('og:url') ?? url,
    text: tags.get('og:description') ?? tags.get('description'),
    image_url: image,
    thumb_url: image,
    author_name: tags.get('og:site_name'),
  });
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag);
  return found?.[1] ?? found?.[2];
}
