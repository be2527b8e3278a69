import { existsSync } from 'node:fs';
import path from 'node:path';

interface Item {
  readonly text: string;
  readonly link: string;
}

const docs = path.join(import.meta.dirname, '..');

/** Pages in their order. One that is not there yet is left out, so that no link of the site is dead. */
const pages = (...items: readonly [string, string][]): Item[] =>
  items
    .filter(([, link]) => existsSync(path.join(docs, link.endsWith('/') ? `${link}index.md` : `${link}.md`)))
    .map(([text, link]) => ({ text, link }));

/** What stands at the side of every page. */
export const sidebar = [
  {
    text: 'Begin',
    items: pages(
      ['On your site', '/start/site-owner'],
      ['In your app', '/start/app-developer'],
      ['In your brand', '/start/integrator'],
      ['On your Worker', '/start/operator'],
    ),
  },
  {
    text: 'Elements',
    items: pages(
      ['All of them', '/elements/'],
      ['Session', '/elements/session'],
      ['Chat', '/elements/chat'],
      ['Bell', '/elements/bell'],
      ['Feed', '/elements/feed'],
      ['Toasts', '/elements/toasts'],
      ['Preferences', '/elements/preferences'],
      ['Verification', '/elements/otp'],
    ),
  },
  {
    text: 'Guides',
    items: pages(
      ['The script tag', '/script-tag'],
      ['Frameworks', '/apps'],
      ['Theming', '/theming'],
      ['Languages', '/languages'],
      ['Sessions and proofs', '/sessions'],
      ['Preferences and links', '/preferences'],
      ['Verifying addresses', '/verification'],
      ['Content security policy', '/policy'],
      ['Privacy', '/privacy'],
      ['Accessibility', '/accessibility'],
      ['Troubleshooting', '/troubleshooting'],
    ),
  },
  {
    text: 'Coming from',
    items: pages(
      ['stream-chat-react', '/from/stream-chat-react'],
      ['Knock’s React kit', '/from/knock'],
      ['Courier', '/from/courier'],
    ),
  },
  {
    text: 'Operating',
    items: pages(
      ['Settings and policy', '/operating/settings'],
      ['Doctor', '/operating/doctor'],
      ['Deploying', '/operating/deploy'],
      ['Logs and metrics', '/operating/logs'],
      ['Costs and limits', '/operating/costs'],
      ['Rotating keys', '/operating/keys'],
      ['Upgrading', '/operating/upgrading'],
    ),
  },
  { text: 'Reference', items: pages(['HTTP API', '/reference/api'], ['Problems', '/reference/problems']) },
];
