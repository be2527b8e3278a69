import type { CDPSession, Page } from 'playwright-core';
import { credentials } from '../../sandbox/credentials.ts';
import { identityToken } from '../chat/identity.ts';
import { open, type Place } from '../chat/visit.ts';

/** Calls that are on their way at once while the feed is filled. */
const atOnce = 8;

/** Has somebody notified so many times: comments, with words of their own each, and news with buttons. */
export async function fillFeed(knock: string, user: string, count: number): Promise<void> {
  let at = 0;
  const trigger = async (): Promise<void> => {
    while (at < count) {
      at += 1;
      const workflow = at % 3 === 0 ? 'product-update' : 'new-comment';
      await call(knock, 'POST', `/v1/workflows/${workflow}/trigger`, {
        recipients: [user],
        actor: 'ben',
        data: {
          title: `${at}`,
          subject: `${at}`,
          comment: 'Mine holds forty cookbooks and does not bend. '.repeat(at % 4),
        },
      });
    }
  };
  await call(knock, 'PUT', `/v1/users/${user}`, { name: 'Nora Novak' });
  await Promise.all(Array.from({ length: atOnce }, trigger));
}

async function call(origin: string, method: string, path: string, body: object): Promise<void> {
  const response = await fetch(new URL(path, origin), {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${credentials.knock.secretKey}` },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after')) || 1;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return call(origin, method, path, body);
  }
  if (!response.ok) throw new Error(`${path}: ${response.status} ${answer}`);
}

/** That somebody, on a page of the shop that is blank but for what is named. */
export async function visitFeed(
  { browser, site }: Place,
  user: string,
  element?: 'feed' | 'bell',
  attributes: Readonly<Record<string, string>> = {},
): Promise<{ page: Page; cdp: CDPSession; close: () => Promise<void> }> {
  const { page, cdp } = await open(browser, `${site}/blank.html`);
  await page.evaluate(
    async ([identity, name, given]) => {
      const { belfry } = globalThis as unknown as {
        belfry: { configure(options: { identity: () => Promise<string> }): Promise<void> };
      };
      await belfry.configure({ identity: () => Promise.resolve(identity) });
      if (!name) return;
      const tag = document.createElement(`belfry-${name}`);
      for (const [key, value] of Object.entries(given)) tag.setAttribute(key, value);
      if (name === 'feed') tag.style.blockSize = '700px';
      document.body.append(tag);
    },
    [identityToken(user, 'Nora Novak'), element, attributes] as const,
  );
  return { page, cdp, close: () => page.context().close() };
}
