import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openKitSite } from '../../sandbox/testing/kit-site.ts';
import { credentials } from '../../sandbox/credentials.ts';
import { signToken } from '../sandbox/stream-api.ts';
import { open, painted, type Subject } from './visit.ts';

export interface Kit {
  /** Where Ann's page is. */
  readonly address: string;
  /** Ann's page, with the channel that was written in last. */
  visit(browser: Browser): Promise<Subject & { readonly messages: ReturnType<Subject['page']['locator']> }>;
  close(): Promise<void>;
}

/** The vendor's own React kit, as its tutorial puts it together, against the same sandbox. */
export async function startKit(stream: string): Promise<Kit> {
  const { origin, close } = await openKitSite(
    path.join(import.meta.dirname, '../../sandbox/stream/ui-kit'),
    true,
  );
  const address = `${origin}/?${visitorQuery(stream)}`;
  return {
    address,
    async visit(browser) {
      const { page, cdp } = await open(browser, address);
      const composer = page.getByRole('textbox').last();
      await composer.waitFor();
      return { page, cdp, composer, painted: () => painted(page), messages: page.locator('.str-chat__li') };
    },
    close,
  };
}

function visitorQuery(stream: string): string {
  return new URLSearchParams({
    user: 'ann',
    key: credentials.stream.apiKey,
    token: signToken({ user_id: 'ann' }),
    server: stream,
  }).toString();
}
