import { html } from 'hono/html';
import type { Words } from './link-page.words.ts';

/** One state of the page of a preference link. */
export interface LinkView {
  readonly words: Words;
  /** The origin of the site whose page it is: without a name on it, the page looks like phishing. */
  readonly site: string;
  readonly heading: string;
  readonly text: string;
  /** What the page's button posts, to the link itself. */
  readonly form?: {
    readonly button: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly quiet?: boolean;
  };
  /** Whether the preference center stands below, and of which tenant. */
  readonly center?: { readonly tenant: string | undefined };
  /** The link's token. */
  readonly token: string;
}

/** The page as HTML. Whatever is put in is escaped by `html`. */
export function linkView({ words, site, heading, text, form, center, token }: LinkView) {
  const scripts = html`<script type="module" src="/v1/belfry.js"></script>
    <script type="module" src="/link-page/page.js"></script>`;
  const { host } = new URL(site);
  return html`<!doctype html>
    <html lang="${words.lang}" dir="${words.dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${heading} – ${host}</title>
        <link rel="icon" href="/docs/icon.svg" />
        <link rel="stylesheet" href="/link-page/page.css" />
        ${center ? scripts : ''}
      </head>
      <body>
        <header><a href="${site}" rel="noreferrer" dir="ltr">${host}</a></header>
        <main>
          <div class="card">
            <h1>${heading}</h1>
            <p dir="auto">${text}</p>
            ${form ? formView(form, token) : ''}
          </div>
          ${center ? centerView(words, center.tenant) : ''}
        </main>
      </body>
    </html>`;
}

function formView({ button, fields, quiet }: NonNullable<LinkView['form']>, token: string) {
  return html`<form method="post" action="?t=${encodeURIComponent(token)}">
    ${Object.entries(fields).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    <button class="${quiet ? 'quiet' : ''}">${button}</button>
  </form>`;
}

function centerView(words: Words, tenant: string | undefined) {
  return html`<div id="center" data-tenant="${tenant ?? ''}">
    <noscript><p>${words.say('center.script')}</p></noscript>
    <div role="alert" hidden>
      <p>${words.say('center.failed')}</p>
      <p><button type="button" class="quiet">${words.say('busy.button')}</button></p>
    </div>
  </div>`;
}
